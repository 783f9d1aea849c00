import type { Neighbour } from './arp.ts'
import { Stop } from './clock.ts'
import { type Device, deviceOf, type Evidence, isAlive, isLinkOnly } from './evidence.ts'
import { type Answered, costOf } from './exchange.ts'
import type { Ping } from './icmp.ts'
import type { Place } from './links.ts'
import { NETBIOS_PORT, type NodeStatus } from './netbios.ts'
import type { KnownAccess, Reached, Trace } from './snmp-search.ts'
import type { Target } from './targets.ts'

/** All ways to learn of an address, each behind its own small port; one that is left out is not tried. */
export interface Methods {
  place(address: string): Place
  readonly arp?: (family: 4 | 6, address: string) => Promise<Neighbour>
  readonly ping?: (family: 4 | 6, address: string) => Promise<Ping | undefined | 'unasked'>
  /** Whether it says that nobody listens on a port: what ICMP is dropped for, this may not be. */
  readonly refuses?: (address: string, port: number) => Promise<boolean>
  /** `refused`: ends when it is known that nobody listens. */
  readonly netbios?: (address: string, refused: Stop) => Promise<Answered<NodeStatus>>
  readonly snmp?: (address: string, known: KnownAccess | undefined, trace: Trace) => Promise<Reached | undefined>
  readonly name?: (address: string) => Promise<string | undefined>
}

/** How the examination of one address ended. */
export interface Examined {
  readonly target: Target
  readonly evidence: Evidence
  /** Undefined: nothing to report. */
  readonly device?: Device
  /** The session that found it, still open; who takes the result closes it. */
  readonly reached?: Reached
}

export interface SearchOptions {
  readonly methods: Methods
  /** Addresses that are examined at one time. */
  readonly atOnce: number
  readonly stop: Stop
  readonly entity?: string
  /** Left out without a word: done before. */
  readonly skip?: (target: Target) => boolean
  readonly known?: (address: string) => KnownAccess | undefined
  /** Takes each result, found or not, in the order in which they come; the address counts as under way until it is taken. */
  readonly take: (examined: Examined) => Promise<void>
  readonly trace?: (address: string) => Trace | undefined
  /** An address that could not be examined: a fault of this program, told, and no harm to the others. */
  readonly failed: (address: string, error: unknown) => void
}

/** What a search says at its end beside the devices. */
export interface Summary {
  /** Hardware addresses that answered for many, and how many addresses with nothing else were left out for it. */
  readonly proxies: readonly { readonly mac: string; readonly addresses: number }[]
}

/** So many addresses may one machine have on a link; who answers for more answers for others (RFC 1027). */
const mostOfOne = 4

/** Discard (RFC 863): where somebody listens, nothing comes back; where nobody does, the machine says so. */
const DISCARD_PORT = 9

const nothing: Trace = () => undefined

/** Examines every address, `atOnce` of them at one time; never more is in memory, however many there are. */
export async function search(targets: Iterable<Target>, options: SearchOptions): Promise<Summary> {
  const { atOnce, stop, skip, take, failed } = options
  const held = new Map<string, Examined[]>()
  const running = new Set<Promise<void>>()
  let wake: (() => void) | undefined
  stop.listen(() => wake?.())

  const one = async (target: Target): Promise<void> => {
    try {
      const examined = await examine(target, options)
      const { mac } = examined.evidence
      // A router that answers ARP for others would make a device of every address: told apart when all are known.
      if (mac !== undefined && isLinkOnly(examined.evidence)) held.set(mac, [...(held.get(mac) ?? []), examined])
      // What was stopped half-way is not done.
      else if (!stop.stopped || examined.reached) await take(examined)
    } catch (error) {
      failed(target.address, error)
    }
  }

  for (const target of targets) {
    if (stop.stopped) break
    if (skip?.(target)) continue
    const work: Promise<void> = one(target).finally(() => {
      running.delete(work)
      wake?.()
    })
    running.add(work)
    while (running.size >= atOnce && !stop.stopped)
      await new Promise<void>((resolve) => {
        wake = resolve
      })
  }
  await Promise.all(running)
  if (stop.stopped) return { proxies: [] }
  return { proxies: await release(held, take) }
}

/** Reports what only a hardware address speaks for, unless it speaks for many. */
async function release(
  held: ReadonlyMap<string, readonly Examined[]>,
  take: SearchOptions['take'],
): Promise<Summary['proxies']> {
  const proxies: { mac: string; addresses: number }[] = []
  for (const [mac, all] of held) {
    const many = all.length > mostOfOne
    if (many) proxies.push({ mac, addresses: all.length })
    for (const { target, evidence, device } of all) await take({ target, evidence, ...(device && !many && { device }) })
  }
  return proxies
}

async function examine(target: Target, options: SearchOptions): Promise<Examined> {
  const { methods, entity, known } = options
  const { address, family } = target
  const trace = options.trace?.(address) ?? nothing
  const place = methods.place(address)
  trace('place', places[place])
  if (place === 'broadcast') return { target, evidence: {} }

  const neighbour = place === 'on-link' && methods.arp ? await methods.arp(family, address) : undefined
  if (neighbour) trace('arp', neighbour.state === 'found' ? neighbour.mac : neighbours[neighbour.state])
  // Without a hardware address no packet can be delivered there.
  if (neighbour?.state === 'nobody') return { target, evidence: {} }

  // Between links that of NetBIOS is often filtered; on a link, who refuses it need not be waited for.
  const port = family === 4 && methods.netbios && place !== 'routed' ? NETBIOS_PORT : DISCARD_PORT
  const refused = new Stop()
  const [ping, netbios, reached] = await Promise.all([
    pingOf(target, methods, trace, async () => {
      const is = await methods.refuses?.(address, port)
      if (is && port === NETBIOS_PORT) refused.stop()
      if (is !== undefined) trace('udp', is ? `says that nobody listens on port ${port}` : 'no answer')
      return is
    }),
    netbiosOf(target, methods, trace, refused),
    methods.snmp?.(address, known?.(address), trace),
  ])
  const seen: Evidence = {
    ...(neighbour?.state === 'found' && { mac: neighbour.mac }),
    ...(ping && { ping }),
    ...(netbios && { netbios }),
    ...(reached && { snmp: { identity: reached.identity, access: reached.access } }),
  }
  const name = isAlive(seen) ? await methods.name?.(address) : undefined
  if (isAlive(seen) && methods.name) trace('dns', name ?? 'no name')
  const evidence: Evidence = { ...seen, ...(name !== undefined && { name }) }
  const device = deviceOf(address, evidence, entity)
  return { target, evidence, ...(device && { device }), ...(reached && { reached }) }
}

const places: Readonly<Record<Place, string>> = {
  own: 'an address of this machine',
  'on-link': 'on a link of this machine',
  broadcast: 'all machines of a link, never asked',
  routed: 'behind a router',
}

const neighbours = { nobody: 'nobody has this address', unknown: 'this machine cannot tell' } as const

async function pingOf(
  { family, address }: Target,
  methods: Methods,
  trace: Trace,
  refuses: () => Promise<boolean | undefined>,
): Promise<Ping | 'refused' | undefined> {
  const [ping, refused] = await Promise.all([methods.ping?.(family, address) ?? 'unasked', refuses()])
  if (ping !== 'unasked') trace('icmp', ping ?? 'no answer')
  if (ping === 'echo' || ping === 'timestamp') return ping
  return refused ? 'refused' : undefined
}

async function netbiosOf(
  { family, address }: Target,
  { netbios }: Methods,
  trace: Trace,
  refused: Stop,
): Promise<NodeStatus | undefined> {
  // NetBIOS over TCP/IP knows IPv4 only (RFC 1002 §4.2.1.3).
  if (!netbios || family === 6) return undefined
  const asked = await netbios(address, refused)
  const { state, answer } = asked
  const told = answer && Object.values(answer).join(', ')
  trace('netbios', answer ? `${told || 'an answer without names'}` : `${state} (${costOf(asked)})`)
  return answer
}
