import { type Io, readInput, UsageError, type Values } from '@fusioninventory/cli-kit'
import { parseShard } from '@fusioninventory/core-probes/network'
import type { SnmpTransport } from '@fusioninventory/protocol'
import { deviceTypes, type options as table } from './options.ts'
import { sectionAsked } from './section.ts'
import type { Target } from './target.ts'
import { targetsOf } from './targets.ts'

export type Options = Values<typeof table>

const transports: readonly SnmpTransport[] = ['udp/ipv4', 'udp/ipv6', 'tcp/ipv4', 'tcp/ipv6']
const mostBytes = 64 * 1_048_576

/**
 * What the option table cannot say: options that need or exclude each other, and bounds.
 * @throws UsageError
 */
export function checkOptions(options: Options): void {
  const bounds = {
    parallel: [1, 1024],
    timeout: [1, 3600],
    'backend-collect-timeout': [1, 86_400],
  } as const
  for (const [name, [least, most]] of Object.entries(bounds)) {
    const value = options[name as keyof typeof bounds]
    if (value < least || value > most)
      throw new UsageError(`Value "${value}" invalid for option ${name} (${least} to ${most} expected)`)
  }
  const { type, save, control, format } = options
  const explain = options.explain !== undefined
  sectionAsked(options.explain ?? '')
  if (type !== undefined && !(deviceTypes as readonly string[]).includes(type.toUpperCase()))
    throw new UsageError(`invalid type '${type}', aborting`)
  if (explain && save !== undefined) throw new UsageError('Options explain and save exclude each other')
  if (control && (format !== 'xml' || explain)) throw new UsageError('Option control needs XML')
  if (options.host.length + options.file.length === 0 && options['host-file'] === undefined)
    throw new UsageError('no host nor file given, aborting')
}

/** The devices that the options name. @throws UsageError, FatalError where the file of hosts cannot be read. */
export async function targetsFrom(options: Options, io: Pick<Io, 'stdin' | 'signal'>): Promise<readonly Target[]> {
  const shard = options.shard === undefined ? undefined : parseShard(options.shard)
  if (options.shard !== undefined && !shard)
    throw new UsageError(`Value "${options.shard}" invalid for option shard (I/N, I from 1 to N, expected)`)
  const type = options.type?.toUpperCase()
  const targets = targetsOf({
    hosts: [...options.host, ...(await hostsIn(options['host-file'], io))],
    files: options.file,
    ports: options.port.map(portOf),
    transports: options.protocol.map(transportOf),
    ...(shard && { shard }),
  })
  return Array.from(targets, (target) => (type === undefined ? target : { ...target, type }))
}

async function hostsIn(file: string | undefined, io: Pick<Io, 'stdin' | 'signal'>): Promise<readonly string[]> {
  if (file === undefined) return []
  const text = Buffer.from(await readInput(io, file, { limit: mostBytes, code: 2 })).toString()
  return text
    .split(/\r?\n/)
    .flatMap((line) => line.replace(/(?:^|\s)#.*$/, '').split(/[\s,;]+/))
    .filter((word) => word !== '')
}

function portOf(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0
  if (port < 1 || port > 65_535) throw new UsageError(`Value "${text}" invalid for option port (1 to 65535 expected)`)
  return port
}

function transportOf(text: string): SnmpTransport {
  const name = text.toLowerCase()
  const found = transports.find((one) => one === name || one === `${name}/ipv4`)
  if (!found) throw new UsageError(`Value "${text}" invalid for option protocol (${transports.join(', ')} expected)`)
  return found
}
