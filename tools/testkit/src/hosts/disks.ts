import type { CaptureParts } from '../builders/capture.ts'
import { linesIn } from './parts.ts'

export interface DiskPart {
  /** `sda`, or `nvme0n1`. */
  readonly name: string
  readonly device: `${number}:${number}`
  /** Units of 512 bytes. */
  readonly sectors: number
  readonly model: string
  readonly serial: string
  readonly firmware: string
  readonly rotational?: boolean
  /** 16 hex digits. */
  readonly wwn?: string
  /** Directory below /sys/devices of the controller. */
  readonly place: string
}

/** Whole disks in sysfs and udev's database, and what smartctl and hdparm print of them. */
export function disks(...list: readonly DiskPart[]): CaptureParts {
  const parts = list.map((one) => (one.name.startsWith('nvme') ? nvme(one) : ata(one)))
  return {
    files: Object.assign({}, ...parts.map(({ files }) => files)),
    links: Object.assign({}, ...parts.map(({ links }) => links)),
    commands: Object.assign({}, ...parts.map(({ commands }) => commands)),
  }
}

/** A link from a directory of sysfs to another place there, up to /sys and down again as the kernel has them. */
const link = (from: string, to: string): string =>
  from.slice('/sys/'.length).replace(/[^/]+/g, '..') + to.slice('/sys'.length)

function common(one: DiskPart, device: string, block: string, bus: string): CaptureParts {
  return {
    files: {
      ...linesIn(block, { size: one.sectors, removable: 0, dev: one.device, ro: 0 }),
      ...linesIn(`${block}/queue`, { rotational: one.rotational ? 1 : 0, logical_block_size: 512 }),
    },
    links: {
      [`/sys/block/${one.name}`]: `..${block.slice(4)}`,
      [`/sys/class/block/${one.name}`]: `../..${block.slice(4)}`,
      [`/sys/dev/block/${one.device}`]: `../..${block.slice(4)}`,
      [`${block}/device`]: link(block, device),
      [`${device}/subsystem`]: link(device, `/sys/bus/${bus}`),
    },
  }
}

function ata(one: DiskPart): CaptureParts {
  const device = `/sys/devices/${one.place}/ata1/host0/target0:0:0/0:0:0:0`
  const { files, links } = common(one, device, `${device}/block/${one.name}`, 'scsi')
  const underlined = one.model.replaceAll(' ', '_')
  return {
    files: {
      ...files,
      ...linesIn(device, {
        vendor: 'ATA     ',
        model: one.model.slice(0, 16).padEnd(16),
        rev: one.firmware.slice(0, 4),
        type: 0,
        wwid: one.wwn ? `naa.${one.wwn}` : `t10.ATA     ${one.model.padEnd(40)}${one.serial.padStart(20)}`,
      }),
      [`${device}/vpd_pg80`]: Buffer.concat([Buffer.of(0, 0x80, 0, 20), Buffer.from(one.serial.padStart(20))]),
      [`/run/udev/data/b${one.device}`]: [
        'E:ID_ATA=1',
        'E:ID_BUS=ata',
        'E:ID_ATA_SATA=1',
        `E:ID_MODEL=${underlined}`,
        `E:ID_MODEL_ENC=${one.model.replaceAll(' ', '\\x20')}`,
        `E:ID_REVISION=${one.firmware}`,
        `E:ID_SERIAL=${underlined}_${one.serial}`,
        `E:ID_SERIAL_SHORT=${one.serial}`,
        ...(one.wwn ? [`E:ID_WWN=0x${one.wwn}`] : []),
        '',
      ].join('\n'),
    },
    ...(links && { links }),
    commands: {
      [`hdparm -I /dev/${one.name}`]: `
/dev/${one.name}:

ATA device, with non-removable media
\tModel Number:       ${one.model}
\tSerial Number:      ${one.serial}
\tFirmware Revision:  ${one.firmware}
\tTransport:          Serial, ATA8-AST, SATA 1.0a, SATA II Extensions, SATA Rev 2.5, SATA Rev 2.6, SATA Rev 3.0
Configuration:
\tdevice size with M = 1000*1000: ${Math.floor((one.sectors * 512) / 1e6)} MBytes (${Math.floor((one.sectors * 512) / 1e9)} GB)
`,
      [`smartctl -i /dev/${one.name}`]: `smartctl 7.3 2022-02-28 r5338 (local build)

=== START OF INFORMATION SECTION ===
Device Model:     ${one.model}
Serial Number:    ${one.serial}
${one.wwn ? `LU WWN Device Id: ${one.wwn.slice(0, 1)} ${one.wwn.slice(1, 7)} ${one.wwn.slice(7)}\n` : ''}Firmware Version: ${one.firmware}
User Capacity:    ${(one.sectors * 512).toLocaleString('en-US')} bytes
Rotation Rate:    ${one.rotational ? '7200 rpm' : 'Solid State Device'}
SATA Version is:  SATA 3.3, 6.0 Gb/s (current: 6.0 Gb/s)
`,
    },
  }
}

function nvme(one: DiskPart): CaptureParts {
  const device = `/sys/devices/${one.place}/nvme/${one.name.replace(/n\d+$/, '')}`
  const { files, links } = common(one, device, `${device}/${one.name}`, 'nvme')
  return {
    files: {
      ...files,
      ...linesIn(device, {
        model: one.model.padEnd(40),
        serial: one.serial.padEnd(20),
        firmware_rev: one.firmware.padEnd(8),
        transport: 'pcie',
      }),
      [`/run/udev/data/b${one.device}`]: [
        `E:ID_MODEL=${one.model.replaceAll(' ', '_')}`,
        `E:ID_REVISION=${one.firmware}`,
        `E:ID_SERIAL_SHORT=${one.serial}`,
        '',
      ].join('\n'),
    },
    links: {
      ...links,
      [`/sys/class/nvme/${one.name.replace(/n\d+$/, '')}`]: `../..${device.slice(4)}`,
      [`${device}/subsystem`]: link(device, '/sys/class/nvme'),
      [`${device}/device`]: `../../../${one.place.slice(one.place.lastIndexOf('/') + 1)}`,
      [`/sys/devices/${one.place}/subsystem`]: link(`/sys/devices/${one.place}`, '/sys/bus/pci'),
    },
    commands: {
      [`smartctl -i /dev/${one.name}`]: `smartctl 7.3 2022-02-28 r5338 (local build)

=== START OF INFORMATION SECTION ===
Model Number:                       ${one.model}
Serial Number:                      ${one.serial}
Firmware Version:                   ${one.firmware}
Total NVM Capacity:                 ${(one.sectors * 512).toLocaleString('en-US')} [${Math.floor((one.sectors * 512) / 1e9)} GB]
`,
    },
  }
}

/** Devices that device mapper makes, `dm-0` and so on: the numbers and identities (`LVM-...`) of each. */
export function mapped(
  ...list: readonly { readonly device: `${number}:${number}`; readonly uuid: string }[]
): CaptureParts {
  const dir = (at: number): string => `/sys/devices/virtual/block/dm-${at}`
  return {
    files: Object.assign(
      {},
      ...list.map(({ device, uuid }, at) => ({ ...linesIn(dir(at), { dev: device, size: 8, 'dm/uuid': uuid }) })),
    ),
    links: Object.assign(
      {},
      ...list.map(({ device }, at) => ({
        [`/sys/block/dm-${at}`]: `..${dir(at).slice(4)}`,
        [`/sys/class/block/dm-${at}`]: `../..${dir(at).slice(4)}`,
        [`/sys/dev/block/${device}`]: `../..${dir(at).slice(4)}`,
      })),
    ),
  }
}
