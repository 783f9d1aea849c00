import { FatalError, type Logger, requireDirectory, UsageError, type Values } from '@fusioninventory/cli-kit'
import { type MethodName, methodNames, type Transport } from '@fusioninventory/core-probes/network'
import type { options as table } from './options.ts'

export type Options = Values<typeof table>

/** How the search is done, as far as the options say it. */
export interface Plan {
  readonly methods: ReadonlySet<MethodName>
  readonly ports: readonly number[]
  readonly transports: readonly Transport[]
}

const transports: readonly Transport[] = ['udp/ipv4', 'udp/ipv6', 'tcp/ipv4', 'tcp/ipv6']

const bounds = {
  rate: [1, 1_000_000],
  parallel: [1, 1024],
  timeout: [1, 3600],
  retries: [0, 100],
  'credential-delay': [0, 3600],
  'backend-collect-timeout': [1, 86_400],
} as const

/** @throws UsageError, FatalError where the options do not fit what this tool can do */
export function planOf(options: Options, log: Logger): Plan {
  for (const [name, [least, most]] of Object.entries(bounds) as [keyof typeof bounds, readonly [number, number]][]) {
    const value = options[name]
    if (value < least || value > most)
      throw new UsageError(`Value "${value}" invalid for option ${name} (${least} to ${most} expected)`)
  }
  if (options.save !== undefined) saveDirectory(options.save)
  if (options.save !== undefined && options.format === 'jsonl')
    throw new UsageError('--format=jsonl is for standard output: a file of --save holds one document')
  if (options.control && options.format !== 'xml')
    log.warning('--control has no effect: its messages exist in XML only')
  if (options.extra && !options.inventory) log.warning('--extra has no effect without --inventory')
  if (options.format === 'html' && options.checkpoint !== undefined)
    log.warning('the page tells of this run only, not of what --checkpoint says was done before')
  const wanted = methodNames.filter((name) => options.method.length === 0 || options.method.includes(name))
  return {
    methods: new Set(wanted),
    // The old tool drops what is none, too.
    ports: [...new Set(options.port.map(Number))].filter((port) => Number.isInteger(port) && port > 0 && port < 65_536),
    transports: transportsOf(options.protocol),
  }
}

function saveDirectory(path: string): void {
  try {
    requireDirectory(path)
  } catch (error) {
    throw new FatalError('save folder must exist, aborting', 2, { cause: error })
  }
}

/** In the order of the table; a protocol without family is one over IPv4. */
function transportsOf(names: readonly string[]): readonly Transport[] {
  const asked = new Set(names.map((name) => (name.includes('/') ? name : `${name}/ipv4`).toLowerCase()))
  const found = transports.filter((one) => asked.has(one))
  if (names.length > 0 && found.length === 0)
    throw new UsageError(`Value invalid for option protocol (${transports.join(', ')} expected)`)
  return found
}
