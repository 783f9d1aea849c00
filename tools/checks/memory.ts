import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'

/** Resident size of a process in KiB; undefined where it is gone. */
function residentOf(pid: number): number | undefined {
  try {
    const [, size] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
    return size === undefined ? undefined : Number(size)
  } catch {
    return undefined
  }
}

export interface Samples {
  readonly sizes: readonly number[]
  stop(): void
}

/** Looks at a process again and again, by default ten times a second. */
export function watchMemory(pid: number, everyMs = 100): Samples {
  const sizes: number[] = []
  const timer = setInterval(() => {
    const size = residentOf(pid)
    if (size !== undefined) sizes.push(size)
  }, everyMs)
  return { sizes, stop: () => clearInterval(timer) }
}

const median = (sizes: readonly number[]): number => [...sizes].sort((a, b) => a - b)[sizes.length >> 1] ?? 0

/** The median of the last fifth is at most 5% above that of the second fifth. What it was is printed. */
export function assertFlat(what: string, sizes: readonly number[]): void {
  assert.ok(sizes.length >= 10, `only ${sizes.length} samples`)
  const fifth = Math.floor(sizes.length / 5)
  const [early, late] = [median(sizes.slice(fifth, 2 * fifth)), median(sizes.slice(-fifth))]
  const mib = (kib: number): string => (kib / 1024).toFixed(1)
  console.log(
    `${what}: ${mib(early)} MiB in the second fifth, ${mib(late)} MiB in the last, of ${sizes.length} samples`,
  )
  assert.ok(late <= early * 1.05, `${what} grew from ${mib(early)} to ${mib(late)} MiB`)
}
