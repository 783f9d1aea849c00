import { addresses, system } from './identify/generic.ts'
import type { SnmpValue, Values } from './port.ts'
import type { Memory, Remembering } from './remember.ts'

/** snmpEngineID, unique among all agents, and snmpEngineBoots (SNMP-FRAMEWORK-MIB, RFC 3411 §5). */
const ENGINE_ID = '1.3.6.1.6.3.10.2.1.1.0'
const ENGINE_BOOTS = '1.3.6.1.6.3.10.2.1.2.0'

/** Milliseconds by which clocks may differ, and for how long what an agent said holds. */
const slack = 100
const freshMs = 300_000
/** Agents that are kept in mind: those with many addresses are met again soon. */
const mostAgents = 256

/** One agent, of which an address has been met. */
interface Agent {
  readonly address: string
  /** When it was started lies between these, on the clock of this process. */
  readonly started: readonly [from: number, to: number]
  readonly met: number
  /** Unknown of the first: it is asked for where a second looks the same. */
  readonly engine: string | undefined
  readonly memory: Promise<Memory | undefined>
}

/** What comes of an address. */
export interface Meeting {
  /** Where the same agent was met before. */
  readonly before?: string
  /** Tells that the session has identified it, or that none could. */
  done(session?: Remembering): void
}

const stranger: Meeting = { done: () => undefined }

/**
 * Agents with many addresses, as routers and firewalls have. One that is met again at another address is not asked again
 * for what it said: only what depends on the address is. It is the same where system group, moment of its start, engine and
 * boots of the engine are, and where it says that the address is its own, it must have said so before. One that tells no
 * engine is always asked for all.
 */
export class Agents {
  readonly #known = new Map<string, readonly Agent[]>()
  readonly #now: () => number

  constructor(now: () => number) {
    this.#now = now
  }

  /** `access`: what of it the answers may depend on, beside the agent. Rejects as the session does. */
  async meet(session: Remembering, access: string): Promise<Meeting> {
    const before = this.#now()
    const group = await session.get(Object.values(system))
    const now = this.#now()
    const uptime = group.get(system.uptime)
    if (uptime?.type !== 'ticks') return stranger
    const key = keyOf(access, group)
    const started = [before - uptime.value * 10, now - uptime.value * 10] as const
    const alike = (): readonly Agent[] =>
      (this.#known.get(key) ?? []).filter(
        (one) =>
          now - one.met < freshMs && one.started[0] - slack <= started[1] && started[0] <= one.started[1] + slack,
      )
    if (alike().length === 0) return this.#keep(key, { address: session.address, started, met: now, engine: undefined })
    const own = `${addresses.interface}.${session.address}`
    const said = await session.get([ENGINE_ID, ENGINE_BOOTS, own])
    const engine = engineOf(said)
    // Of those that are met at one time the first to come here is identified; the others find it.
    const same = engine === undefined ? undefined : alike().find((one) => one.engine === engine)
    const memory = same && (await same.memory)
    if (same && memory && (!said.has(own) || lists(memory, session.address))) {
      session.recall(memory)
      return { before: same.address, done: () => undefined }
    }
    return same || engine === undefined
      ? stranger
      : this.#keep(key, { address: session.address, started, met: now, engine })
  }

  #keep(key: string, agent: Omit<Agent, 'memory'>): Meeting {
    let done: Meeting['done'] = () => undefined
    const memory = new Promise<Memory | undefined>((resolve) => {
      done = (session) => resolve(session?.memory())
    })
    const others = (this.#known.get(key) ?? []).filter(({ met }) => agent.met - met < freshMs)
    // What was met last stands last, and goes last.
    this.#known.delete(key)
    this.#known.set(key, [...others, { ...agent, memory }].slice(-mostAlike))
    for (const oldest of this.#known.keys()) {
      if (this.#known.size <= mostAgents) break
      this.#known.delete(oldest)
    }
    return { done }
  }
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
