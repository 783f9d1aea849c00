import type { SnmpCredential } from '@fusioninventory/protocol/message'
import { introduction, ofEverybody } from '../snmp/agents.ts'
import { system } from '../snmp/identify/generic.ts'
import type { Oid, SnmpValue } from '../snmp/port.ts'
import type { Answered, Exchange, Patience } from './exchange.ts'
import { binding, communityKnock, engineKnock, type Knocked } from './knock.ts'
import type { Door } from './snmp-search.ts'

/** The first answer of an agent, and what it says of itself. */
export interface Introduced {
  /** Whether anybody answers at all. */
  readonly first: Answered<Knocked>
  readonly said: Knocked['said']
  /** When what it says was asked for, and answered. */
  readonly between?: readonly [from: number, to: number]
}

/** Made once, as everybody is sent them. */
const bindings = new Map(ofEverybody.map((oid) => [oid, binding(oid)]))
const bindingOf = (oid: Oid): Uint8Array => bindings.get(oid) ?? binding(oid)

/** An agent that lacks more than the row of its address, and engines, is asked by a session. */
const mostQuestions = 4

/**
 * Asks who listens there, and what it says of itself. v1 refuses all for one instance that is not there: the others are
 * asked for again without it.
 */
export async function introduce(
  knock: Exchange<Knocked>,
  door: Door,
  { version, community = '' }: SnmpCredential,
  patience: Patience,
): Promise<Introduced> {
  if (version === '3') return { first: await knock.ask(door, engineKnock, patience), said: new Map() }
  const open = new Set(introduction(door.address))
  const absent = new Map<Oid, SnmpValue | undefined>()
  const ask = (): Promise<Answered<Knocked>> =>
    // Who is silent may find all of it too much: the repetition asks for the least.
    knock.ask(
      door,
      (id, again) => communityKnock(version, community, id, (again ? [system.description] : [...open]).map(bindingOf)),
      patience,
    )
  const first = await ask()
  for (let last = first, questions = 1; ; questions++) {
    const { answer, at, ms } = last
    const { lacks, said = absent } = answer ?? {}
    if (lacks === undefined || !open.delete(lacks) || questions === mostQuestions) {
      const all = new Map([...absent, ...said])
      return { first, said: all, ...(said.has(system.uptime) && at !== undefined && { between: [at - ms, at] }) }
    }
    absent.set(lacks, undefined)
    last = await ask()
  }
}
