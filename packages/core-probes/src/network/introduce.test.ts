import type { SnmpCredential } from '@fusioninventory/protocol/message'
import { expect, it } from 'vitest'
import { introduction } from '../snmp/agents.ts'
import type { Oid, SnmpValue } from '../snmp/port.ts'
import type { Answered, Exchange } from './exchange.ts'
import { introduce } from './introduce.ts'
import { binding, communityKnock, engineKnock, type Knocked } from './knock.ts'

const uptime = '1.3.6.1.2.1.1.3.0'
const door = { address: '192.0.2.1', port: 161, transport: 'udp/ipv4' } as const
const patience = { timeoutMs: 1000, retries: 1 }
const credential = (version: '1' | '2c' | '3'): SnmpCredential => ({
  id: '1',
  version,
  community: 'lab',
  ports: [],
  protocols: [],
})

/** An agent that has these; v1 refuses for the first that it has not. */
function agent(has: ReadonlySet<Oid>, version: '1' | '2c', silentFrom = Number.POSITIVE_INFINITY) {
  const questions: Oid[][] = []
  const all = introduction(door.address)
  const subsets = (packet: (id: number, again: boolean) => Uint8Array): Oid[] => {
    const sent = Buffer.from(packet(7, false))
    // What was asked: the whole, or the whole without what it lacked before.
    const missing = questions.map((asked) => asked.find((oid) => !has.has(oid)))
    const asked = all.filter((oid) => version !== '1' || !missing.includes(oid))
    expect(sent.equals(Buffer.from(communityKnock(version, 'lab', 7, asked.map(binding))))).toBe(true)
    return asked
  }
  const knock: Exchange<Knocked> = {
    counts: { packets: 0, answers: 0, late: 0, slow: 0, strays: 0 },
    async ask(_, packet): Promise<Answered<Knocked>> {
      const asked = subsets(packet)
      questions.push(asked)
      const at = 1000 * questions.length
      if (questions.length > silentFrom) return { state: 'silent', tries: 2, ms: 1000 }
      const lacks = version === '1' ? asked.find((oid) => !has.has(oid)) : undefined
      const value: SnmpValue = { type: 'integer', value: 1 }
      const said = new Map(lacks === undefined ? asked.map((oid) => [oid, has.has(oid) ? value : undefined]) : [])
      const answer: Knocked = { version, said, ...(lacks !== undefined && { lacks }) }
      return { state: 'answer', tries: 1, ms: 5, at, answer }
    },
  }
  return { knock, questions }
}

const everything = introduction(door.address)
const group = everything.slice(0, 6)

it('is one question, whatever a v2c agent has', async () => {
  const { knock, questions } = agent(new Set(group), '2c')
  const { first, said, between } = await introduce(knock, door, credential('2c'), patience)
  expect(questions).toHaveLength(1)
  expect(first).toMatchObject({ state: 'answer', ms: 5 })
  expect([...said.keys()]).toEqual(everything)
  expect(said.get(everything[8] as Oid)).toBeUndefined()
  expect(between).toEqual([995, 1000])
})

it('asks a v1 agent again without what it lacks', async () => {
  const { knock, questions } = agent(new Set(group), '1')
  const { said, between } = await introduce(knock, door, credential('1'), patience)
  expect(questions).toHaveLength(4)
  expect(said.size).toBe(9)
  expect(said.get(uptime)).toEqual({ type: 'integer', value: 1 })
  expect(between).toEqual([3995, 4000])
})

it('leaves a v1 agent that lacks more to a session', async () => {
  const { knock, questions } = agent(new Set(), '1')
  const { first, said, between } = await introduce(knock, door, credential('1'), patience)
  expect(questions).toHaveLength(4)
  expect([first.state, said.get(uptime), between]).toEqual(['answer', undefined, undefined])
  expect(said.size).toBe(3)
})

it('has answered even where it is silent to the second question', async () => {
  const { knock, questions } = agent(new Set(group), '1', 1)
  const { first, said } = await introduce(knock, door, credential('1'), patience)
  expect([questions.length, first.state, said.size]).toEqual([2, 'answer', 1])
})

it('asks the least when nobody answers, and an SNMPv3 agent who it is', async () => {
  const sent: Uint8Array[] = []
  const knock: Exchange<Knocked> = {
    counts: { packets: 0, answers: 0, late: 0, slow: 0, strays: 0 },
    async ask(_, packet) {
      sent.push(packet(7, true))
      return { state: 'silent', tries: 2, ms: 1000 }
    },
  }
  expect(await introduce(knock, door, credential('2c'), patience)).toMatchObject({ first: { state: 'silent' } })
  expect(await introduce(knock, door, credential('3'), patience)).toMatchObject({ first: { state: 'silent' } })
  expect(sent).toEqual([communityKnock('2c', 'lab', 7, [binding('1.3.6.1.2.1.1.1.0')]), engineKnock(7)])
})
