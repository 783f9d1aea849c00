/**
 * The daemon with the world: signals in each of its states, kills, servers that hang; a day of Debian's OCS Inventory NG
 * by a clock that runs a thousand times faster; and what it takes while it waits, beside the Perl agent 2.6.
 * `daemon.check.ts [PART...]`. Needs Linux; for the day also root, Debian 12 and the shared data.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { end } from './checks.ts'
import { aDayWithOcs } from './daemon/day.ts'
import { startIdle } from './daemon/idle.ts'
import { endAll } from './daemon/process.ts'
import { obeysSignals } from './daemon/signals.ts'

const parts = { signals: obeysSignals, day: aDayWithOcs }
const asked = process.argv.slice(2)
const top = mkdtempSync(join(tmpdir(), 'fi-daemon-'))
const wanted = (name: string): boolean => asked.length === 0 || asked.includes(name)
try {
  // It waits while the others work.
  const idle = wanted('idle') ? await startIdle(top) : undefined
  try {
    for (const [name, part] of Object.entries(parts)) if (wanted(name)) await part(top)
  } finally {
    await idle?.()
  }
} finally {
  endAll()
  rmSync(top, { recursive: true })
  end()
}
