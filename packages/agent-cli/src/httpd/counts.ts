/** What was counted since the start: a number for each set of words, of which there are few. */
export interface Counts {
  /** By route and status. */
  readonly requests: Map<string, number>
  /** By reason. */
  readonly refusals: Map<Refusal, number>
}

type Refusal = 'host' | 'origin' | 'untrusted' | 'token' | 'rate' | 'busy' | 'loop' | 'size'

export const openCounts = (): Counts => ({ requests: new Map(), refusals: new Map() })

export const count = <Key>(map: Map<Key, number>, key: Key): void => {
  map.set(key, (map.get(key) ?? 0) + 1)
}
