import type { Logger } from '@fusioninventory/cli-kit'
import { shownDate } from '../schedule/shown-date.ts'
import type { TargetState } from '../store/target-state.ts'
import { believed, type Planning, seconds } from '../target/planned.ts'
import type { Target } from '../target/targets.ts'
import type { Clock } from './clock.ts'

/** A target and what is known of it. */
export interface Entry {
  readonly target: Target
  state: TargetState
  /** Somebody wants a run now; one that comes while it runs asks for another. */
  asked: boolean
}

export interface LoopPorts {
  readonly clock: Clock
  readonly log: Logger
  readonly planning: () => Pick<Planning, 'settings' | 'random'>
  /** One run; what is known since. Undefined: another process is at work for it. Never rejects. */
  contact(target: Target, state: TargetState): Promise<TargetState | undefined>
  /** What the disk says, which another process may have changed. */
  kept(target: Target): TargetState
  /** Never rejects. */
  reload(): Promise<void>
  /** Milliseconds between reloads; 0: never. */
  reloadEvery(): number
  /** The run of a target begins or ends. */
  changed(): void
}

export interface Loop {
  /** In the order of the configuration. */
  readonly entries: readonly Entry[]
  readonly running: Entry | undefined
  /** Begins, and resolves once it was stopped and nothing runs any more. */
  run(entries: readonly Entry[]): Promise<void>
  replace(entries: readonly Entry[]): void
  /** Due now: those of these ids, or all. */
  runNow(ids?: readonly string[]): void
  reload(): void
  stop(): void
}

/**
 * Timers count time that a machine was awake, by a clock that nobody sets. So after so long, in milliseconds, the wall is
 * looked at again: a machine that slept, or whose clock was set, is no more than that late.
 */
export const longestSleep = 60_000
/** A run that leaves its target due, and one that another process is at work for, is tried again after so many seconds. */
const again = 60

/** Of two states of a target the one after the later run; the first where that is the same. */
export const newer = (one: TargetState, other: TargetState): TargetState =>
  (other.last?.date ?? 0) > (one.last?.date ?? 0) ? other : one

/** One target and one task at a time, in turns; between them one timer, for whatever is next. */
export function openLoop(ports: LoopPorts): Loop {
  const { clock, log } = ports
  let entries: readonly Entry[] = []
  /** The same, those that ran longest ago first. */
  let turns: readonly Entry[] = []
  let running: Entry | undefined
  let busy = false
  let stopped = false
  let reloadAsked = false
  let loadedAt = clock.now()
  let cancel: (() => void) | undefined
  let finished: () => void = () => undefined

  const now = (): number => seconds(clock.now())
  const isDue = ({ state, asked }: Entry): boolean => asked || (state.nextRunDate ?? 0) <= now()
  const planning = () => ({ ...ports.planning(), now: clock.now })

  function believe(entry: Entry): void {
    const state = believed(entry.state, planning())
    if (state === entry.state) return
    entry.state = state
    log.debug(`[target ${entry.target.id}] the clock has changed`)
    tell(entry)
  }
  const tell = ({ target, state }: Entry): void =>
    log.debug(`[target ${target.id}] Next server contact planned for ${shownDate(state.nextRunDate ?? 0)}`)

  /** What another process (from cron) did for it meanwhile counts as done. */
  function refresh(entry: Entry): void {
    const state = newer(entry.state, ports.kept(entry.target))
    if (state === entry.state) return
    entry.state = state
    believe(entry)
  }

  function next(): Entry | undefined {
    for (const entry of turns) {
      if (!isDue(entry)) continue
      if (!entry.asked) refresh(entry)
      if (isDue(entry)) return entry
    }
    return undefined
  }

  async function one(entry: Entry): Promise<void> {
    running = entry
    entry.asked = false
    turns = [...turns.filter((other) => other !== entry), entry]
    ports.changed()
    const state = await ports.contact(entry.target, entry.state)
    entry.state = state ?? { ...entry.state, nextRunDate: now() + again }
    if ((entry.state.nextRunDate ?? 0) <= now()) entry.state = { ...entry.state, nextRunDate: now() + again }
    running = undefined
    ports.changed()
    if (!stopped) tell(entry)
  }

  const reloadDue = (): boolean => {
    const every = ports.reloadEvery()
    // A clock that was set back must not put it off.
    if (clock.now() < loadedAt) loadedAt = clock.now()
    return reloadAsked || (every > 0 && clock.now() - loadedAt >= every)
  }

  async function pump(): Promise<void> {
    if (busy) return
    busy = true
    cancel?.()
    cancel = undefined
    while (!stopped) {
      for (const entry of entries) believe(entry)
      if (reloadDue()) {
        reloadAsked = false
        await ports.reload()
        loadedAt = clock.now()
        continue
      }
      const entry = next()
      if (entry === undefined) break
      await one(entry)
    }
    busy = false
    if (stopped) finished()
    else wait()
  }

  function wait(): void {
    const every = ports.reloadEvery()
    const times = entries.map(({ state }) => (state.nextRunDate ?? 0) * 1000)
    if (every > 0) times.push(loadedAt + every)
    const ms = Math.min(...times.map((time) => time - clock.now()), longestSleep)
    cancel = clock.after(Math.max(ms, 0), () => void pump())
  }

  return {
    get entries() {
      return entries
    },
    get running() {
      return running
    },
    run(first) {
      this.replace(first)
      return new Promise((resolve) => {
        finished = resolve
        void pump()
      })
    },
    replace(others) {
      entries = others
      // Those that are new have waited longest.
      turns = [...others.filter((entry) => !turns.includes(entry)), ...turns.filter((entry) => others.includes(entry))]
    },
    runNow(ids) {
      for (const entry of entries) if (ids === undefined || ids.includes(entry.target.id)) entry.asked = true
      void pump()
    },
    reload() {
      reloadAsked = true
      void pump()
    },
    stop() {
      stopped = true
      cancel?.()
      cancel = undefined
      if (!busy) finished()
    },
  }
}
