import { expect, test } from 'vitest'
import { remember } from '../remember.ts'
import { describe } from './index.ts'
import { described, device, int, table, text } from './test-device.ts'

const ports = table('1.3.6.1.2.1.2.2.1', { 1: { 3: int(3), 1: int(1), 20: int(20) }, 2: { 1: text('eth0') } })

test('what is known of the device, in the names of the message', async () => {
  const identity = {
    type: 'STORAGE',
    model: 'NAS-4',
    description: 'Linux nas',
    name: 'nas1',
    memory: 512,
    addresses: ['192.0.2.1'],
    firmwares: [{ NAME: 'boot', VERSION: '1' }],
    system: new Map(),
    modules: [],
    sources: {},
  } as const
  expect(await describe(device(ports), identity)).toEqual({
    INFO: {
      TYPE: 'STORAGE',
      MODEL: 'NAS-4',
      COMMENTS: 'Linux nas',
      NAME: 'nas1',
      MEMORY: 512,
      IPS: { IP: ['192.0.2.1'] },
    },
    FIRMWARES: [{ NAME: 'boot', VERSION: '1' }],
    PORTS: { PORT: [{ IFNUMBER: 1, IFDESCR: 'eth0', IFNAME: 'eth0' }, { IFNUMBER: 3 }, { IFNUMBER: 20 }] },
  })
})

test('no ports, no such section', async () => {
  expect(Object.keys(await described({ '1.3.6.1.2.1.1.1.0': text('x') }))).toEqual(['INFO', 'requests'])
})

test('tables that may be absent are asked together: few questions, whatever the device', async () => {
  expect((await described(ports, { type: 'COMPUTER' })).requests).toBe(2)
  expect((await described(ports, { type: 'PRINTER' })).requests).toBe(4)
  expect((await described(ports, { type: 'NETWORKING' })).requests).toBe(5)
})

test('a neighbour at the port that its id names, unless two have that name', async () => {
  const named = table('1.3.6.1.2.1.31.1.1.1', { 1: { 1: text('Eth1/1'), 3: text('Eth1/3'), 20: text('Eth1/3') } })
  const lldp = {
    ...table('1.0.8802.1.1.2.1.3.7.1', { 3: { 7: text('Eth1/1'), 3: text('Eth1/3') } }),
    ...table('1.0.8802.1.1.2.1.4.1.1', { 9: { '0.7.1': text('sw1'), '0.3.1': text('sw2') } }),
  }
  const { PORTS } = await described({ ...ports, ...named, ...lldp })
  expect(PORTS?.PORT.map(({ CONNECTIONS }) => CONNECTIONS)).toEqual([
    { CDP: 1, CONNECTION: { SYSNAME: 'sw1' } },
    { CDP: 1, CONNECTION: { SYSNAME: 'sw2' } },
    undefined,
  ])
})

test('a port that says nothing valid is left out', async () => {
  const { PORTS } = await described({ ...ports, '1.3.6.1.2.1.10.7.2.1.19.99': int(0) })
  expect(PORTS?.PORT).toHaveLength(3)
})

test('a power supply unit is asked like the network device that servers take it for', async () => {
  const entity = table('1.3.6.1.2.1.47.1.1.1.1', { 5: { 1: int(3) } })
  const { COMPONENTS } = await described(entity, { type: 'POWER' })
  expect(COMPONENTS).toEqual({ COMPONENT: [{ INDEX: '1', TYPE: 'chassis' }] })
  expect(await described(entity, { type: 'COMPUTER' })).not.toHaveProperty('COMPONENTS')
})

test('the same again gives the same, and asks nothing again of a session that remembers', async () => {
  const session = remember(device(ports))
  const identity = {
    type: 'NETWORKING',
    addresses: [],
    firmwares: [],
    system: new Map(),
    modules: [],
    sources: {},
  } as const
  const first = await describe(session, identity)
  const { requests } = session.stats
  expect(await describe(session, identity)).toEqual(first)
  expect(session.stats.requests).toBe(requests)
})
