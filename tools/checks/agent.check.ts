/**
 * The agent with the world: Debian's OCS Inventory NG, the Perl agent 2.6 with the same configuration, state and server,
 * disks that are full or read-only, servers that hang, and machines to be woken in a network made here.
 * Needs root, Debian 12 and the shared data.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { badDisks } from './agent/disks.ts'
import { withOcs } from './agent/ocs.ts'
import { inTheOffice } from './agent/office.ts'
import { besidePerl } from './agent/perl.ts'
import { wakesMachines } from './agent/wake.ts'
import { end } from './checks.ts'

const parts = { ocs: withOcs, perl: besidePerl, disks: badDisks, wake: wakesMachines, office: inTheOffice }
const asked = process.argv.slice(2)
const top = mkdtempSync(join(tmpdir(), 'fi-agent-'))
try {
  for (const [name, part] of Object.entries(parts)) if (asked.length === 0 || asked.includes(name)) await part(top)
} finally {
  rmSync(top, { recursive: true })
  end()
}
