import { type Io, UsageError, writeResult } from '@fusioninventory/cli-kit'
import { uniqueNames } from './file-names.ts'
import { isDirectory } from './io/directory.ts'
import { formatSnmprec } from './snmprec.ts'
import type { Trace } from './trace.ts'

/** Writes what a device said. */
type Recorder = (trace: Trace, name: string) => Promise<void>

/** Where recordings go: a file, or one a device in a directory. @throws UsageError for several devices and one file. */
export function recorderFor(to: string | undefined, io: Pick<Io, 'signal'>, count: number): Recorder | undefined {
  if (to === undefined) return undefined
  const many = isDirectory(to)
  if (!many && count > 1) throw new UsageError('Recordings of several devices need a directory for option record')
  const nameFor = uniqueNames()
  return async ({ values, vlans }, name) => {
    // Who said nothing is not recorded.
    if (values.size === 0) return
    const base = many ? `${to}/${nameFor(name)}` : to.replace(/\.snmprec$/, '')
    const file = many ? `${base}.snmprec` : to
    await writeResult(io, file, formatSnmprec(values))
    for (const [vlan, inside] of vlans) await writeResult(io, `${base}@${vlan}.snmprec`, formatSnmprec(inside))
  }
}
