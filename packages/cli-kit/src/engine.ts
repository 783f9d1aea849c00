import { setFlagsFromString } from 'node:v8'

/** A run that takes longer is worth optimising, in milliseconds. */
const shortMs = 500

/**
 * For tools that are done in a tenth of a second: what V8's optimising compiler works on meanwhile is never used, yet
 * costs a sixth of the CPU time and 8 MiB (docs/design/003-start-up.md). It starts when the run proves to be long.
 */
export function startUnoptimized(): void {
  setFlagsFromString('--no-opt')
  setTimeout(() => setFlagsFromString('--opt'), shortMs).unref()
}
