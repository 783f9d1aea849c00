/** Volumes of LVM by its reports, else by the metadata that it saves. */
import { type Host, valueOf as ifOk } from '../../host/port.ts'
import type { Patch } from '../probe.ts'
import { parseBackup } from './parse-backup.ts'
import { parseLvs, parsePvs, parseVgs } from './parse-lvm.ts'
import { backup, reports } from './reports.ts'

export { mappedVolumes } from './mapped.ts'

export async function byReports(host: Host): Promise<readonly Patch[]> {
  const output = async (argv: (typeof reports)[keyof typeof reports]): Promise<string> =>
    ifOk(await host.commands.run(argv))?.stdout ?? ''
  const first = output(reports.pvs)
  // They refuse to work for others, mostly.
  if (host.facts.uid !== 0 && (await first).trim() === '') return []
  const [pvs, vgs, lvs] = await Promise.all([first, output(reports.vgs), output(reports.lvs)])
  const groups = parseVgs(vgs)
  const patches: readonly Patch[] = [
    { from: 'pvs', content: { PHYSICAL_VOLUMES: parsePvs(pvs) } },
    { from: 'vgs', content: { VOLUME_GROUPS: groups } },
    { from: 'lvs', content: { LOGICAL_VOLUMES: parseLvs(lvs, groups) } },
  ]
  return patches.some(({ content }) => Object.values(content).flat().length > 0) ? patches : []
}

export async function bySavedMetadata(host: Host): Promise<readonly Patch[]> {
  const files = (ifOk(await host.files.list(backup)) ?? []).filter(({ type }) => type === 'f')
  if (files.length === 0) return []
  const groups = await Promise.all(files.map(async ({ name }) => ifOk(await host.files.text(`${backup}/${name}`))))
  return groups.flatMap((text, at) => {
    const found = parseBackup(text ?? '')
    if (!found) return []
    const { group, physical, logical } = found
    const content = { PHYSICAL_VOLUMES: physical, VOLUME_GROUPS: [group], LOGICAL_VOLUMES: logical }
    return [{ from: `${backup}/${files[at]?.name}`, content }]
  })
}
