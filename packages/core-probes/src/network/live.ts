import type { SnmpCredential } from '@fusioninventory/protocol/message'
import pLimit from 'p-limit'
import { type Host, valueOf as ifOk } from '../host/port.ts'
import type { IdentifyOptions } from '../snmp/identify/index.ts'
import { refuses } from './adapters/closed-port.ts'
import { reverseDns } from './adapters/reverse-dns.ts'
import { udpDatagrams } from './adapters/udp.ts'
import { neighbourFinder, type ReadNeighbours } from './arp.ts'
import { type Stop, systemClock } from './clock.ts'
import type { Transport } from './evidence.ts'
import { type ExchangeCounts, exchangeOver, type Patience } from './exchange.ts'
import { openPings } from './icmp.ts'
import { KNOCK_IDS, readKnock } from './knock.ts'
import { placesOf } from './links.ts'
import { namesFrom } from './names.ts'
import { NETBIOS_PORT, nodeStatusRequest, readNodeStatus } from './netbios.ts'
import { parseArpTable, parseIpNeighbor, parseProcArp } from './parse-neighbours.ts'
import { rateLimit } from './rate.ts'
import { roundTrips } from './round-trip.ts'
import type { Methods } from './search.ts'
import { type OpenSession, snmpSearch } from './snmp-search.ts'

/** Names of the ways to find something. */
export const methodNames = ['arp', 'icmp', 'udp', 'netbios', 'dns', 'snmp'] as const
export type MethodName = (typeof methodNames)[number]

interface LiveOptions {
  readonly host: Host
  readonly methods: ReadonlySet<MethodName>
  readonly open: OpenSession
  readonly credentials: readonly SnmpCredential[]
  readonly ports: readonly number[]
  readonly transports: readonly Transport[]
  readonly patience: Patience
  /** Packets a second, all methods together; SNMP sessions with devices that answered come on top. */
  readonly rate: number
  /** SNMP sessions at one time. */
  readonly sessions: number
  readonly delayMs: number
  /** How devices that answer by SNMP are told apart. */
  readonly identify?: IdentifyOptions
  /** How many addresses the search has. */
  readonly size: bigint
  readonly stop: Stop
}

/** The methods of this machine, and what they can say of themselves. */
export interface LiveMethods {
  readonly methods: Methods
  /** What asks by ICMP, for people. */
  readonly pings: string
  /** Packets and answers of NetBIOS and of the first questions of SNMP. */
  readonly counts: readonly ExchangeCounts[]
  /** Name servers did not answer. */
  namesGivenUp(): boolean
  close(): void
}

/** A machine that is alive says so at once; who waits for it needs a socket each. */
const [refusalMs, refusalsAtOnce] = [400, 1024]
const nameMs = 1500

export async function liveMethods(options: LiveOptions): Promise<LiveMethods> {
  const { host, patience, stop } = options
  const wants = (name: MethodName): boolean => options.methods.has(name)
  const clock = systemClock
  const rate = rateLimit(options.rate, clock, stop)
  const means = { clock, rate, trips: roundTrips(), stop }
  const [snmp, netbios, plain] = [udpDatagrams(), udpDatagrams(), udpDatagrams()]
  const knock = exchangeOver(
    snmp,
    { ids: KNOCK_IDS, elsewhere: true, first: crypto.getRandomValues(new Uint32Array(1))[0] ?? 0, read: readKnock },
    means,
  )
  const status = exchangeOver(netbios, { ids: 0xffff, first: 0, read: readNodeStatus }, means)
  const limit = pLimit(options.sessions)
  const refusals = pLimit(refusalsAtOnce)
  const resolver = reverseDns(nameMs)
  const names = namesFrom(resolver.ask)
  const pings = await openPings({ commands: host.commands, uid: host.facts.uid, clock, rate, stop, size: options.size })

  const methods: Methods = {
    place: placesOf(ifOk(await host.facts.interfaces()) ?? {}),
    ...(wants('arp') && { arp: neighbourFinder({ datagrams: plain, read: neighboursOf(host), clock, rate, stop }) }),
    ...(wants('icmp') && { ping: pings.of }),
    ...(wants('udp') && {
      refuses: (address: string, port: number) =>
        refusals(async () => (await rate.take()) && refuses(address, port, refusalMs)),
    }),
    ...(wants('netbios') && {
      netbios: (address: string, refused: Stop) =>
        status.ask({ address, port: NETBIOS_PORT }, nodeStatusRequest, patience, refused),
    }),
    ...(wants('dns') && { name: names.of }),
    ...(wants('snmp') &&
      options.credentials.length > 0 && {
        snmp: snmpSearch({ ...options, knock, clock, sessions: (work) => limit(work) }),
      }),
  }
  return {
    methods,
    pings: pings.how,
    counts: [knock.counts, status.counts],
    namesGivenUp: () => names.givenUp,
    close() {
      for (const one of [snmp, netbios, plain, resolver]) one.close()
    },
  }
}

/** The table of neighbours as this kind of machine shows it. */
function neighboursOf({ facts, files, commands }: Host): ReadNeighbours {
  const ran = async (argv: readonly [string, ...string[]]): Promise<string | undefined> =>
    ifOk(await commands.run(argv, { timeoutMs: 5000 }))?.stdout
  const parsed = <T>(text: string | undefined, parse: (text: string) => T): T | undefined =>
    text === undefined ? undefined : parse(text)
  return async (family) => {
    if (facts.platform !== 'linux') return family === 4 ? parsed(await ran(['arp', '-a']), parseArpTable) : undefined
    if (family === 4) return parsed(ifOk(await files.text('/proc/net/arp')), parseProcArp)
    return parsed(await ran(['ip', '-6', 'neighbor', 'show']), parseIpNeighbor)
  }
}
