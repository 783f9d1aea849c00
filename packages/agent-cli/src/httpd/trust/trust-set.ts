import { type Logger, reasonOf } from '@fusioninventory/cli-kit'
import { isWithin, type Range, shownRange } from '../../policy/ranges.ts'
import type { Clock } from '../clock.ts'
import { addressOf, isLoopback } from './address.ts'
import { parseTrustEntry } from './parse-entry.ts'

/** All addresses of a host. Rejects where the name is not known or nobody can be asked. */
export type Lookup = (host: string) => Promise<readonly string[]>

export interface TrustSource {
  /** `httpd-trust` */
  readonly entries: readonly string[]
  /** Hosts of the servers, by id of their target. */
  readonly servers: readonly { readonly id: string; readonly host: string }[]
}

export interface Judgement {
  readonly trusted: boolean
  /** Targets whose server has that address. */
  readonly servers: readonly string[]
  readonly loopback: boolean
}

export interface TrustSet {
  /** What is known of the names now. */
  judge(address: string): Judgement
  /** When all names were tried once, or two seconds later. */
  ready(): Promise<void>
  /** `127.0.0.1, proxy.example (192.0.2.7)` */
  shown(): string
  readonly names: ReadonlyMap<string, Known>
  stop(): void
}

const refreshMs = 60_000
/** A name that was right so long ago is believed while it cannot be resolved. */
const believedMs = 600_000
const patienceMs = 2000
/** Names, and addresses of one of them. */
const most = { names: 256, addresses: 64 }
const loopback: readonly Range[] = ['127.0.0.1', '::1'].flatMap((text) => addressOf(text) ?? [])

/** What is known of a name. */
export interface Known {
  addresses: readonly Range[]
  goodAt: number
  asking: boolean
  failing: boolean
}

/**
 * Who is trusted: the servers, and what `httpd-trust` names. Names are resolved again every minute, so that a server that
 * moves is known, and one that is gone is forgotten. A bad entry is told and trusts nobody. `before` is what was known
 * of names before a reload.
 */
export function openTrust(
  source: TrustSource,
  lookup: Lookup,
  clock: Clock,
  log: Logger,
  before?: ReadonlyMap<string, Known>,
): TrustSet {
  const ranges: Range[] = []
  const names = new Map<string, Known>()
  const addName = (name: string): void => {
    const known = names.get(name) ?? before?.get(name)
    const none = { addresses: [], goodAt: 0, asking: false, failing: false }
    if (names.size < most.names) names.set(name, known ?? none)
    else log.warning(`[http server] more than ${most.names} host names to trust: ${name} is left out`)
  }
  for (const text of source.entries) {
    const entry = parseTrustEntry(text)
    // The configuration has told it as a warning.
    if (entry.kind === 'bad') log.debug(`[http server] "${text}" in httpd-trust is ignored: ${entry.why}`)
    else if (entry.kind === 'name') addName(entry.name)
    else ranges.push(entry.range)
  }
  const servers = source.servers.map(({ id, host }) => {
    const plain = host.replace(/^\[|\]$/g, '').toLowerCase()
    const range = addressOf(plain)
    if (range === undefined) addName(plain)
    return { id, plain, range }
  })

  async function refresh(name: string, known: Known): Promise<void> {
    if (known.asking) return
    known.asking = true
    try {
      const found = (await lookup(name)).slice(0, most.addresses).flatMap((text) => addressOf(text) ?? [])
      Object.assign(known, { addresses: found, goodAt: clock.now(), failing: false })
    } catch (error) {
      const since = clock.now() - known.goodAt
      if (!known.failing) log.warning(`[http server] ${name} is not resolved: ${reasonOf(error)}`)
      known.failing = true
      if (since < 0 || since > believedMs) known.addresses = []
    } finally {
      known.asking = false
    }
  }

  let cancel: () => void = () => undefined
  let stopped = false
  const all = async (): Promise<void> => {
    await Promise.all([...names].map(([name, known]) => refresh(name, known)))
  }
  const later = (): void => {
    if (stopped || names.size === 0) return
    cancel = clock.after(refreshMs, () => {
      // Not awaited: a name that hangs keeps no other from its turn.
      void all()
      later()
    })
  }
  let patience: () => void = () => undefined
  const first = Promise.race([
    all(),
    new Promise<void>((done) => {
      if (names.size > 0) patience = clock.after(patienceMs, done)
      else done()
    }),
  ]).finally(() => patience())
  later()

  const ofServer = ({ plain, range }: (typeof servers)[number]): readonly Range[] =>
    range === undefined ? (names.get(plain)?.addresses ?? []) : [range]
  /** 127.0.0.1 and ::1 are one and the same machine. */
  const isIn = (one: Range, among: readonly Range[]): boolean =>
    isWithin(one, among) || (isWithin(one, loopback) && loopback.some((own) => isWithin(own, among)))

  return {
    judge(address) {
      const one = addressOf(address)
      if (one === undefined) return { trusted: false, servers: [], loopback: false }
      const at = servers.filter((server) => isIn(one, ofServer(server))).map(({ id }) => id)
      const trusted =
        at.length > 0 || isIn(one, ranges) || [...names.values()].some(({ addresses }) => isIn(one, addresses))
      return { trusted, servers: at, loopback: isLoopback(one) }
    },
    ready: () => first,
    shown: () =>
      [
        ...ranges.map(shownRange),
        ...servers.flatMap(({ range }) => (range === undefined ? [] : shownRange(range))),
        ...[...names].map(
          ([name, { addresses }]) => `${name} (${addresses.map(shownRange).join(', ') || 'not resolved'})`,
        ),
      ].join(', ') || 'nobody',
    names,
    stop() {
      stopped = true
      cancel()
      patience()
    },
  }
}
