import { type Host, valueOf as ifOk } from '../../host/port.ts'
import { defineProbe, type Patch, type ProbeContext } from '../probe.ts'
import { parseBackup } from './parse-backup.ts'
import { parseLvs, parsePvs, parseVgs, reports } from './parse-lvm.ts'

/** Metadata that LVM saves after each change. */
const backup = '/etc/lvm/backup'
/** Volumes that events brought up (lvm2 2.03.12 and later). */
const online = '/run/lvm/pvs_online'

/** Volumes of LVM, by its reports; for who may not see them, of what the saved metadata tells. */
export const linuxLvm = defineProbe({
  name: 'linux/lvm',
  category: 'lvm',
  platforms: ['linux'],
  reads: [
    { dir: '/sys/block' },
    { dir: online },
    { dir: backup, root: true },
    { file: `${backup}/*`, root: true },
    ...Object.values(reports).map((command) => ({ command, root: true })),
  ],
  yields: ['PHYSICAL_VOLUMES', 'VOLUME_GROUPS', 'LOGICAL_VOLUMES'],
  async run(host, ctx) {
    if (!(await isUsed(host))) return []
    return (await byReports(host)) ?? (await bySavedMetadata(host, ctx))
  },
})

/** Three processes are not started where nothing is mapped, nothing was found and no group was ever changed. */
async function isUsed(host: Host): Promise<boolean> {
  const blocks = ifOk(await host.files.list('/sys/block'))
  if (!blocks || blocks.some(({ name }) => name.startsWith('dm-'))) return true
  const marks = await Promise.all([backup, online].map((dir) => host.files.list(dir)))
  return marks.some((list) => (ifOk(list)?.length ?? 0) > 0)
}

async function byReports(host: Host): Promise<readonly Patch[] | undefined> {
  const output = async (argv: (typeof reports)[keyof typeof reports]): Promise<string> =>
    ifOk(await host.commands.run(argv))?.stdout ?? ''
  const first = output(reports.pvs)
  // They refuse to work for others, mostly.
  if (host.facts.uid !== 0 && (await first).trim() === '') return undefined
  const [pvs, vgs, lvs] = await Promise.all([first, output(reports.vgs), output(reports.lvs)])
  const groups = parseVgs(vgs)
  const patches: readonly Patch[] = [
    { from: 'pvs', content: { PHYSICAL_VOLUMES: parsePvs(pvs) } },
    { from: 'vgs', content: { VOLUME_GROUPS: groups } },
    { from: 'lvs', content: { LOGICAL_VOLUMES: parseLvs(lvs, groups) } },
  ]
  return patches.some(({ content }) => Object.values(content).flat().length > 0) ? patches : undefined
}

async function bySavedMetadata(host: Host, ctx: ProbeContext): Promise<readonly Patch[]> {
  const list = await host.files.list(backup)
  if (list.state === 'denied' && host.facts.uid !== 0) ctx.hint('run as root to see the volumes of LVM')
  const files = (ifOk(list) ?? []).filter(({ type }) => type === 'f')
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
