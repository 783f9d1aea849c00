import { addresses, interfaces, systemGroup } from '../builders/snmp-mibs.ts'
import { counter64, int, rows, snmprec, text } from '../builders/snmprec.ts'

/** Storage on net-snmp with two disks and a volume (SYNOLOGY-SYSTEM-MIB, -DISK-MIB, -RAID-MIB). */
export const labNas = (): string => {
  const synology = '1.3.6.1.4.1.6574'
  return snmprec(
    systemGroup({
      description: 'Linux nas-lab5 4.4.302+ #64570 SMP Thu Jul 20 00:05:06 CST 2023 x86_64',
      objectId: '1.3.6.1.4.1.8072.3.2.10',
      uptime: 55_555_555,
      name: 'nas-lab5',
      location: 'Server room',
    }),
    interfaces([
      { index: 1, description: 'lo', type: 24, up: true },
      {
        index: 2,
        description: 'eth0',
        speed: 1000,
        mac: '00:00:5e:00:53:91',
        up: true,
        received: 6_000_000_000,
        sent: 7_000_000_000,
      },
    ]),
    addresses([
      { address: '127.0.0.1', interface: 1, mask: '255.0.0.0' },
      { address: '192.0.2.91', interface: 2 },
    ]),
    {
      [`${synology}.1.5.1.0`]: text('DS920+'),
      [`${synology}.1.5.2.0`]: text('00000PDN00042'),
      [`${synology}.1.5.3.0`]: text('DSM 7.2-64570'),
    },
    rows(`${synology}.2.1.1`, {
      0: { 2: text('Disk 1'), 3: text('WD40EFRX-68N32N0'), 4: text('SATA'), 12: text('Drive 1') },
      1: { 2: text('Disk 2'), 3: text('ST4000VN008-2DR166'), 4: text('SATA'), 12: text('Drive 2') },
    }),
    rows(`${synology}.3.1.1`, {
      0: { 2: text('Volume 1'), 3: int(1), 4: counter64(1_523_456_789_504), 5: counter64(3_836_753_420_288) },
    }),
  )
}
