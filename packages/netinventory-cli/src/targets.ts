import { UsageError } from '@fusioninventory/cli-kit'
import { inShard, parseRange, type Shard } from '@fusioninventory/core-probes/network'
import { addressText, isIpv4, isIpv6, type SnmpTransport } from '@fusioninventory/protocol'
import type { Target } from './target.ts'

/** Where devices are to be found, as the command line says it; ports and transports stand at the place of their host. */
export interface Places {
  readonly hosts: readonly string[]
  readonly files: readonly string[]
  readonly ports: readonly number[]
  readonly transports: readonly SnmpTransport[]
  readonly shard?: Shard
}

/** What a replay says that it asked. */
const replayed = '127.0.0.1'
/** More is a mistake rather than a network. */
const most = 2 ** 20

/**
 * The devices in the order given, each once. Numbers are their places in it, the same in every share.
 * @throws UsageError for what is no host.
 */
export function* targetsOf({ hosts, files, ports, transports, shard }: Places): Generator<Target> {
  const seen = new Set<string>()
  let id = 0
  for (let at = 0; at < Math.max(hosts.length, files.length); at++) {
    const file = files[at]
    const port = ports[at] ?? ports[0]
    const transport = transports[at] ?? transports[0]
    for (const host of hosts[at] === undefined ? [replayed] : hostsOf(hosts[at] ?? '')) {
      const target: Target = {
        id: String(id),
        host,
        ...(file !== undefined && { file }),
        ...(port !== undefined && { port }),
        ...(transport !== undefined && { transport }),
      }
      const key = JSON.stringify([host, port, transport, file])
      if (seen.has(key)) continue
      seen.add(key)
      if (++id > most) throw new UsageError(`More than ${most} devices`)
      if (!shard || inShard(shard, file ?? host)) yield target
    }
  }
}

const name = /^[\p{L}\p{N}_](?:[\p{L}\p{N}_-]{0,62}(?:\.(?=.))?)*\.?$/u

/** The addresses of a word, or the name that it is. */
function* hostsOf(word: string): Generator<string> {
  const host = /^\[(.*)\]$/.exec(word)?.[1] ?? word
  const [first = ''] = host.split(/[/-]/)
  const zone = /^([^%]+)%[\w.-]+$/.exec(host)?.[1]
  if (zone !== undefined && isIpv6(zone)) yield host
  else if (isIpv4(first) || isIpv6(first)) {
    const range = parseRange(host)
    if ('problem' in range) throw new UsageError(`Value invalid for option host (${range.problem})`)
    if (range.last - range.first >= BigInt(most)) throw new UsageError(`${host}: more than ${most} devices`)
    for (let value = range.first; value <= range.last; value++) yield addressText(range.family, value)
  } else if (host.length <= 253 && name.test(host) && !/^[\d.]+$/.test(host)) yield host.toLowerCase()
  else
    throw new UsageError(
      `Value "${word.slice(0, 80)}" invalid for option host (a name, address, range or network expected)`,
    )
}
