import { addresses, system } from './identify/generic.ts'
import type { Identity } from './identify/identity.ts'
import { renewed } from './identify/index.ts'
import type { Oid, SnmpValue, Values } from './port.ts'
import type { Memory, Remembering } from './remember.ts'

/** snmpEngineID, unique among all agents, and snmpEngineBoots (SNMP-FRAMEWORK-MIB, RFC 3411 §5). */
const ENGINE_ID = '1.3.6.1.6.3.10.2.1.1.0'
const ENGINE_BOOTS = '1.3.6.1.6.3.10.2.1.2.0'

/** Milliseconds by which clocks may differ, and for how long what an agent said holds. */
const slack = 100
const freshMs = 300_000
/** Agents that are kept in mind, and bytes of what they said: those with many addresses are met again soon. */
const mostAgents = 256
const mostBytes = 4 * 0x10_0000

/** What an agent has said, and what it is: the same at all addresses of one of its interfaces, and at those it does not list. */
interface Told {
  readonly memory: Memory
  readonly identities: Map<string | undefined, Identity>
}

/** One agent, of which an address has been met. */
interface Agent {
  readonly address: string
  /** When it was started lies between these, on the clock of this process. */
  readonly started: readonly [from: number, to: number]
  readonly met: number
  /** Unknown of the first, where it did not say so at once: it is asked for where a second looks the same. */
  readonly engine: string | undefined
  readonly told: Promise<Told | undefined>
}

/** What comes of an address. */
export interface Meeting {
  /** Where the same agent was met before. */
  readonly before?: string
  /** What it is, where nothing more need be asked. */
  readonly identity?: Identity
  /** Tells what the session has identified; nothing: it could not. */
  done(identity?: Identity): void
}

const stranger: Meeting = { done: () => undefined }

/** What to ask first of who may be met again, all in one question: of everybody, and the row of the address. */
export const ofEverybody: readonly Oid[] = [...Object.values(system), ENGINE_ID, ENGINE_BOOTS]
export const introduction = (address: string): readonly Oid[] => [...ofEverybody, ...rowsOf(address)]

/** ipAdEntIfIndex of the address: the table knows IPv4 only. */
const rowOf = (address: string): Oid => `${addresses.interface}.${address}`
const rowsOf = (address: string): readonly Oid[] => (address.includes(':') ? [] : [rowOf(address)])

/**
 * Agents with many addresses, as routers and firewalls have. One that is met again at another address is not asked again
 * for what it said: only what depends on the address is. It is the same where system group, moment of its start, engine and
 * boots of the engine are, and where it says that the address is its own, it must have said so before. One that tells no
 * engine is always asked for all.
 */
export class Agents {
  readonly #known = new Map<string, readonly Agent[]>()
  readonly #now: () => number
  #bytes = 0

  constructor(now: () => number) {
    this.#now = now
  }

  /**
   * `access`: what of it the answers may depend on, beside the agent. `said`: when what the session remembers was asked for,
   * and answered. Rejects as the session does.
   */
  async meet(session: Remembering, access: string, said?: readonly [from: number, to: number]): Promise<Meeting> {
    const before = this.#now()
    const group = await session.get(Object.values(system))
    const now = this.#now()
    const [from, to] = said ?? [before, now]
    const uptime = group.get(system.uptime)
    if (uptime?.type !== 'ticks') return stranger
    const key = keyOf(access, group)
    const started = [from - uptime.value * 10, to - uptime.value * 10] as const
    const alike = (): readonly Agent[] =>
      (this.#known.get(key) ?? []).filter(
        (one) =>
          now - one.met < freshMs && one.started[0] - slack <= started[1] && started[0] <= one.started[1] + slack,
      )
    const first = alike().length === 0
    if (first && !session.memory().instances.has(ENGINE_ID))
      return this.#keep(key, session, { started, met: now, engine: undefined })
    const details = await session.get([ENGINE_ID, ENGINE_BOOTS, ...rowsOf(session.address)])
    const engine = engineOf(details)
    // Of those that are met at one time the first to come here is identified; the others find it.
    const same = engine === undefined ? undefined : alike().find((one) => one.engine === engine)
    const told = same && (await same.told)
    const row = details.get(rowOf(session.address))
    if (same && told && (row === undefined || lists(told.memory, session.address))) {
      session.recall(told.memory)
      const identity = told.identities.get(textOf(row))
      return {
        before: same.address,
        ...(identity && { identity: await renewed(session, identity) }),
        done: (found) => note(told, row, found),
      }
    }
    return (same || engine === undefined) && !first ? stranger : this.#keep(key, session, { started, met: now, engine })
  }

  #keep(key: string, session: Remembering, agent: Omit<Agent, 'told' | 'address'>): Meeting {
    const { address } = session
    let done: Meeting['done'] = () => undefined
    const told = new Promise<Told | undefined>((resolve) => {
      done = (identity) => {
        if (identity === undefined || !this.#hasRoom(session.stats.bytes)) return resolve(undefined)
        const found: Told = { memory: session.memory(), identities: new Map() }
        note(found, found.memory.instances.get(rowOf(address)), identity)
        resolve(found)
      }
    })
    this.#hasRoom(key.length)
    const others = (this.#known.get(key) ?? []).filter(({ met }) => agent.met - met < freshMs)
    // What was met last stands last, and goes last.
    this.#known.delete(key)
    this.#known.set(key, [...others, { ...agent, address, told }].slice(-mostAlike))
    for (const oldest of this.#known.keys()) {
      if (this.#known.size <= mostAgents) break
      this.#known.delete(oldest)
    }
    return { done }
  }

  /** Where it comes to too much, all are forgotten; false for what is too much by itself. */
  #hasRoom(bytes: number): boolean {
    this.#bytes += bytes
    if (this.#bytes > mostBytes) {
      this.#known.clear()
      this.#bytes = bytes
    }
    return bytes <= mostBytes
  }
}

function note({ identities }: Told, row: SnmpValue | undefined, identity: Identity | undefined): void {
  if (identity !== undefined && !identity.byAddress) identities.set(textOf(row), identity)
}

/** Devices of one kind that nobody configured look alike but for their start. */
const mostAlike = 16

/** All of the group but the time. */
const keyOf = (access: string, group: Values): string =>
  JSON.stringify([
    access,
    ...Object.values(system)
      .filter((oid) => oid !== system.uptime)
      .map((oid) => textOf(group.get(oid))),
  ])

function textOf(value: SnmpValue | undefined): string | undefined {
  if (value === undefined || value.type === 'null') return undefined
  return value.value instanceof Uint8Array ? Buffer.from(value.value).toString('base64') : String(value.value)
}

function engineOf(said: Values): string | undefined {
  const [id, boots] = [textOf(said.get(ENGINE_ID)), textOf(said.get(ENGINE_BOOTS))]
  return id === undefined || id === '' || boots === undefined ? undefined : `${id} ${boots}`
}

const lists = ({ walks }: Memory, address: string): boolean =>
  walks.get(addresses.interface)?.rows.has(address) === true
