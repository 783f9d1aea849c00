import { SnmpError, type SnmpStats } from '../../port.ts'
import { Pace } from './pace.ts'
import { Size } from './size.ts'
import type { Answer, Question, Wire } from './wire.ts'

/** Bounds of what one device may cost. */
export interface DeviceLimits {
  /** Milliseconds for one question with its retransmissions. */
  readonly question: number
  /** Milliseconds for the device, from the first question on. */
  readonly device: number
  /** Bytes for the device, in both directions. */
  readonly bytes: number
}

/** A question and what became of it, for those who look for the reason of a missing value. */
export interface Exchange {
  readonly address: string
  readonly kind: Question['kind']
  readonly oids: Question['oids']
  readonly repetitions?: number
  readonly vlan?: string
  readonly answer: Answer['kind']
  readonly bindings: number
  /** Retransmissions. */
  readonly again: number
  /** Milliseconds. */
  readonly took: number
}

export type Tell = (exchange: Exchange) => void

/** How tables are read: as `bulk`, one by one (`next`), so by v1 (`old`), or not at all. */
export type Walking = 'bulk' | 'next' | 'old' | 'never'

/** What is asked for at most: instances of one GET, repetitions and columns of one GETBULK. */
const mostAtOnce = 20
const mostRepetitions = 25
const mostColumns = 10

type Ask = Pick<Question, 'kind' | 'oids' | 'repetitions' | 'vlan' | 'old'>

/** What is known of a device while it is asked; its contexts share it. One question at a time: agents are small. */
export class Device {
  readonly stats = { requests: 0, retransmissions: 0, lost: 0, bytes: 0 } satisfies SnmpStats
  readonly group = new Size(mostAtOnce)
  readonly repetitions = new Size(mostRepetitions)
  readonly columns = new Size(mostColumns)
  readonly pace: Pace
  walking: Walking
  /** It has answered. */
  alive = false
  /** It has answered a GETNEXT or GETBULK. */
  walked = false
  /** It has answered a GETBULK; GETBULK was tried once more after it had not. */
  bulked = false
  retried = false
  /** v1: it refuses a whole GET for one name that it does not know. */
  strict = false
  /** A VLAN context answered; and how many in turn did not. */
  contexts = { found: false, missing: 0 }
  /** It has shown something. */
  #open = false
  #gone = false
  #closed = false
  #until: number | undefined
  #turn: Promise<unknown> = Promise.resolve()

  constructor(
    readonly address: string,
    private readonly wire: Wire,
    private readonly limits: DeviceLimits,
    private readonly tell?: Tell,
  ) {
    this.pace = new Pace(limits.question)
    this.walking = wire.version === '1' ? 'next' : 'bulk'
  }

  get version(): Wire['version'] {
    return this.wire.version
  }

  /** Why nothing more is asked; undefined: more may be. */
  get over(): 'budget' | 'silent' | undefined {
    if (this.#gone || this.#closed) return 'silent'
    if (this.stats.bytes > this.limits.bytes) return 'budget'
    return this.#until !== undefined && performance.now() >= this.#until ? 'budget' : undefined
  }

  /** Does one thing after the other. */
  inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#turn.then(work)
    this.#turn = done.catch(() => {})
    return done
  }

  /**
   * Asks within the limits. `limit`: less time than a question may take, as the same can be asked in another way.
   * @throws SnmpError `authentication` where the device refuses the credential
   */
  async ask(question: Ask, limit = this.limits.question): Promise<Answer> {
    this.#until ??= performance.now() + this.limits.device
    const left = this.over === undefined ? this.#until - performance.now() : 0
    if (left <= 0) return { kind: 'silent', engine: false, again: 0, took: 0, after: 0, bytes: 0 }
    const { retransmit } = this.pace
    const answer = await this.wire.ask({ ...question, limit: Math.min(limit, left), retransmit })
    // It had all the time that was left, though a timer may be early where the process was busy.
    if (answer.kind === 'silent' && answer.detail === undefined && left <= limit) this.#until = performance.now()
    this.#count(answer)
    this.tell?.({
      address: this.address,
      ...question,
      answer: answer.kind,
      bindings: answer.kind === 'bindings' ? answer.bindings.length : 0,
      again: answer.again,
      took: answer.took,
    })
    if (answer.kind === 'insecure' && !this.alive) throw this.authentication(answer.detail)
    if (answer.kind === 'bindings') this.#open = true
    else if (answer.kind === 'error' && answer.status === 'authorization' && !this.#open)
      throw this.authentication('it gives no access')
    return answer
  }

  /** After a question that got no answer in any form: is it still there? */
  async check(): Promise<void> {
    if (this.over !== undefined) return
    const answer = await this.ask({ kind: 'get', oids: [sysUpTime] })
    this.#gone = answer.kind === 'silent'
  }

  /** It has shown something to who asks now, though not to this. */
  answered(): void {
    this.alive = true
    this.#open = true
  }

  authentication(detail: string): SnmpError {
    return new SnmpError('authentication', `authentication error on host ${this.address}`, detail)
  }

  close(): void {
    this.#closed = true
    this.wire.close()
  }

  #count({ kind, again, took, after, bytes }: Answer): void {
    this.stats.requests++
    this.stats.retransmissions += again
    this.stats.bytes += bytes
    if (kind === 'silent') {
      this.stats.lost++
    } else if (kind !== 'insecure') {
      this.alive = true
      if (again === 0) this.pace.measured(took)
      else this.pace.repeated(took, after)
    }
  }
}

/** SNMPv2-MIB: what every agent has. */
export const sysDescr = '1.3.6.1.2.1.1.1.0'
const sysUpTime = '1.3.6.1.2.1.1.3.0'
