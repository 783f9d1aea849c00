import type { CaptureContent, CaptureParts } from '../builders/capture.ts'
import { linesIn } from './parts.ts'

export interface PciPart {
  readonly slot: `${string}:${string}:${string}.${number}`
  /** Maker and product, four hex digits each. */
  readonly id: `${string}:${string}`
  /** Six hex digits: class, subclass, programming interface. */
  readonly kind: string
  readonly subsystem?: `${string}:${string}`
  readonly revision?: number
  readonly driver?: string
  /** Bytes of its first memory region, a prefetchable one of 64 bits. */
  readonly memory?: number
  /** Directory below /sys/devices. */
  readonly place?: string
}

const base = 0x60_0000_0000

/** The devices of the PCI bus in sysfs, with the configuration space that lspci decodes. */
export function pci(...devices: readonly PciPart[]): CaptureParts {
  const files: Record<string, CaptureContent> = {}
  const links: Record<string, string> = {}
  for (const one of devices) {
    const place = `/sys/devices/${one.place ?? `pci${one.slot.slice(0, 7)}`}/${one.slot}`
    const [vendor = '', device = ''] = one.id.split(':')
    const [subvendor = '0000', subdevice = '0000'] = one.subsystem?.split(':') ?? []
    const { revision = 0, memory = 0 } = one
    links[`/sys/bus/pci/devices/${one.slot}`] = `../../..${place.slice(4)}`
    if (one.driver) {
      links[`${place}/driver`] = `${place.slice(5).replace(/[^/]+/g, '..')}/bus/pci/drivers/${one.driver}`
      files[`/sys/bus/pci/drivers/${one.driver}/bind`] = ''
    }
    const region = memory ? [base, base + memory - 1, 0x14_220c] : [0, 0, 0]
    const lines = [region, ...Array.from({ length: 12 }, () => [0, 0, 0])]
    const word = (value: number): string => `0x${value.toString(16).padStart(16, '0')}`
    Object.assign(files, {
      [`${place}/config`]: configuration(one, memory > 0),
      [`${place}/resource`]: lines.map((line) => `${line.map(word).join(' ')}\n`).join(''),
      ...linesIn(place, {
        vendor: `0x${vendor}`,
        device: `0x${device}`,
        class: `0x${one.kind}`,
        revision: `0x${revision.toString(16).padStart(2, '0')}`,
        subsystem_vendor: `0x${subvendor}`,
        subsystem_device: `0x${subdevice}`,
        uevent: uevent(one),
        irq: 0,
        enable: 1,
      }),
    })
  }
  return { files, links }
}

/** As drivers/pci/pci-driver.c of the kernel writes it. */
function uevent({ slot, id, kind, subsystem = '0000:0000', driver }: PciPart): string {
  const lines = [
    ...(driver ? [`DRIVER=${driver}`] : []),
    `PCI_CLASS=${kind.replace(/^0{1,2}/, '').toUpperCase()}`,
    `PCI_ID=${id.toUpperCase()}`,
    `PCI_SUBSYS_ID=${subsystem.toUpperCase()}`,
    `PCI_SLOT_NAME=${slot}`,
  ]
  return lines.join('\n')
}

/** The first 64 bytes: PCI Local Bus Specification 3.0, §6.1, header type 0. */
function configuration({ id, kind, subsystem, revision = 0 }: PciPart, memory: boolean): Uint8Array {
  const bytes = Buffer.alloc(64)
  const pair = (text: string | undefined, at: number): void => {
    for (const [index, word] of (text ?? '0:0').split(':').entries())
      bytes.writeUInt16LE(Number.parseInt(word, 16), at + 2 * index)
  }
  pair(id, 0)
  bytes.writeUInt16LE(memory ? 2 : 0, 4)
  bytes.writeUInt32LE(Number.parseInt(kind, 16) * 256 + revision, 8)
  if (memory) bytes.writeBigUInt64LE(BigInt(base) | 0xcn, 0x10)
  pair(subsystem, 0x2c)
  return bytes
}
