import type { Clock } from './clock.ts'

/** Between two contacts of one target that somebody asked for. */
export const nowEveryMs = 60_000

export interface NowGate {
  /** `now`: it is done; `later`: it will be, once, when the time since the last one is over. */
  ask(ids: readonly string[]): 'now' | 'later'
  /** When somebody last asked, in milliseconds since 1970. */
  readonly asked: number | undefined
  stop(): void
}

/** However often it is asked for: each target at most once a minute, and nothing that was asked for is forgotten. */
export function openNow(run: (ids: readonly string[]) => void, clock: Clock): NowGate {
  const last = new Map<string, number>()
  const waiting = new Set<string>()
  let cancel: (() => void) | undefined
  let asked: number | undefined

  const restOf = (id: string): number => {
    const since = clock.now() - (last.get(id) ?? Number.NEGATIVE_INFINITY)
    // A clock that was set back ends a wait.
    return since < 0 || since >= nowEveryMs ? 0 : nowEveryMs - since
  }
  const go = (ids: readonly string[]): void => {
    if (ids.length === 0) return
    for (const id of ids) last.set(id, clock.now())
    run(ids)
  }
  const plan = (): void => {
    if (cancel !== undefined || waiting.size === 0) return
    cancel = clock.after(Math.max(1, Math.min(...[...waiting].map(restOf))), () => {
      cancel = undefined
      const due = [...waiting].filter((id) => restOf(id) === 0)
      for (const id of due) waiting.delete(id)
      go(due)
      plan()
    })
  }

  return {
    ask(ids) {
      asked = clock.now()
      const due = ids.filter((id) => restOf(id) === 0)
      for (const id of ids) if (!due.includes(id)) waiting.add(id)
      go(due)
      plan()
      return due.length > 0 ? 'now' : 'later'
    },
    get asked() {
      return asked
    },
    stop() {
      cancel?.()
      waiting.clear()
    },
  }
}
