import type { CaptureParts } from '../builders/capture.ts'
import { disks } from './disks.ts'
import { merge } from './parts.ts'
import { pci } from './pci.ts'

/** A modem on a card. */
export const modem = (): CaptureParts =>
  pci({ slot: '0000:07:00.0', id: '11c1:048c', kind: '070300', subsystem: '11c1:044c', revision: 1, driver: 'serial' })

/** A second disk of the same kind on another controller, and a solid-state one on a port of its own. */
export const moreDisks = (): CaptureParts =>
  merge(
    pci(
      { slot: '0000:00:11.5', id: '8086:a1d2', kind: '010601', subsystem: '1028:0a65', revision: 9, driver: 'ahci' },
      {
        slot: '0000:33:00.0',
        id: '1e0f:0007',
        kind: '010802',
        subsystem: '1028:2199',
        revision: 1,
        driver: 'nvme',
        place: 'pci0000:30/0000:30:04.0',
      },
    ),
    disks(
      {
        name: 'sdb',
        device: '8:16',
        sectors: 7_814_037_168,
        model: 'ST4000NM0035-1V4107',
        serial: 'ZC1A0002',
        firmware: 'SN05',
        rotational: true,
        wwn: '5000c500a0000002',
        place: 'pci0000:00/0000:00:11.5',
      },
      {
        name: 'nvme0n1',
        device: '259:0',
        sectors: 1_875_385_008,
        model: 'Dell Ent NVMe CM6 RI 960GB',
        serial: 'Y1F0A0001',
        firmware: '2.1.3',
        place: 'pci0000:30/0000:30:04.0/0000:33:00.0',
      },
    ),
  )
