import { describe, expect, it } from 'vitest'
import { recordedSession } from './adapters/recorded.ts'
import { Agents, introduction } from './agents.ts'
import type { Identity } from './identify/identity.ts'
import type { Oid, SnmpSession, SnmpValue } from './port.ts'
import { remember } from './remember.ts'

const octets = (text: string): SnmpValue => ({ type: 'octets', value: Buffer.from(text) })
const own = '1.3.6.1.2.1.4.20.1.2'
const serial = '1.3.6.1.4.1.99999.1.0'
const hour = 360_000

interface Device {
  readonly name?: string
  readonly engine?: string
  readonly boots?: number
  /** Hundredths of a second. */
  readonly uptime?: number
  readonly addresses?: readonly string[]
  /** What the session has cost. */
  readonly bytes?: number
}

/** A device at one of its addresses, which counts what it is asked for. */
function at(
  address: string,
  { name = 'core', engine = 'e1', boots = 3, uptime = hour, addresses = [], bytes = 0 }: Device = {},
) {
  const values = new Map<Oid, SnmpValue>([
    ['1.3.6.1.2.1.1.1.0', octets('a router')],
    ['1.3.6.1.2.1.1.2.0', { type: 'oid', value: '1.3.6.1.4.1.99999' }],
    ['1.3.6.1.2.1.1.3.0', { type: 'ticks', value: uptime }],
    ['1.3.6.1.2.1.1.5.0', octets(name)],
    ...addresses.map((one, index): [Oid, SnmpValue] => [`${own}.${one}`, { type: 'integer', value: index + 1 }]),
    ...(engine === ''
      ? []
      : ([
          ['1.3.6.1.6.3.10.2.1.1.0', octets(engine)],
          ['1.3.6.1.6.3.10.2.1.2.0', { type: 'integer', value: boots }],
        ] as [Oid, SnmpValue][])),
    [serial, octets('S1')],
  ])
  const asked: Oid[] = []
  const session = recordedSession({ values }, address)
  const counting: SnmpSession = {
    ...session,
    stats: { ...session.stats, bytes },
    get(oids) {
      asked.push(...oids)
      return session.get(oids)
    },
    walk(roots, options) {
      asked.push(...roots)
      return session.walk(roots, options)
    },
  }
  return { session: remember(counting), asked }
}

const nothing: Identity = { addresses: [], firmwares: [], system: new Map(), modules: [], sources: {} }

/** Meets and identifies, as a search does: what was asked of the device for its serial number and table. */
async function identify(
  agents: Agents,
  { session, asked }: ReturnType<typeof at>,
  access = '1',
  identity: Partial<Identity> = {},
) {
  const meeting = await agents.meet(session, access)
  const before = asked.length
  await session.walk([own])
  const got = await session.get([serial])
  meeting.done({ ...nothing, ...identity })
  return { before: meeting.before, serial: got.get(serial), asked: asked.slice(before), identity: meeting.identity }
}

const clock = () => {
  let now = 1_000_000
  return { now: () => now, pass: (ms: number) => (now += ms) }
}

async function afterTwo(third: ReturnType<typeof at>, device: Device = {}, ms = 1000) {
  const { now, pass } = clock()
  const agents = new Agents(now)
  // The first tells no engine, so the second is asked for all as well.
  await identify(agents, at('10.0.0.1', device))
  await identify(agents, at('10.0.0.2', device))
  pass(ms)
  return identify(agents, third)
}

describe('an agent that is met at a third address', () => {
  it('is not asked again what it said', async () => {
    const found = await afterTwo(at('10.0.0.3', { uptime: hour + 100 }))
    expect(found).toMatchObject({ before: '10.0.0.2', serial: octets('S1'), asked: [] })
  })

  it('is so at an address that it lists', async () => {
    const addresses = ['10.0.0.1', '10.0.0.2', '10.0.0.3']
    const found = await afterTwo(at('10.0.0.3', { addresses, uptime: hour + 100 }), { addresses })
    expect(found).toMatchObject({ before: '10.0.0.2', asked: [] })
  })

  it.each<[string, Device]>([
    ['another name', { name: 'edge' }],
    ['another engine', { engine: 'e2' }],
    ['another number of boots', { boots: 4 }],
    ['another start', { uptime: hour + 200 }],
    ['no engine', { engine: '' }],
    ['an address that the first did not list', { addresses: ['10.0.0.3'] }],
  ])('is another with %s', async (_, device) => {
    const found = await afterTwo(at('10.0.0.3', { uptime: hour + 100, ...device }))
    expect(found).toMatchObject({ before: undefined, asked: [own, serial] })
  })

  it('is asked again when what it said is old', async () => {
    const found = await afterTwo(at('10.0.0.3', { uptime: hour + 30_100 }), {}, 301_000)
    expect(found).toMatchObject({ before: undefined, asked: [own, serial] })
  })
})

describe('what an agent is', () => {
  const addresses = ['10.0.0.1', '10.0.0.2', '10.0.0.3']
  /** All addresses of the list are of interface 1, 2 or 3. */
  const met = async (third: string, listed: readonly string[], identity: Partial<Identity> = {}) => {
    const { now, pass } = clock()
    const agents = new Agents(now)
    await identify(agents, at('10.0.0.1', { addresses: listed }), '1', identity)
    await identify(agents, at('10.0.0.2', { addresses: listed }), '1', identity)
    pass(1000)
    const { before, identity: known } = await identify(agents, at(third, { addresses: listed, uptime: hour + 100 }))
    return { before, known }
  }

  it('is known where the address is in no table, with the time that it says now', async () => {
    expect(await met('10.0.0.3', [], { model: 'M1', uptime: '1 hour' })).toMatchObject({
      before: '10.0.0.2',
      known: { model: 'M1', uptime: '1 hour, 00:01.00' },
    })
  })

  it('is put together anew from what it said for an address of another interface', async () => {
    expect(await met('10.0.0.3', addresses)).toEqual({ before: '10.0.0.2', known: undefined })
  })

  it('is known again at an address of the same interface', async () => {
    const two = ['10.0.0.1', '10.0.0.2']
    expect(await met('10.0.0.2', two, { model: 'M1' })).toMatchObject({ before: '10.0.0.2', known: { model: 'M1' } })
  })

  it('is put together anew where it depends on the address', async () => {
    expect(await met('10.0.0.3', [], { byAddress: true })).toEqual({ before: '10.0.0.2', known: undefined })
  })
})

it('an agent that told its engine at once is known the second time', async () => {
  const { now } = clock()
  const agents = new Agents(now)
  const told = (address: string) => {
    const { session, asked } = at(address)
    return { session: remember(session, first), asked }
  }
  const first = await at('10.0.0.1').session.get(introduction('10.0.0.1'))
  expect(first.size).toBe(6)
  expect(await identify(agents, told('10.0.0.1'))).toMatchObject({ before: undefined, asked: [own, serial] })
  expect(await identify(agents, told('10.0.0.2'))).toMatchObject({ before: '10.0.0.1', asked: [] })
})

describe('an agent of which much is to be kept', () => {
  it('is asked again', async () => {
    expect(await afterTwo(at('10.0.0.3'), { bytes: 5_000_000 }, 0)).toMatchObject({ before: undefined })
  })

  it('leaves no room for others', async () => {
    const { now } = clock()
    const agents = new Agents(now)
    const known = async (address: string, name: string, bytes = 0) =>
      (await identify(agents, at(address, { name, bytes }))).before
    for (const address of ['10.0.0.1', '10.0.0.2']) await known(address, 'one')
    expect(await known('10.0.0.3', 'one')).toBe('10.0.0.2')
    for (const address of ['10.0.1.1', '10.0.1.2']) await known(address, 'two', 2_500_000)
    expect(await known('10.0.0.4', 'one')).toBeUndefined()
  })
})

it('what other credentials were told is not told to these', async () => {
  const { now } = clock()
  const agents = new Agents(now)
  await identify(agents, at('10.0.0.1'))
  await identify(agents, at('10.0.0.2'))
  expect(await identify(agents, at('10.0.0.3'), '2')).toMatchObject({ before: undefined })
  expect(await identify(agents, at('10.0.0.4'))).toMatchObject({ before: '10.0.0.2' })
})

it('that is met at many addresses at one time is asked for all at two of them', async () => {
  const { now } = clock()
  const agents = new Agents(now)
  const found = await Promise.all(
    Array.from({ length: 20 }, (_, one) => identify(agents, at(`10.0.0.${one}`, { uptime: hour }))),
  )
  expect(found.filter(({ before }) => before === undefined)).toHaveLength(2)
})

it('is waited for while it is identified at another address, and asked for all where that failed', async () => {
  const { now } = clock()
  const agents = new Agents(now)
  await identify(agents, at('10.0.0.1'))
  const [second, third, fourth] = [at('10.0.0.2'), at('10.0.0.3'), at('10.0.0.4')]
  const meeting = await agents.meet(second.session, '1')
  const waiting = Promise.all([identify(agents, third), identify(agents, fourth)])
  await second.session.get([serial])
  meeting.done(nothing)
  expect(await waiting).toMatchObject([{ before: '10.0.0.2' }, { before: '10.0.0.2' }])

  const failing = new Agents(now)
  await identify(failing, at('10.0.0.1'))
  const broken = await failing.meet(at('10.0.0.2').session, '1')
  const alone = identify(failing, at('10.0.0.3'))
  broken.done()
  expect(await alone).toMatchObject({ before: undefined, serial: octets('S1') })
})
