import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/** A run that takes longer is worth optimising, in milliseconds. */
const shortMs = 500

/**
 * For searches, where much lives for a second or two and then nothing of it: V8 takes it for old, and lets old things
 * become many before it looks again. It looks again when a fifth has come to what stayed.
 */
export function keepSmall(): void {
  setFlagsFromString('--heap-growing-percent=20')
}

/**
 * For those with thousands of such things at one time: more room for new ones would only be more of what is to be copied.
 * A tenth more of CPU time, and a quarter of the memory less.
 */
export function keepSmaller(): void {
  setFlagsFromString('--semi-space-growth-factor=1')
}

/** What is off at first, and what it is in a long run: V8's own values. */
const flags = [
  ['--no-opt', '--opt'],
  ['--semi-space-growth-factor=1', '--semi-space-growth-factor=2'],
] as const

/**
 * Compiles on the main thread only. Node joins V8's threads when a process exits, and one that compiles may just then wait
 * for the main thread to collect garbage: both wait for ever (seen on Node 24, once in a hundred exits on a busy machine).
 */
export function compileInForeground(): void {
  for (const flag of ['--no-maglev', '--no-concurrent-sparkplug', '--no-concurrent-recompilation'])
    setFlagsFromString(flag)
}

/**
 * For tools that are done in a tenth of a second: what V8's optimising compiler works on meanwhile is never used, yet
 * costs a sixth of the CPU time and 8 MiB; room for new objects that is made early is never needed and costs 5 to 14 MiB
 * (docs/design/003-start-up.md). Both come when the run proves to be long.
 */
export function startUnoptimized(): void {
  stayUnoptimized()
  later = setTimeout(() => {
    for (const [, long] of flags) setFlagsFromString(long)
  }, shortMs)
  later.unref()
}

let later: NodeJS.Timeout | undefined

/** For programs that stay and mostly wait: what was made for speed would be there for ever and is hardly used. */
export function stayUnoptimized(): void {
  clearTimeout(later)
  for (const [short] of flags) setFlagsFromString(short)
}

let collect: (() => void) | undefined

/**
 * Collects garbage now. For programs that wait for hours after each piece of work: V8 itself would keep what that left
 * until a thousand more of them have filled some megabytes.
 */
export function collectGarbage(): void {
  if (collect === undefined) {
    setFlagsFromString('--expose-gc')
    collect = runInNewContext('gc') as () => void
    setFlagsFromString('--no-expose-gc')
  }
  collect()
}

/**
 * For tools that do the same for many items, each of it mostly waiting: what runs often is compiled as it is, which takes
 * next to nothing, and only what runs much is optimised. Of 2,000 documents a sixth of the processor time went to the
 * optimising of functions that made up for a tenth of it.
 */
export function optimizeLittle(): void {
  // Newer engines do the first by themselves, and do not know the second, which they would say on standard error.
  if (Number.parseInt(process.versions.node, 10) > 20) return
  setFlagsFromString('--sparkplug')
  setFlagsFromString('--interrupt-budget=600000')
}
