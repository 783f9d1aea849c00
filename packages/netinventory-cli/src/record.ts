import { type Io, UsageError, writeResult } from '@fusioninventory/cli-kit'
import { formatSnmprec, type Recording } from '@fusioninventory/core-probes/snmp'
import { uniqueNames } from './file-names.ts'
import { isDirectory } from './io/directory.ts'

/** Writes what a device said. */
type Recorder = (recording: Recording, name: string) => Promise<void>

/**
 * Where recordings go: a file, or one a device in a directory; the contexts of VLANs beside it, where a replay looks for
 * them. @throws UsageError for several devices and one file.
 */
export function recorderFor(to: string | undefined, io: Pick<Io, 'signal'>, count: number): Recorder | undefined {
  if (to === undefined) return undefined
  const many = isDirectory(to)
  if (!many && count > 1) throw new UsageError('Recordings of several devices need a directory for option record')
  const nameFor = uniqueNames()
  return async ({ values, vlans }, name) => {
    // Who said nothing is not recorded.
    if (values.size === 0) return
    const file = many ? `${to}/${nameFor(name).replace(/\.snmprec$/, '')}.snmprec` : to
    await writeResult(io, file, formatSnmprec(values))
    const [, base = file, kind = ''] = /^(.*?[^/])(\.[A-Za-z]+)?$/s.exec(file) ?? []
    for (const [vlan, inside] of vlans ?? []) await writeResult(io, `${base}@${vlan}${kind}`, formatSnmprec(inside))
  }
}
