import { type Host, valueOf as ifOk } from '../../../host/port.ts'
import { defineProbe } from '../../probe.ts'
import { storageReads, storages } from '../linux.ts'
import { type Family, programs } from './programs.ts'

const scsi = '/proc/scsi/scsi'

/** Disks behind RAID controllers that show only their volumes: one of the makers' programs has to be there. */
export const linuxRaid = defineProbe({
  name: 'linux/raid',
  category: 'storage',
  platforms: ['linux'],
  reads: [
    ...storageReads,
    { file: scsi },
    ...Object.values(programs).flatMap((names) => names.map((name) => ({ command: [name], root: true }))),
    { command: ['smartctl', '-i', 'DEVICE', '-d', 'TYPE'], root: true },
    { dir: '/sys/bus/pci/devices/*' },
    { dir: '/sys/class/scsi_disk' },
    { file: '/sys/class/scsi_generic/*/device/vpd_pg80' },
  ],
  yields: ['STORAGES'],
  async run(host, ctx) {
    const known = (await storages(host)).content.STORAGES ?? []
    // A virtual machine is given its disks one by one.
    if (known.length > 0 && known.every(({ DESCRIPTION }) => DESCRIPTION === 'Virtual')) return []
    const there = await installed(host)
    if (there.size === 0) return []
    if (host.facts.uid !== 0) {
      ctx.hint('run as root to see the disks behind RAID controllers')
      return []
    }
    const { membersOf } = await import('./members.ts')
    const found = await membersOf(host, there, known)
    return found.map(({ program, disks }) => ({
      from: program.slice(program.lastIndexOf('/') + 1),
      content: { STORAGES: disks },
    }))
  },
})

async function installed(host: Host): Promise<ReadonlyMap<Family, string>> {
  const found = new Map<Family, string>()
  for (const [family, names] of Object.entries(programs) as [Family, readonly string[]][])
    for (const name of names)
      if (!found.has(family) && (await host.commands.which(name)).state === 'ok') found.set(family, name)
  if (/Vendor: (?:Adaptec|Sun|ServeRA)\b/.test(ifOk(await host.files.text(scsi)) ?? ''))
    found.set('adaptec', 'smartctl')
  return found
}
