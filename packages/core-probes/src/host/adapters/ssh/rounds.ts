/**
 * Gathers what all probes ask at one time into one round of questions and answers. A probe that asks on only when it
 * has an answer costs a round; what it will ask about the neighbours of a path is therefore asked along.
 */
import type { Declared } from '../../declared.ts'
import type { Frame } from './frames.ts'
import { neighbours } from './neighbours.ts'
import { type Batch, keyOf, presence, type Question, type StatGroups } from './script.ts'
import type { Round } from './stats.ts'

/** How long nothing new may be asked before a round begins, and how long it waits at most, in milliseconds. */
const QUIET_MS = 4
const PATIENCE_MS = 50

export interface Transport {
  /** Each answer, in any order; resolves after the last. Rejects when there will be none any more. */
  round(batch: Batch, onFrame: (frame: Frame) => void): Promise<void>
}

export interface RoundsOptions {
  /** Whether a path may be read that nobody asked for yet. */
  allowed(path: string): boolean
  /** Names in a directory, where an answer told them. */
  names(dir: string): readonly string[] | undefined
  /** An answer to what was asked, or to what was fetched along. */
  answer(frame: Frame, groups: StatGroups): void
  /** The round is over: who waits for its answers may look. */
  done(): void
  /** Nothing will be answered any more. */
  lost(error: unknown): void
}

export class Rounds {
  readonly #transport: Transport
  readonly #options: RoundsOptions
  #pending = new Map<string, Question>()
  /** Asked along in this session: each once. */
  readonly #along = new Set<string>()
  #running = false
  #over = false
  #timer: NodeJS.Timeout | undefined
  #since = 0
  readonly log: Round[] = []

  constructor(transport: Transport, options: RoundsOptions) {
    this.#transport = transport
    this.#options = options
  }

  /** The first round: what is fetched before anybody asked, and what is there at all. */
  first(ahead: readonly Declared[]): Promise<void> {
    return this.#exchange([], { ahead, questions: presence(ahead), groups: new Map() })
  }

  ask(question: Question): void {
    if (this.#over) return
    this.#pending.set(keyOf(question), question)
    this.#arm()
  }

  #arm(): void {
    if (this.#running || this.#pending.size === 0) return
    const now = Date.now()
    if (this.#timer === undefined) this.#since = now
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.#run(), now - this.#since > PATIENCE_MS ? 0 : QUIET_MS)
  }

  async #run(): Promise<void> {
    this.#timer = undefined
    const questions = [...this.#pending.values()]
    this.#pending = new Map()
    const known = new Set(questions.map(keyOf))
    const along = neighbours(questions, (dir) => this.#options.names(dir)).filter((question) => {
      const key = keyOf(question)
      if (known.has(key) || this.#along.has(key) || !this.#options.allowed(question.path)) return false
      this.#along.add(key)
      return true
    })
    try {
      await this.#exchange([...known], { questions: [...questions, ...along], groups: new Map() })
      this.#options.done()
    } catch (error) {
      this.#over = true
      this.#options.lost(error)
    }
    this.#arm()
  }

  async #exchange(asked: readonly string[], batch: Batch): Promise<void> {
    const round: Round = { asked, ms: 0 }
    this.log.push(round)
    this.#running = true
    const began = Date.now()
    try {
      await this.#transport.round(batch, (frame) => this.#options.answer(frame, batch.groups))
    } finally {
      round.ms = Date.now() - began
      this.#running = false
    }
  }
}
