import { processTable } from '../process/table.ts'
import type { ReadGuests } from './guest.ts'
import { parseQemu } from './parse-qemu.ts'

/** Guests by the processes of their emulators. */
export const read: ReadGuests = async (host) =>
  (await processTable(host)).flatMap(({ stat, cmdline }) => {
    const guest = parseQemu(cmdline.replace(/\0$/, '').split('\0'))
    if (!guest) return []
    const kind = guest.accelerated ? 'kvm' : 'qemu'
    const NAME = guest.name ?? guest.uuid ?? `${stat.comm} ${stat.pid}`
    return [
      {
        from: `/proc/${stat.pid}/cmdline`,
        also: guest.id === undefined ? [] : [`qemu/${guest.id}`],
        guest: {
          NAME,
          VMID: guest.id,
          UUID: guest.uuid,
          SERIAL: guest.serial,
          VCPU: guest.vcpus,
          MEMORY: guest.memory,
          MAC: guest.mac,
          STATUS: stat.state === 'T' ? 'paused' : 'running',
          SUBSYSTEM: kind,
          VMTYPE: kind,
        },
      },
    ]
  })
