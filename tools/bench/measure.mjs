// CPU, wall and peak memory of whole processes, run in turns: A B A B ... so that a machine whose speed drifts
// drifts for both. Needs bash (its `time` counts milliseconds) and GNU time (peak memory of the largest process).
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const script = 'TIMEFORMAT="%3U %3S %3R"; time /usr/bin/time -f %M -o "$0" "$@" >/dev/null 2>/dev/null'

/** One run: seconds and MiB. Throws when the command can't be run or fails. */
function once(argv, peakFile) {
  const { stderr, status, error } = spawnSync('bash', ['-c', script, peakFile, ...argv], { encoding: 'utf8' })
  if (error || status !== 0) throw new Error(`${argv.join(' ')}: ${error?.message ?? `exit code ${status}`}`)
  const [user, system, wall] = stderr.trim().split(/\s+/).slice(-3).map(Number)
  const peak = Number(readFileSync(peakFile, 'utf8').trim().split('\n').at(-1)) / 1024
  return { cpu: user + system, wall, peak }
}

const median = (values) => {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}

/** Runs each command `runs` times in turns, after one warm-up of each; the figures of each run, by name. */
export function inTurns(commands, runs) {
  const dir = mkdtempSync(join(tmpdir(), 'bench-'))
  const figures = Object.fromEntries(Object.keys(commands).map((name) => [name, []]))
  try {
    for (let round = -1; round < runs; round++)
      for (const [name, argv] of Object.entries(commands)) {
        const figure = once(argv, join(dir, 'peak'))
        if (round >= 0) figures[name].push(figure)
      }
  } finally {
    rmSync(dir, { recursive: true })
  }
  return figures
}

/** A line a command: medians. Then the ratio of `subject` to `reference`, pair by pair. */
export function table(figures, subject, reference) {
  const row = (name, cells) => name.padEnd(34) + cells.map((cell) => cell.padStart(12)).join('')
  const of = (name, key) => median(figures[name].map((figure) => figure[key]))
  const ratio = (key) => median(figures[subject].map((figure, i) => figure[key] / figures[reference][i][key]))
  return [
    row(`median of ${figures[subject].length} runs`, ['CPU s', 'wall s', 'peak MiB']),
    ...Object.keys(figures).map((name) =>
      row(name, [of(name, 'cpu').toFixed(3), of(name, 'wall').toFixed(3), of(name, 'peak').toFixed(1)]),
    ),
    row(
      `${subject} / ${reference}`,
      ['cpu', 'wall', 'peak'].map((key) => ratio(key).toFixed(2)),
    ),
  ].join('\n')
}
