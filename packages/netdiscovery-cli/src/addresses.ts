import { createInterface } from 'node:readline/promises'
import { FatalError, type Io, type Logger, namedInput, readInput, UsageError } from '@fusioninventory/cli-kit'
import {
  type AddressRange,
  between,
  parseRange,
  parseRanges,
  parseShard,
  type Shard,
  type Targets,
  targetsOf,
} from '@fusioninventory/core-probes/network'
import type { Options } from './plan.ts'

/** Lists of addresses, in bytes. */
const limit = 64 * 1024 * 1024
/** More than a /16 is rarely meant. */
const unasked = 65_536n

/** What the command line wants to be searched. */
export interface Wanted {
  readonly targets: Targets
  readonly shard: Shard | undefined
}

/** @throws UsageError where the command line names no addresses, or some that are none */
export async function addressesOf(options: Options, operands: readonly string[], io: Io): Promise<Wanted> {
  const shard = shardOf(options.shard)
  if (options.explain !== undefined) {
    const ranges = [ranged(parseRange(options.explain))]
    return { targets: targetsOf(ranges), shard: undefined }
  }
  const ranges = [
    ...firstToLast(options),
    ...[...options.range, ...operands].flatMap((text) => listed(text)),
    ...(await filed(options['range-file'], io)),
  ]
  // The words of the old tool, for who gave nothing at all.
  if (ranges.length === 0) throw new UsageError('no first address, aborting')
  const without = [...options.exclude.flatMap((text) => listed(text)), ...(await filed(options['exclude-file'], io))]
  return { targets: targetsOf(ranges, { without, ...(shard && { shard }) }), shard }
}

function shardOf(text: string | undefined): Shard | undefined {
  const shard = text === undefined ? undefined : parseShard(text)
  if (text !== undefined && !shard) throw new UsageError(`Value "${text}" invalid for option shard (I/N expected)`)
  return shard
}

function firstToLast({ first, last }: Options): readonly AddressRange[] {
  if (first === undefined && last === undefined) return []
  if (first === undefined) throw new UsageError('no first address, aborting')
  if (last === undefined) throw new UsageError('no last address, aborting')
  return [ranged(between(first, last))]
}

function ranged(reading: ReturnType<typeof parseRange>): AddressRange {
  if ('problem' in reading) throw new UsageError(reading.problem)
  return reading
}

function listed(text: string): readonly AddressRange[] {
  const { ranges, problems } = parseRanges(text)
  if (problems[0] !== undefined) throw new UsageError(problems[0])
  return ranges
}

async function filed(paths: readonly string[], io: Io): Promise<readonly AddressRange[]> {
  const all: AddressRange[] = []
  for (const path of paths) {
    const text = Buffer.from(await readInput(io, path, { limit, code: 2 })).toString()
    const { ranges, problems } = parseRanges(text)
    if (problems[0] !== undefined) throw new FatalError(`${namedInput(path)}: ${problems[0]}`, 2)
    for (const range of ranges) all.push(range)
  }
  return all
}

/** @throws FatalError unless so many addresses are really meant */
export async function confirm({ targets }: Wanted, options: Options, io: Io, log: Logger): Promise<void> {
  const { size } = targets
  if (size <= unasked || options.yes) return
  const count = size.toLocaleString('en')
  const seconds = Number(size) / (options.rate / 6)
  const told = `${count} addresses, at ${options.rate} packets a second about ${lasting(seconds)}`
  if (io.stdin.isTTY !== true || io.stderr.isTTY !== true)
    throw new FatalError(`${told}: give --yes if they are all meant`, 2)
  log.warning(told)
  const ask = createInterface({ input: io.stdin, output: io.stderr })
  const answer = await ask.question('Search them all? [y/N] ', { signal: io.signal })
  ask.close()
  if (!/^\s*y(es)?\s*$/i.test(answer)) throw new FatalError('nothing was searched', 2)
}

/** A time for people. */
export function lasting(seconds: number): string {
  if (!Number.isFinite(seconds)) return 'for ever'
  if (seconds < 90) return `${Math.max(1, Math.round(seconds))} s`
  if (seconds < 5400) return `${Math.round(seconds / 60)} minutes`
  if (seconds < 172_800) return `${Math.round(seconds / 3600)} hours`
  return seconds < 3.2e9 ? `${Math.round(seconds / 86_400)} days` : 'more than a hundred years'
}
