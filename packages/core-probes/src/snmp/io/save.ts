import { writeFile } from 'node:fs/promises'
import type { Recording } from '../adapters/recorded.ts'
import { formatSnmprec } from '../recording/format-snmprec.ts'

/** Writes `NAME.snmprec`, and `NAME@VLAN.snmprec` for each context: what `loadRecording` reads. */
export async function saveRecording(path: string, { values, vlans }: Recording): Promise<void> {
  const base = path.replace(/\.snmprec$/, '')
  await writeFile(`${base}.snmprec`, formatSnmprec(values))
  for (const [vlan, context] of vlans ?? []) await writeFile(`${base}@${vlan}.snmprec`, formatSnmprec(context))
}
