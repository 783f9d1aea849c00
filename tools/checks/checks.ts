import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** Checks need other programs and are no part of `npm test`: each file is a program that counts its own results. */
let passed = 0
let failed = 0

/** Runs one check; it fails by throwing. */
export async function check(name: string, run: () => Promise<void> | void): Promise<void> {
  try {
    await run()
    passed += 1
    console.log(`ok ${name}`)
  } catch (error) {
    failed += 1
    console.log(`FAILED ${name}\n${error instanceof Error ? error.message : String(error)}`.replaceAll('\n', '\n    '))
  }
}

/** What cannot be tried here. Where all must be (CI_REQUIRE_SHARED=1) that is a failure, unless `excused`. */
export function skip(name: string, reason: string, excused = false): void {
  console.log(`skipped ${name}: ${reason}`)
  if (process.env.CI_REQUIRE_SHARED === '1' && !excused) failed += 1
}

/** The last line, and the exit code. */
export function end(): void {
  console.log(`${passed} passed, ${failed} failed`)
  process.exitCode = failed ? 1 : 0
}

/** The folder of shared data, if it is there. */
export const shared: string | undefined = [
  process.env.FUSIONINVENTORY_SHARED,
  fileURLToPath(new URL('../../../shared', import.meta.url)),
].find((dir) => dir !== undefined && existsSync(dir))
