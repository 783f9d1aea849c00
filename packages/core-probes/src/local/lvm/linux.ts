import { type Host, valueOf as ifOk } from '../../host/port.ts'
import { defineProbe } from '../probe.ts'
import { backup, reports } from './reports.ts'

/** Volumes that events brought up (lvm2 2.03.12 and later). */
const online = '/run/lvm/pvs_online'

/** Volumes of LVM, by its reports; for who may not see them, by the saved metadata, else by what is active. */
export const linuxLvm = defineProbe({
  name: 'linux/lvm',
  category: 'lvm',
  platforms: ['linux'],
  reads: [
    { dir: '/sys/block' },
    { file: '/sys/block/*/dm/uuid' },
    { file: '/sys/block/*/dm/name' },
    { file: '/sys/block/*/size' },
    { dir: '/sys/block/*/slaves' },
    { file: '/sys/class/block/*/dev' },
    { file: '/run/udev/data/b*' },
    { dir: online },
    { dir: backup, root: true },
    { file: `${backup}/*`, root: true },
    ...Object.values(reports).map((command) => ({ command, root: true })),
  ],
  yields: ['PHYSICAL_VOLUMES', 'VOLUME_GROUPS', 'LOGICAL_VOLUMES'],
  async run(host, ctx) {
    if (!(await isUsed(host))) return []
    const { byReports, bySavedMetadata, mappedVolumes } = await import('./volumes.ts')
    for (const read of [byReports, bySavedMetadata]) {
      const patches = await read(host)
      if (patches.length > 0) return patches
    }
    const content = await mappedVolumes(host)
    if (content.LOGICAL_VOLUMES.length === 0) return []
    if (host.facts.uid !== 0) ctx.hint('run as root to see all of LVM')
    return [{ from: '/sys/block/dm-*', content }]
  },
})

/** Three processes are not started where nothing is mapped, nothing was found and no group was ever changed. */
async function isUsed(host: Host): Promise<boolean> {
  const blocks = ifOk(await host.files.list('/sys/block'))
  if (!blocks || blocks.some(({ name }) => name.startsWith('dm-'))) return true
  const marks = await Promise.all([backup, online].map((dir) => host.files.list(dir)))
  return marks.some((list) => (ifOk(list)?.length ?? 0) > 0)
}
