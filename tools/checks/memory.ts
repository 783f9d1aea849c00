import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'

/** Resident size of a process in KiB. Throws where it is gone. */
export const residentKiB = (pid: number): number =>
  Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'latin1'))?.[1] ?? Number.NaN)

export interface Samples {
  readonly sizes: readonly number[]
  stop(): void
}

/** Looks at a process again and again, by default ten times a second. */
export function watchMemory(pid: number, everyMs = 100): Samples {
  const sizes: number[] = []
  const timer = setInterval(() => {
    try {
      sizes.push(residentKiB(pid))
    } catch {
      // It has ended.
    }
  }, everyMs)
  return { sizes, stop: () => clearInterval(timer) }
}

export const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0

/** One of five parts, counted from 0. */
export const fifth = (values: readonly number[], which: number): readonly number[] =>
  values.slice(Math.floor((values.length * which) / 5), Math.floor((values.length * (which + 1)) / 5))

/** The median of the last fifth is at most 5% above that of the second fifth. What it was is printed. */
export function assertFlat(what: string, sizes: readonly number[]): void {
  assert.ok(sizes.length >= 10, `only ${sizes.length} samples`)
  const [early, late] = [median(fifth(sizes, 1)), median(fifth(sizes, 4))]
  const mib = (kib: number): string => (kib / 1024).toFixed(1)
  console.log(
    `${what}: ${mib(early)} MiB in the second fifth, ${mib(late)} MiB in the last, of ${sizes.length} samples`,
  )
  assert.ok(late <= early * 1.05, `${what} grew from ${mib(early)} to ${mib(late)} MiB`)
}
