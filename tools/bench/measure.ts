/**
 * CPU, wall and peak memory of whole processes, run in turns: A B A B ... so that a machine whose speed drifts drifts
 * for both. Needs bash (its `time` counts milliseconds) and GNU time (peak memory of the largest process).
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Seconds, and MiB. */
export interface Figure {
  readonly cpu: number
  readonly wall: number
  readonly peak: number
}
type Key = keyof Figure

/** Each command's runs, by its name. */
export type Figures = Readonly<Record<string, readonly Figure[]>>
export type Commands = Readonly<Record<string, readonly string[]>>

const script = 'TIMEFORMAT="%3U %3S %3R"; time /usr/bin/time -f %M -o "$0" "$@" >/dev/null 2>/dev/null'

/** @throws Error where the command can't be run or fails. */
function once(argv: readonly string[], peakFile: string): Figure {
  const { stderr, status, error } = spawnSync('bash', ['-c', script, peakFile, ...argv], { encoding: 'utf8' })
  if (error || status !== 0) throw new Error(`${argv.join(' ')}: ${error?.message ?? `exit code ${status}`}`)
  const [user = 0, system = 0, wall = 0] = stderr.trim().split(/\s+/).slice(-3).map(Number)
  const peak = Number(readFileSync(peakFile, 'utf8').trim().split('\n').at(-1)) / 1024
  return { cpu: user + system, wall, peak }
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const at = (index: number): number => sorted[index] ?? Number.NaN
  const middle = sorted.length >> 1
  return sorted.length % 2 ? at(middle) : (at(middle - 1) + at(middle)) / 2
}

/** Runs each command `runs` times in turns, after warm-ups of each. */
export function inTurns(commands: Commands, runs: number, warmUps = 1): Figures {
  const dir = mkdtempSync(join(tmpdir(), 'bench-'))
  const figures: Record<string, Figure[]> = Object.fromEntries(Object.keys(commands).map((name) => [name, []]))
  try {
    for (let round = -warmUps; round < runs; round++)
      for (const [name, argv] of Object.entries(commands)) {
        const figure = once(argv, join(dir, 'peak'))
        if (round >= 0) figures[name]?.push(figure)
      }
  } finally {
    rmSync(dir, { recursive: true })
  }
  return figures
}

/** The medians of the ratios of two commands, pair by pair. */
export function ratios(figures: Figures, subject: string, reference: string): Figure {
  const of = (key: Key): number =>
    median((figures[subject] ?? []).map((figure, at) => figure[key] / (figures[reference]?.[at]?.[key] ?? 0)))
  return { cpu: of('cpu'), wall: of('wall'), peak: of('peak') }
}

/** A line a command: medians. Then the ratios of `subject` to `reference`. */
export function table(figures: Figures, subject: string, reference: string): string {
  const row = (name: string, cells: readonly string[]): string =>
    name.padEnd(34) + cells.map((cell) => cell.padStart(12)).join('')
  const of = (name: string, key: Key): number => median((figures[name] ?? []).map((figure) => figure[key]))
  const { cpu, wall, peak } = ratios(figures, subject, reference)
  return [
    row(`median of ${figures[subject]?.length ?? 0} runs`, ['CPU s', 'wall s', 'peak MiB']),
    ...Object.keys(figures).map((name) =>
      row(name, [of(name, 'cpu').toFixed(3), of(name, 'wall').toFixed(3), of(name, 'peak').toFixed(1)]),
    ),
    row(
      `${subject} / ${reference}`,
      [cpu, wall, peak].map((ratio) => ratio.toFixed(2)),
    ),
  ].join('\n')
}
