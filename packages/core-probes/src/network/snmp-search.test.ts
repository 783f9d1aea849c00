import type { SnmpCredential } from '@fusioninventory/protocol/message'
import { VirtualClock } from '@fusioninventory/testkit'
import { describe, expect, it } from 'vitest'
import { recordedSession } from '../snmp/adapters/recorded.ts'
import { introduction } from '../snmp/agents.ts'
import { SnmpError, type SnmpValue } from '../snmp/port.ts'
import { Stop } from './clock.ts'
import type { Door } from './door.ts'
import type { Answered, Exchange } from './exchange.ts'
import { engineKnock, type Knocked } from './knock.ts'
import { type KnownAccess, type OpenSession, type SnmpSearchOptions, snmpSearch } from './snmp-search.ts'

const community = (id: string, version: '1' | '2c', word: string): SnmpCredential => ({
  id,
  version,
  community: word,
  ports: [],
  protocols: [],
})
const user = (id: string): SnmpCredential => ({ id, version: '3', username: 'scan', ports: [], protocols: [] })

interface Agent {
  readonly port?: number
  readonly communities?: readonly string[]
  /** Ids of SNMPv3 credentials that it takes; undefined: it speaks no SNMPv3. */
  readonly users?: readonly string[]
  /** What it says to the first question. */
  readonly said?: Knocked['said']
}

/** Agents by address, which take down what they were sent. */
function network(agents: Readonly<Record<string, Agent>>, more: Partial<SnmpSearchOptions> = {}) {
  const sent: string[] = []
  const opened: string[] = []
  const before: Parameters<OpenSession>[2][] = []
  const clock = new VirtualClock()
  const knock: Exchange<Knocked> = {
    counts: { packets: 0, answers: 0, late: 0, slow: 0, strays: 0 },
    async ask({ address, port }, packet): Promise<Answered<Knocked>> {
      const bytes = Buffer.from(packet(7, false))
      const v3 = bytes.equals(Buffer.from(engineKnock(7)))
      const word = v3 ? 'who?' : (/(?<=\x04.)[a-z]+/.exec(bytes.toString('latin1'))?.[0] ?? '')
      sent.push(`${address}:${port} ${word}`)
      const agent = agents[address]
      const here = agent && (agent.port ?? 161) === port
      const answers = here && (v3 ? agent.users !== undefined : agent.communities?.includes(word))
      return answers
        ? {
            state: 'answer',
            tries: 1,
            ms: 1,
            at: clock.now(),
            answer: { version: v3 ? '3' : '2c', said: agent.said ?? new Map() },
          }
        : { state: 'silent', tries: 2, ms: 1000 }
    },
  }
  const system: [string, SnmpValue][] = [['1.3.6.1.2.1.1.1.0', { type: 'octets', value: Buffer.from('a switch') }]]
  const options: SnmpSearchOptions = {
    knock,
    async open({ address }: Door, { id, version }, known) {
      opened.push(`${address} ${id}`)
      before.push(known)
      if (version === '3' && !agents[address]?.users?.includes(id))
        throw new SnmpError('authentication', `authentication error on host ${address}`)
      return recordedSession({ values: new Map(system) }, address)
    },
    credentials: [community('1', '1', 'old'), community('2', '2c', 'new'), user('3'), user('4')],
    ports: [],
    transports: [],
    patience: { timeoutMs: 1000, retries: 1 },
    clock,
    stop: new Stop(),
    sessions: (work) => work(),
    ...more,
  }
  const lines: string[] = []
  const reach = snmpSearch(options)
  const find = (address: string, known?: KnownAccess) => reach(address, known, (_, what) => lines.push(what))
  const search = async (address: string, known?: KnownAccess) => (await find(address, known))?.access
  return { find, search, sent, opened, before, clock, lines }
}

describe('the search for a credential', () => {
  it('tries the safest first, and asks SNMPv3 agents who they are once', async () => {
    const { search, sent } = network({})
    expect(await search('192.0.2.1')).toBeUndefined()
    expect(sent).toEqual(['192.0.2.1:161 who?', '192.0.2.1:161 new', '192.0.2.1:161 old'])
  })
  it('ends at the first that is taken', async () => {
    const { search, sent, opened } = network({ '192.0.2.1': { communities: ['old', 'new'], users: ['4'] } })
    expect(await search('192.0.2.1')).toEqual({ credential: '4', version: '3', port: 161, transport: 'udp/ipv4' })
    expect(sent).toEqual(['192.0.2.1:161 who?'])
    expect(opened).toEqual(['192.0.2.1 3', '192.0.2.1 4'])
  })
  it('falls back to a community where an agent speaks SNMPv3 but takes no user', async () => {
    const { search } = network({ '192.0.2.1': { communities: ['new'], users: [] } })
    expect(await search('192.0.2.1')).toMatchObject({ credential: '2', version: '2c' })
  })
  it('begins with the one that was taken before', async () => {
    const { search, sent } = network({ '192.0.2.1': { communities: ['old', 'new'] } })
    expect(await search('192.0.2.1', { credential: '1', version: '1' })).toMatchObject({ credential: '1' })
    expect(sent).toEqual(['192.0.2.1:161 old'])
  })
  it('sends no community to who took an SNMPv3 user before, whatever answers now', async () => {
    const { search, sent } = network({ '192.0.2.1': { communities: ['old', 'new'] } })
    expect(await search('192.0.2.1', { credential: '3', version: '3' })).toBeUndefined()
    expect(sent).toEqual(['192.0.2.1:161 who?'])
  })
  it('tells the session how long the first answer took', async () => {
    const { search, before } = network({ '192.0.2.1': { communities: ['new'] } })
    await search('192.0.2.1')
    expect(before).toEqual([{ roundTrip: 1, answered: false }])
  })
  it('opens one for what is not known from the first answer, and none for an agent that is met again', async () => {
    const said = (address: string, ticks: number): Knocked['said'] =>
      new Map<string, SnmpValue | undefined>([
        ...introduction(address).map((oid) => [oid, undefined] as const),
        ['1.3.6.1.2.1.1.3.0', { type: 'ticks', value: ticks }],
        ['1.3.6.1.2.1.1.5.0', { type: 'octets', value: Buffer.from('core') }],
        ['1.3.6.1.6.3.10.2.1.1.0', { type: 'octets', value: Buffer.from('engine') }],
        ['1.3.6.1.6.3.10.2.1.2.0', { type: 'integer', value: 3 }],
      ])
    const { find, opened, before } = network({
      '192.0.2.1': { communities: ['new'], said: said('192.0.2.1', 4200) },
      '192.0.2.2': { communities: ['new'], said: said('192.0.2.2', 4201) },
    })
    const first = await find('192.0.2.1')
    const second = await find('192.0.2.2')
    expect(opened).toEqual(['192.0.2.1 2'])
    expect(before).toEqual([{ roundTrip: 1, answered: true }])
    expect(second).toMatchObject({ access: { credential: '2' }, identity: { name: 'core', uptime: '42.01 seconds' } })
    expect({ ...second?.identity, uptime: '', system: '' }).toEqual({ ...first?.identity, uptime: '', system: '' })
  })
  it('asks a session that must answer where only the least was said', async () => {
    const said = new Map([['1.3.6.1.2.1.1.1.0', { type: 'octets', value: Buffer.from('a switch') } as const]])
    const { search, before } = network({ '192.0.2.1': { communities: ['new'], said } })
    await search('192.0.2.1')
    expect(before).toEqual([{ roundTrip: 1, answered: false }])
  })
  it('opens no session with who does not answer', async () => {
    const { search, opened } = network({})
    await search('192.0.2.1')
    expect(opened).toEqual([])
  })
  it('tries each port, and the ports of a credential where none is asked for', async () => {
    const two = network(
      { '192.0.2.1': { port: 1161, communities: ['new'] } },
      { ports: [161, 1161], credentials: [community('2', '2c', 'new')] },
    )
    expect(await two.search('192.0.2.1')).toMatchObject({ port: 1161 })
    expect(two.sent).toEqual(['192.0.2.1:161 new', '192.0.2.1:1161 new'])
    const own = { ...community('2', '2c', 'new'), ports: [2161] }
    const one = network(
      { '192.0.2.1': { port: 2161, communities: ['new'] } },
      { credentials: [community('1', '1', 'old'), own] },
    )
    expect(await one.search('192.0.2.1')).toMatchObject({ port: 2161, credential: '2' })
    expect(one.sent).toEqual(['192.0.2.1:2161 new'])
  })
  it('opens sessions over TCP at once, over the family of the address only', async () => {
    const { search, sent, opened } = network(
      {},
      { transports: ['tcp/ipv4', 'udp/ipv6'], credentials: [community('2', '2c', 'new')] },
    )
    expect(await search('192.0.2.1')).toMatchObject({ transport: 'tcp/ipv4' })
    expect(opened).toEqual(['192.0.2.1 2'])
    expect(await search('2001:db8::1')).toBeUndefined()
    expect(sent).toEqual(['2001:db8::1:161 new'])
  })
  it('waits between two credentials where asked to', async () => {
    const { search, clock } = network({}, { delayMs: 5000 })
    await search('192.0.2.1')
    expect(clock.now()).toBe(15_000)
  })
  it('tells what it tried, without secrets', async () => {
    const { search, lines } = network({ '192.0.2.1': { communities: ['old'], users: [] } })
    await search('192.0.2.1')
    expect(lines.join('\n')).not.toMatch(/old|new|scan/)
    expect(lines).toHaveLength(4)
  })
})
