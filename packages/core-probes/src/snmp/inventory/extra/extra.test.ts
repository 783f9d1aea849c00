import { expect, test } from 'vitest'
import { described, hex, int, table, text } from '../test-device.ts'

const instances = {
  ...table('1.3.6.1.2.1.2.2.1', { 1: { 101: int(101), 102: int(102) } }),
  ...table('1.3.6.1.2.1.17.1.4.1', { 2: { 1: int(101), 2: int(102) } }),
  ...table('1.3.6.1.2.1.105.1.1.1', {
    3: { '1.1': int(1), '1.2': int(2) },
    6: { '1.1': int(3), '1.2': int(1) },
    10: { '1.1': int(4) },
  }),
  ...table('1.3.6.1.2.1.105.1.3.1.1', { 2: { 1: '66|370' }, 3: { 1: int(1) }, 4: { 1: '66|115' } }),
  '1.3.6.1.2.1.17.2.2.0': int(32768),
  '1.3.6.1.2.1.17.2.5.0': hex('2001 00005e005301'),
  '1.3.6.1.2.1.17.2.6.0': int(4),
  '1.3.6.1.2.1.17.2.7.0': int(2),
  ...table('1.3.6.1.2.1.17.2.15.1', { 3: { 1: int(2), 2: int(5) } }),
  ...table('1.3.6.1.4.1.14179.2.1.1.1', { 2: { 1: text('lab'), 2: text('guest') }, 38: { 1: int(5), 2: int(0) } }),
  ...table('1.3.6.1.4.1.14988.1.1.1.3.1', { 4: { 7: text('lab') }, 6: { 7: int(2) } }),
  '1.3.6.1.4.1.14823.2.2.1.5.2.1.7.1.2.3.97.98.99': int(9),
  ...table('1.3.6.1.2.1.25.2.3.1', {
    2: { 1: '6|1.3.6.1.2.1.25.2.1.4', 2: '6|1.3.6.1.2.1.25.2.1.2', 3: '6|1.3.6.1.2.1.25.2.1.4' },
    3: { 1: text('/'), 2: text('RAM'), 3: text('/empty') },
    4: { 1: int(4096), 2: int(1024), 3: int(4096) },
    5: { 1: int(1_000_000), 2: int(100), 3: int(0) },
    6: { 1: int(250_000), 2: int(1), 3: int(0) },
  }),
}

test('power, spanning tree, wireless networks and drives, when asked', async () => {
  const { POE, STP, WIRELESS, DRIVES, PORTS } = await described(instances, { extra: true })
  expect(POE).toEqual([{ GROUP: 1, POWER: 370, CONSUMPTION: 115, STATUS: 'on' }])
  expect(STP).toEqual({ ROOT: '8193.00:00:5e:00:53:01', PRIORITY: 32768, COST: 4, ROOTPORT: 102 })
  expect(WIRELESS).toEqual([
    { SSID: 'abc', CLIENTS: 9 },
    { SSID: 'guest', CLIENTS: 0 },
    { SSID: 'lab', CLIENTS: 7 },
  ])
  expect(DRIVES).toEqual([{ VOLUMN: '/', TOTAL: 4096, FREE: 3072 }])
  expect(PORTS?.PORT).toEqual([
    { IFNUMBER: 101, POE: { ENABLED: 1, STATUS: 'delivering', CLASS: 3 }, STPSTATE: 'blocking' },
    { IFNUMBER: 102, POE: { ENABLED: 0, STATUS: 'disabled' }, STPSTATE: 'forwarding' },
  ])
})

test('ports of several groups of power cannot be told apart', async () => {
  const second = table('1.3.6.1.2.1.105.1.1.1', { 6: { '2.1': int(3) } })
  const { PORTS } = await described({ ...instances, ...second }, { extra: true })
  for (const port of PORTS?.PORT ?? []) expect(port).not.toHaveProperty('POE')
})

test('without asking there is nothing that a server would refuse', async () => {
  const { requests, ...document } = await described(instances)
  expect(Object.keys(document).sort()).toEqual(['INFO', 'PORTS'])
  for (const port of document.PORTS?.PORT ?? []) expect(Object.keys(port)).toEqual(['IFNUMBER'])
})
