import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bridgeColumns, bridgePorts } from '../bridge.ts'
import { readTables } from '../tables.ts'
import { bits, device, gauge, hex, type Instances, int, table, text } from '../test-device.ts'
import { vlansOf, vlanTables } from './index.ts'
import { bitsOf } from './vlan.ts'

const membership = '1.3.6.1.4.1.9.9.68.1.2.2.1'
const vtpNames = '1.3.6.1.4.1.9.9.46.1.3.1.1'
const vtpTrunks = '1.3.6.1.4.1.9.9.46.1.6.1.1'
const bridge = '1.3.6.1.2.1.17.1.4.1'
const current = '1.3.6.1.2.1.17.7.1.4.2.1'
const configured = '1.3.6.1.2.1.17.7.1.4.3.1'
const untaggedVlan = '1.3.6.1.2.1.17.7.1.4.5.1'
const lldpPorts = '1.0.8802.1.1.2.1.3.7.1'
const lldpDot1 = '1.0.8802.1.1.2.1.5.32962.1.2'

async function read(...parts: readonly Instances[]) {
  const tables = await readTables(device(Object.assign({}, ...parts)), { bridge: bridgeColumns, ...vlanTables })
  return Object.fromEntries(vlansOf(tables, bridgePorts(tables.bridge)))
}

test('Cisco: access ports by membership, trunks by what they allow and the domain has', async () => {
  const vlans = await read(
    table(membership, { 2: { 10: int(20), 11: int(0) } }),
    table(vtpNames, { 4: { '1.1': text('default'), '1.20': text('lab'), '1.1500': text('far') } }),
    table(vtpTrunks, {
      // The first bit is VLAN 0, so that bit 1 of the second octet is VLAN 8.
      4: { 12: bits(2, 21, 31), 13: bits(2) },
      5: { 12: int(1) },
      14: { 12: int(1), 13: int(2) },
      17: { 12: bits(1500 - 1024 + 1) },
    }),
  )
  expect(vlans).toEqual({
    10: [{ NUMBER: 20, NAME: 'lab' }],
    12: [
      { NUMBER: 1, NAME: 'default', TAGGED: 0 },
      { NUMBER: 20, NAME: 'lab', TAGGED: 1 },
      { NUMBER: 1500, NAME: 'far', TAGGED: 1 },
    ],
  })
})

test('Cisco without names of VLANs tells nothing', async () => {
  expect(await read(table(membership, { 2: { 10: int(20) } }))).toEqual({})
})

const bridged = table(bridge, { 2: { 1: int(101), 2: int(102), 3: int(103) } })

test('802.1Q: bits are bridge ports; what is now before what is configured; only active VLANs', async () => {
  const vlans = await read(
    bridged,
    table(current, { 4: { '0.7': bits(1, 2) }, 5: { '0.7': bits(2) } }),
    table(configured, {
      1: { 7: text('seven'), 8: text('eight'), 9: text('nine') },
      2: { 7: bits(3), 8: bits(3), 9: bits(3) },
      4: { 7: bits(3), 8: bits(), 9: bits() },
      5: { 7: int(1), 8: int(1), 9: int(2) },
    }),
  )
  expect(vlans).toEqual({
    101: [{ NUMBER: 7, NAME: 'seven', TAGGED: 1 }],
    102: [{ NUMBER: 7, NAME: 'seven', TAGGED: 0 }],
    103: [{ NUMBER: 8, NAME: 'eight', TAGGED: 1 }],
  })
})

test('802.1Q: the latest of several times, as numbers', async () => {
  const names = table(configured, { 1: { 7: text('seven') }, 5: { 7: int(1) } })
  const times = table(current, {
    4: { '900.7': bits(1), '1000.7': bits(2) },
    5: { '900.7': bits(1), '1000.7': bits(2) },
  })
  expect(Object.keys(await read(bridged, names, times))).toEqual(['102'])
})

test('802.1Q: without a table of bridge ports they are interfaces; a bit without interface is none', async () => {
  const members = table(configured, {
    1: { 7: text('seven') },
    2: { 7: bits(2, 9) },
    4: { 7: bits(2) },
    5: { 7: int(1) },
  })
  expect(Object.keys(await read(members))).toEqual(['2', '9'])
  expect(Object.keys(await read(bridged, members))).toEqual(['102'])
})

test('802.1Q: a port in no VLAN has that of its untagged frames, if there is one of that number', async () => {
  const vlans = await read(
    bridged,
    table(configured, {
      1: { 7: text('seven'), 8: text('eight') },
      2: { 7: bits(1) },
      4: { 7: bits() },
      5: { 7: int(1), 8: int(1) },
    }),
    table(untaggedVlan, { 1: { 1: gauge(8), 2: gauge(7), 3: gauge(99) } }),
  )
  expect(vlans).toEqual({
    101: [{ NUMBER: 7, NAME: 'seven', TAGGED: 1 }],
    102: [{ NUMBER: 7, NAME: 'seven', TAGGED: 0 }],
  })
})

test('LLDP: names, else numbers, and only where no other table speaks', async () => {
  const ids = table(lldpPorts, { 3: { 5: text('0012'), 6: text('ge-0/0/6') } })
  const pvids = table(lldpDot1, { '1.1.1': { 5: int(30), 6: int(0) } } as never)
  expect(await read(ids, pvids)).toEqual({ 12: [{ NUMBER: 30, NAME: 'VLAN 30' }] })
  const names = { [`${lldpDot1}.3.1.2.6.40`]: text('forty') }
  expect(await read(ids, pvids, names)).toEqual({ 6: [{ NUMBER: 40, NAME: 'forty' }] })
  const cisco = { ...table(membership, { 2: { 10: int(20) } }), ...table(vtpNames, { 4: { '1.20': text('lab') } }) }
  expect(Object.keys(await read(ids, pvids, names, cisco))).toEqual(['10'])
})

test('bits are the positions that were set', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 4094 })), (numbers) => {
      const value = Buffer.from(bits(...numbers).slice(3), 'hex')
      expect(bitsOf({ type: 'octets', value }, 1)).toEqual([...numbers].sort((a, b) => a - b))
    }),
  )
  expect(bitsOf(undefined, 1)).toEqual([])
  expect(hex('8001')).toBe(bits(1, 16))
})
