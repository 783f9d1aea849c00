import { type Clock, Stop } from './clock.ts'
import type { Datagrams } from './datagrams.ts'
import type { RateLimit } from './rate.ts'
import type { RoundTrips } from './round-trip.ts'

/** How long and how often one peer is asked. */
export interface Patience {
  /** Milliseconds in all, with every repetition. */
  readonly timeoutMs: number
  /** Packets after the first. */
  readonly retries: number
}

interface Peer {
  readonly address: string
  readonly port: number
}

/**
 * How one question ended. `foreign`: an answer came, from another address than the one asked, and was not taken.
 * `tries` counts packets.
 */
export interface Answered<T> {
  readonly state: 'answer' | 'silent' | 'foreign' | 'unreachable' | 'refused' | 'stopped'
  readonly tries: number
  readonly ms: number
  readonly answer?: T
  /** When it came, by the clock of the search. */
  readonly at?: number
  /** Who answered, where it was not the one who was asked. */
  readonly from?: string
}

/** What a question took, for people. */
export const costOf = ({ tries, ms }: Answered<unknown>): string =>
  `${tries} packet${tries === 1 ? '' : 's'}, ${Math.round(ms)} ms`

/** Questions in one protocol: an answer belongs to a question by its number, and must come from where it was asked. */
export interface Exchange<T> {
  /** `packet` is made for the number that is to come back; `again`: nobody answered the first. */
  ask(
    peer: Peer,
    packet: (id: number, again: boolean) => Uint8Array,
    patience: Patience,
    /** Ends when something else says that nobody listens there. */
    refused?: Stop,
  ): Promise<Answered<T>>
  readonly counts: ExchangeCounts
}

/**
 * Packets sent, answers taken, those that came only after a repetition, those of them where the first packet was answered
 * too (slow, then, not lost), and packets that were no answer to anything.
 */
export interface ExchangeCounts {
  packets: number
  answers: number
  late: number
  slow: number
  strays: number
}

export interface Protocol<T> {
  /** Numbers are taken from 1 to this one. */
  readonly ids: number
  /** Which comes first, after all that came before: where nobody can guess it, nobody can answer for others. */
  readonly first?: number
  /** An answer may come from another address of the machine: only where nobody can guess numbers. */
  readonly elsewhere?: true
  /** Total: undefined for anything that is no answer. */
  read(packet: Uint8Array): { readonly id: number; readonly answer: T } | undefined
}

export interface Means {
  readonly clock: Clock
  readonly rate: RateLimit
  readonly trips: RoundTrips
  /** Ends all that is under way. */
  readonly stop: Stop
}

interface Pending<T> {
  readonly peer: Peer
  take(answer: T, from: string): void
  foreign(from: string): void
  /** Nothing more is waited for. */
  stop(): void
}

export function exchangeOver<T>(datagrams: Datagrams, protocol: Protocol<T>, means: Means): Exchange<T> {
  const { clock, stop } = means
  const pending = new Map<number, Pending<T>>()
  const counts: ExchangeCounts = { packets: 0, answers: 0, late: 0, slow: 0, strays: 0 }
  let last = (protocol.first ?? 0) % protocol.ids

  /** Numbers of questions that were repeated before an answer came: another one may follow. */
  const repeated = new Set<number>()

  datagrams.receive((packet, address, port) => {
    const read = protocol.read(packet)
    const question = read && pending.get(read.id)
    if (read && !question && repeated.delete(read.id)) counts.slow++
    else if (!read || !question || question.peer.port !== port) counts.strays++
    else if (question.peer.address !== address && !protocol.elsewhere) question.foreign(address)
    else question.take(read.answer, address)
  })
  stop.listen(() => {
    for (const question of pending.values()) question.stop()
  })

  /** A number that no open question has. */
  const freeId = async (): Promise<number | undefined> => {
    while (!stop.stopped) {
      for (let tries = 0; tries < protocol.ids && pending.size < protocol.ids; tries++) {
        last = (last % protocol.ids) + 1
        if (!pending.has(last)) {
          repeated.delete(last)
          return last
        }
      }
      await clock.sleep(50, stop)
    }
    return undefined
  }

  return {
    counts,
    async ask(peer, packet, patience, refused) {
      const id = await freeId()
      if (id === undefined) return { state: 'stopped', tries: 0, ms: 0 }
      const settled = new Stop()
      let answer: T | undefined
      let answeredAt: number | undefined
      let from: string | undefined
      pending.set(id, {
        peer,
        take(given, source) {
          if (answeredAt !== undefined) return
          answeredAt = clock.now()
          answer = given
          if (source !== peer.address) from = source
          settled.stop()
        },
        foreign(address) {
          from ??= address
        },
        stop: () => settled.stop(),
      })
      const deaf = refused?.listen(() => settled.stop())
      if (refused?.stopped) settled.stop()
      try {
        const sent = await sendAll(datagrams, peer, (again) => packet(id, again), patience, means, settled, counts)
        const { tries, started } = sent
        const at = answeredAt ?? clock.now()
        const ms = at - started
        if (answer !== undefined) {
          counts.answers++
          // Karn: an answer after a repetition may belong to either packet.
          if (tries > 1) {
            counts.late++
            if (repeated.size < mostRepeated) repeated.add(id)
          } else means.trips.sample(peer.address, ms)
          if (tries > 1 || ms > patience.timeoutMs / 4) means.trips.strained(peer.address, clock.now())
          return { state: 'answer', tries, ms, answer, at, ...(from !== undefined && { from }) }
        }
        if (sent.failed) return { state: 'unreachable', tries, ms }
        if (stop.stopped) return { state: 'stopped', tries, ms }
        if (refused?.stopped) return { state: 'refused', tries, ms }
        return from === undefined ? { state: 'silent', tries, ms } : { state: 'foreign', tries, ms, from }
      } finally {
        pending.delete(id)
        deaf?.()
      }
    },
  }
}

const mostRepeated = 65_536

/** So many times as long is an answer waited for where others of the subnet still come, but late. */
const longest = 8

/**
 * Sends, and again after twice the time each time, until `settled`; then waits for what is left of the time, and on while
 * late answers come from there: packets wait in a queue then, and this one may be the next.
 */
async function sendAll(
  datagrams: Datagrams,
  { address, port }: Peer,
  packet: (again: boolean) => Uint8Array,
  { timeoutMs, retries }: Patience,
  { clock, rate, trips }: Means,
  settled: Stop,
  counts: ExchangeCounts,
): Promise<{ readonly tries: number; readonly started: number; readonly failed?: true }> {
  let started = clock.now()
  let tries = 0
  for (let wait = trips.timeout(address); ; wait *= 2) {
    if (!(await rate.take(1, settled))) break
    // The time counts from the first packet, not from when it was wanted.
    if (tries === 0) started = clock.now()
    else if (clock.now() - started >= timeoutMs) break
    tries++
    counts.packets++
    const failure = await datagrams.send(packet(tries > 1), address, port)
    if (failure === 'unreachable' || failure === 'refused') return { tries, started, failed: true }
    const left = started + timeoutMs - clock.now()
    await clock.sleep(Math.max(0, tries > retries ? left : Math.min(wait, left)), settled)
    if (tries > retries || settled.stopped || clock.now() - started >= timeoutMs) break
  }
  while (tries > 0 && !settled.stopped) {
    const until = Math.min(started + longest * timeoutMs, trips.lastStrained(address) + timeoutMs)
    if (until <= clock.now()) break
    await clock.sleep(until - clock.now(), settled)
  }
  return { tries, started }
}
