import type { SnmpCredential } from '@fusioninventory/protocol/message'
import { introduction, ofEverybody } from '../snmp/agents.ts'
import { system } from '../snmp/identify/generic.ts'
import type { Oid, SnmpValue } from '../snmp/port.ts'
import type { Door } from './door.ts'
import type { Answered, Exchange, Patience } from './exchange.ts'
import { binding, communityKnock, engineKnock, type Knocked } from './knock.ts'

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
  let absent: ReadonlyMap<Oid, SnmpValue | undefined> = new Map()
  // Made when it is sent: thousands wait meanwhile. Who is silent may find all of it too much: the repetition asks for the least.
  const packet = (id: number, again: boolean): Uint8Array => {
    const oids = again ? [system.description] : introduction(door.address).filter((oid) => !absent.has(oid))
    return communityKnock(version, community, id, oids.map(bindingOf))
  }
  const first = await knock.ask(door, packet, patience)
  for (let last = first, questions = 1; ; questions++) {
    const { answer, at, ms } = last
    const { lacks, said = absent } = answer ?? {}
    if (lacks === undefined || absent.has(lacks) || questions === mostQuestions) {
      const all = new Map([...absent, ...said])
      return { first, said: all, ...(said.has(system.uptime) && at !== undefined && { between: [at - ms, at] }) }
    }
    absent = new Map([...absent, [lacks, undefined]])
    last = await knock.ask(door, packet, patience)
  }
}
