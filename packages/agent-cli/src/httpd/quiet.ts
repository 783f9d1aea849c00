import type { Logger } from '@fusioninventory/cli-kit'
import type { Clock } from './clock.ts'

/** Tells once in ten seconds what somebody outside brought about, so that nobody can fill a disk with it. */
export type Quiet = (about: string, text: string) => void

const everyMs = 10_000
/** What is remembered at one time. */
const most = 1000

export function openQuiet(log: Logger, clock: Clock): Quiet {
  const told = new Map<string, number>()
  return (about, text) => {
    const since = clock.now() - (told.get(about) ?? Number.NEGATIVE_INFINITY)
    if (since >= 0 && since < everyMs) {
      log.debug(text)
      return
    }
    if (told.size >= most) told.clear()
    told.set(about, clock.now())
    log.info(text)
  }
}
