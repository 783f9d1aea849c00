import pLimit from 'p-limit'
import { type Argv, type Commands, valueOf as ifOk, type Output, type Reading } from '../host/port.ts'
import type { Clock, Stop } from './clock.ts'
import type { RateLimit } from './rate.ts'

/** Answers to ICMP: echo (RFC 792), or the time where a machine answers only that. */
export type Ping = 'echo' | 'timestamp'

/** ICMP by a program of this machine, for there is none in Node. */
export interface Pings {
  /** What asks, and what it cannot do: for people. */
  readonly how: string
  /** Undefined: no answer. `unasked`: this machine has nothing to ask with, or too much to ask. */
  of(family: 4 | 6, address: string): Promise<Ping | undefined | 'unasked'>
}

export interface PingMeans {
  readonly commands: Commands
  readonly uid: number
  readonly clock: Clock
  readonly rate: RateLimit
  readonly stop: Stop
  /** How many addresses the whole search has. */
  readonly size: bigint
}

/** Addresses of one process, and how long the first of them waits for others, in milliseconds. */
const [batch, gatherMs] = [1024, 50]
/** Processes at one time. */
const processes = 8
/** `ping` takes one address and at least a second for it. */
const [singles, mostSingles] = [32, 4096n]
/** Machines that answer no echo but tell the time are few, and asking for them takes nmap long. */
const mostTimestamps = 16_384n
const timeoutMs = 60_000

type Run = (argv: Argv, stdin?: string) => Promise<Reading<Output>>

/** Who has `fping`, takes it; else `nmap`, which needs root to do ICMP; else `ping`. */
export async function openPings(means: PingMeans): Promise<Pings> {
  const { commands, uid, stop, size } = means
  const has = async (name: string): Promise<boolean> => (await commands.which(name)).state === 'ok'
  const run: Run = async (argv, stdin) =>
    stop.stopped ? { state: 'failed' } : commands.run(argv, { timeoutMs, ...(stdin !== undefined && { stdin }) })
  const nmap = uid === 0 && (await has('nmap'))
  const times = nmap && size <= mostTimestamps
  if (await has('fping'))
    return batched(times ? 'fping for echo, nmap for timestamps' : 'fping for echo, nobody for timestamps', means, {
      async echo(family, addresses) {
        const pace = ['-r', '1', '-t', '500', '-B', '1', '-i', fpingInterval(means)]
        return fpingAlive(await run(['fping', `-${family}`, '-a', ...pace], list(addresses)))
      },
      ...(times && { timestamp: (addresses) => nmapAlive(run, means.rate, '-PP', 4, addresses) }),
    })
  if (nmap)
    return batched('nmap', means, {
      echo: (family, addresses) => nmapAlive(run, means.rate, '-PE', family, addresses),
      ...(times && { timestamp: (addresses) => nmapAlive(run, means.rate, '-PP', 4, addresses) }),
    })
  if (await has('ping')) return single(means, run)
  return { how: 'no program for ICMP (fping, nmap as root, ping)', of: async () => 'unasked' }
}

const list = (addresses: readonly string[]): string => `${addresses.join('\n')}\n`

/** Milliseconds between two packets; less than one is for root only. */
const fpingInterval = ({ uid, rate }: PingMeans): string =>
  Math.max(uid === 0 ? 0.2 : 1, 1000 / rate.perSecond).toFixed(1)

/** Addresses that answered, one a line; it ends with 1 where others did not. */
function fpingAlive(reading: Reading<Output>): ReadonlySet<string> | undefined {
  const output = ifOk(reading)
  if (!output || output.code > 2) return undefined
  return new Set(output.stdout.split('\n').map((line) => line.trim().split(/\s/, 1)[0] ?? ''))
}

/** Without a rate to keep nmap waits for minutes, from a machine that drops all to the next. */
const nmapPace = ({ perSecond }: RateLimit): readonly string[] => [
  ...['--max-retries', '1', '--initial-rtt-timeout', '300ms', '--max-rtt-timeout', '500ms'],
  ...['--min-rate', String(Math.min(1000, perSecond)), '--max-rate', String(Math.min(2000, perSecond))],
]

/** `Host: 192.0.2.1 ()	Status: Up` of the greppable output. */
async function nmapAlive(
  run: Run,
  rate: RateLimit,
  probe: '-PE' | '-PP',
  family: 4 | 6,
  addresses: readonly string[],
): Promise<ReadonlySet<string> | undefined> {
  const argv: Argv = ['nmap', '-sn', '-n', probe, '--disable-arp-ping', ...nmapPace(rate)]
  const output = ifOk(await run([...argv, ...(family === 6 ? ['-6'] : []), '-iL', '-', '-oG', '-'], list(addresses)))
  if (output?.code !== 0) return undefined
  return new Set([...output.stdout.matchAll(/^Host: (\S+) .*Status: Up/gm)].map(([, address = '']) => address))
}

interface Batches {
  echo(family: 4 | 6, addresses: readonly string[]): Promise<ReadonlySet<string> | undefined>
  timestamp?(addresses: readonly string[]): Promise<ReadonlySet<string> | undefined>
}

interface Waiting {
  readonly address: string
  readonly tell: (ping: Ping | undefined | 'unasked') => void
}

function batched(how: string, { clock, rate, stop }: PingMeans, batches: Batches): Pings {
  const waiting = new Map<4 | 6, Waiting[]>()
  let running = 0

  const ask = async (family: 4 | 6, all: readonly Waiting[]): Promise<void> => {
    // Each is asked twice where it does not answer.
    if (!(await rate.take(2 * all.length))) return tellAll(all, 'unasked')
    const addresses = all.map(({ address }) => address)
    const alive = await batches.echo(family, addresses)
    const silent = all.filter(({ address }) => !alive?.has(address))
    for (const { address, tell } of all) if (alive?.has(address)) tell('echo')
    if (!alive) return tellAll(silent, 'unasked')
    if (family === 6 || !batches.timestamp || silent.length === 0) return tellAll(silent, undefined)
    if (!(await rate.take(2 * silent.length))) return tellAll(silent, undefined)
    const timed = await batches.timestamp(silent.map(({ address }) => address))
    for (const { address, tell } of silent) tell(timed?.has(address) ? 'timestamp' : undefined)
  }

  /** While all processes are busy, those who wait become more, and so fewer processes are needed. */
  const pump = (): void => {
    for (const [family, all] of waiting) {
      if (running >= processes) return
      waiting.delete(family)
      const now = all.splice(0, batch)
      if (all.length > 0) waiting.set(family, all)
      running++
      void ask(family, now).finally(() => {
        running--
        pump()
      })
    }
  }

  return {
    how,
    of: (family, address) =>
      new Promise((tell) => {
        const all = waiting.get(family) ?? []
        if (all.push({ address, tell }) === 1) void clock.sleep(gatherMs, stop).then(pump)
        waiting.set(family, all)
        if (all.length >= batch) pump()
      }),
  }
}

function tellAll(all: readonly Waiting[], ping: undefined | 'unasked'): void {
  for (const { tell } of all) tell(ping)
}

function single({ rate, size }: PingMeans, run: Run): Pings {
  if (size > mostSingles)
    return { how: `ping alone, which is too slow for more than ${mostSingles} addresses`, of: async () => 'unasked' }
  const limit = pLimit(singles)
  return {
    how: 'ping, for echo',
    of: (_, address) =>
      limit(async () => {
        if (!(await rate.take())) return 'unasked'
        const output = ifOk(await run(['ping', '-n', '-c', '1', '-W', '1', address]))
        if (!output || output.code > 1) return 'unasked'
        return output.code === 0 ? 'echo' : undefined
      }),
  }
}
