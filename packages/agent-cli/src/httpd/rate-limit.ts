import { clientKey } from './trust/address.ts'

export interface RateLimit {
  /** Counts one; false where it is one too many. */
  take(address: string, rate: number, periodMs: number, now: number): boolean
  /** Whether one more would be too many. */
  full(address: string, rate: number, periodMs: number, now: number): boolean
  readonly size: number
}

/** Clients that are known at one time; the one that was longest not heard of is forgotten. */
export const mostClients = 10_000

/** Requests of each client within a sliding period. What is refused is not counted, so that patience is rewarded. */
export function openRateLimit(most = mostClients): RateLimit {
  const clients = new Map<string, number[]>()
  const recent = (key: string, periodMs: number, now: number): number[] =>
    // A clock that was set back must lock nobody out.
    (clients.get(key) ?? []).filter((at) => at <= now && now - at < periodMs)
  return {
    take(address, rate, periodMs, now) {
      const key = clientKey(address)
      const times = recent(key, periodMs, now)
      const fits = times.length < rate
      if (fits) times.push(now)
      clients.delete(key)
      clients.set(key, times)
      if (clients.size > most) {
        const [oldest] = clients.keys()
        if (oldest !== undefined) clients.delete(oldest)
      }
      return fits
    },
    full: (address, rate, periodMs, now) => recent(clientKey(address), periodMs, now).length >= rate,
    get size() {
      return clients.size
    },
  }
}
