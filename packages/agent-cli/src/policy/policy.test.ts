import { type Agenda, ordersOf } from '@fusioninventory/protocol/message'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { applyPolicy } from './apply.ts'
import { policyText } from './explain.ts'
import { noPolicy, parsePolicy } from './parse-policy.ts'
import { isWithin, parseRange, shownRange, sizeOf } from './ranges.ts'

const orders = ordersOf([
  {
    NAME: 'NETDISCOVERY',
    PARAM: [{ PID: '7', THREADS_DISCOVERY: '200', TIMEOUT: '1' }],
    RANGEIP: [
      { ID: '1', IPSTART: '10.0.0.1', IPEND: '10.0.0.100' },
      { ID: '2', IPSTART: '192.0.2.1', IPEND: '192.0.2.254' },
    ],
    AUTHENTICATION: [
      { ID: '1', VERSION: '2c', COMMUNITY: 'public' },
      { ID: '2', VERSION: '3', USERNAME: 'me' },
    ],
  },
  {
    NAME: 'SNMPQUERY',
    PARAM: [{ PID: '8', THREADS_QUERY: '100', TIMEOUT: '1' }],
    DEVICE: [
      { ID: '5', IP: '10.0.0.7', TYPE: 'PRINTER', AUTHSNMP_ID: '1' },
      { ID: '6', IP: '192.0.2.7', AUTHSNMP_ID: '2' },
    ],
    AUTHENTICATION: [{ ID: '1', VERSION: '1', COMMUNITY: 'public' }],
  },
  { NAME: 'WAKEONLAN', PARAM: [{ MAC: '02:00:00:00:00:01' }, { MAC: '02:00:00:00:00:02' }] },
])
const agenda: Agenda = {
  dialect: 'legacy',
  pending: false,
  inventory: true,
  orders,
  disabled: [],
  tasks: new Map(),
  warnings: [],
}
const noon = { minute: 720, scanned: 0 }
const apply = (text: string, at = noon) => {
  const { policy, problems } = parsePolicy(text)
  expect(problems).toEqual([])
  return applyPolicy(agenda, policy, at)
}
const lines = ({ refusals }: ReturnType<typeof apply>): readonly string[] =>
  refusals.map(({ task, what, reason }) => `${task}: ${what}: ${reason}`)

test('no policy: all is done', () => {
  const allowed = applyPolicy(agenda, noPolicy, noon)
  expect(allowed.agenda).toEqual(agenda)
  expect(allowed).toMatchObject({ refusals: [], addresses: 100 + 254 + 2 })
})

test('ranges: a range that is not within one of them is refused as a whole, and so is each device', () => {
  const allowed = apply('scan-ranges = 10.0.0.0/24, 192.0.2.0/28')
  expect(allowed.agenda.orders.discoveries[0]?.ranges.map(({ start }) => start)).toEqual(['10.0.0.1'])
  expect(allowed.agenda.orders.queries[0]?.devices.map(({ ip }) => ip)).toEqual(['10.0.0.7', '192.0.2.7'])
  expect(lines(allowed)).toEqual([
    'NetDiscovery: 192.0.2.1 to 192.0.2.254: the policy of this machine does not allow these addresses',
  ])
  expect(allowed.refusals[0]?.whole).toBe(false)
  expect(lines(apply('scan-ranges = none'))).toHaveLength(3)
})

test('so many addresses in one contact, and in an hour', () => {
  expect(apply('scan-addresses = 101').agenda.orders.discoveries[0]?.ranges).toHaveLength(1)
  expect(apply('scan-addresses = 101').agenda.orders.queries[0]?.devices).toHaveLength(1)
  expect(apply('scan-rate = 400', { minute: 0, scanned: 300 }).agenda.orders.discoveries[0]?.ranges).toHaveLength(1)
  const none = apply('scan-rate = 400', { minute: 0, scanned: 400 })
  expect(none.agenda.orders).toMatchObject({ discoveries: [], queries: [] })
  expect(lines(none)[0]).toContain('more addresses than the policy of this machine allows')
})

test('hours: also past midnight; threads; credentials by version, or none of the server', () => {
  for (const [minute, open] of [
    [1320, true],
    [359, true],
    [360, false],
    [720, false],
  ] as const) {
    const { orders: left } = apply('hours = 22:00-06:00', { minute, scanned: 0 }).agenda
    expect(left.discoveries.length > 0, String(minute)).toBe(open)
    expect(left.wake).toHaveLength(2)
  }
  expect(apply('scan-threads = 5').agenda.orders.discoveries[0]?.threads).toBe(5)
  const third = apply('snmp-versions = 3')
  expect(third.agenda.orders.discoveries[0]?.credentials.map(({ version }) => version)).toEqual(['3'])
  expect(lines(third)).toEqual([
    "NetInventory: 2 devices, the first of them 10.0.0.7: the policy of this machine does not allow the server's credentials",
  ])
  expect(apply('server-credentials = no').agenda.orders.discoveries[0]?.credentials).toEqual([])
})

test('tasks: what is not named is refused', () => {
  const allowed = apply('tasks = inventory')
  expect(allowed.agenda.inventory).toBe(true)
  expect(allowed.agenda.orders).toMatchObject({ wake: [], discoveries: [], queries: [] })
  expect(lines(allowed)).toEqual([
    'WakeOnLan: 2 machines to be woken: the policy of this machine does not allow it',
    'NetDiscovery: 10.0.0.1 to 10.0.0.100: the policy of this machine does not allow it',
    'NetDiscovery: 192.0.2.1 to 192.0.2.254: the policy of this machine does not allow it',
    'NetInventory: 2 devices, the first of them 10.0.0.7: the policy of this machine does not allow it',
  ])
  expect(allowed.refusals.filter(({ whole }) => whole)).toHaveLength(3)
  const nothing = apply('tasks = none')
  expect(nothing.agenda.inventory).toBe(false)
  expect(lines(nothing)[0]).toBe('Inventory: an inventory: the policy of this machine does not allow it')
})

test('machines to be woken have a bound', () => {
  const allowed = apply('wake-machines = 1')
  expect(allowed.agenda.orders.wake).toHaveLength(1)
  expect(lines(allowed)).toContain('WakeOnLan: 1 machines to be woken: the policy of this machine allows 1 at most')
})

test('a policy that is not understood is no policy', () => {
  expect(
    parsePolicy(
      'taks = inventory\nhours = 25:00-3:00\nscan-ranges = 10.0.0.0/33, x\ninclude "y"\nz\nscan-rate = -1\ntasks =',
    ).problems,
  ).toEqual([
    'line 1: unknown key taks; did you mean tasks?',
    'line 4: a policy includes no other file',
    'line 5: not understood',
    'line 7: key tasks has no value',
    'Value "25:00-3:00" invalid for key hours (HH:MM-HH:MM expected)',
    'Value "10.0.0.0/33" invalid for key scan-ranges (an address, a network or FIRST-LAST expected)',
    'Value "x" invalid for key scan-ranges (an address, a network or FIRST-LAST expected)',
    'Value "-1" invalid for key scan-rate (a number from 0 expected)',
  ])
  fc.assert(fc.property(fc.string(), (text) => Array.isArray(parsePolicy(text).problems)))
})

test.each([
  ['10.0.0.0/8', '10.255.255.255', 16_777_216],
  ['10.0.0.9/30', '10.0.0.11', 4],
  ['10.0.0.1 - 10.0.0.3', '10.0.0.3', 3],
  ['2001:db8::/126', '2001:db8::3', 4],
  ['2001:db8::7', '2001:db8::7', 1],
])('%s ends with %s', (text, last, size) => {
  const range = parseRange(text)
  expect((range && shownRange(range))?.endsWith(last)).toBe(true)
  expect(range && sizeOf(range)).toBe(size)
})

test.each(['', '10.0.0.1-9.9.9.9', '10.0.0.0/8-10.0.0.1', '10.0.0.0/', '10.0.0.1-::1', 'a-b-c', '10.0.0.0/8/8'])(
  '%s is no range',
  (text) => {
    expect(parseRange(text)).toBeUndefined()
  },
)

test('within one of them, of the same family', () => {
  const allowed = ['10.0.0.0/24', '2001:db8::/32'].flatMap((text) => parseRange(text) ?? [])
  const inside = (text: string): boolean => {
    const range = parseRange(text)
    return range !== undefined && isWithin(range, allowed)
  }
  expect(['10.0.0.1', '10.0.0.0-10.0.0.255', '2001:db8:ffff::1'].every(inside)).toBe(true)
  expect(['10.0.1.0', '10.0.0.255-10.0.1.0', '9.0.0.0-11.0.0.0', '::a00:1'].some(inside)).toBe(false)
})

test('any text is a range or none', () => {
  fc.assert(
    fc.property(fc.oneof(fc.ipV4(), fc.ipV4Extended(), fc.ipV6(), fc.string()), fc.nat(130), (text, bits) => {
      for (const one of [text, `${text}/${bits}`, `${text}-${text}`]) {
        const range = parseRange(one)
        if (range !== undefined) expect(range.first).toBeLessThanOrEqual(range.last)
        if (range !== undefined) expect(isWithin(range, [range])).toBe(true)
      }
    }),
  )
})

test('in words', () => {
  const { policy } = parsePolicy('hours = 22:00-06:00\nscan-ranges = none\nserver-credentials = no')
  const text = policyText({ policy, file: '/etc/p' }, '/etc/p')
  expect(text).toContain('22:00 to 06:00')
  expect(text).toContain('nowhere')
  expect(text).toContain('of the server never')
})
