import * as names from './enums.ts'
import { type Area, coded, count, handle, hex, own, serial, text, word } from './fields.ts'
import { memoryArray, memoryDevice, memoryModule } from './layout-memory.ts'
import { battery, powerSupply } from './layout-power.ts'
import { processorFamily } from './processor-family.ts'
import { formatUuid, usableUuid } from './uuid.ts'

/**
 * Fields of the structures that an inventory uses: offsets of DSP0134 clause 7 beside the labels of dmidecode.
 * Undefined is "not known", placeholders of firmware included. Sizes are MB of 2^20 bytes, clocks MHz or MT/s.
 */
const bios = {
  vendor: text(0x04, 'Vendor'),
  version: text(0x05, 'Version'),
  /** MM/DD/YYYY. */
  date: text(0x08, 'Release Date'),
}

const system = {
  manufacturer: text(0x04, 'Manufacturer', 'Vendor'),
  product: text(0x05, 'Product Name', 'Product'),
  version: text(0x06, 'Version'),
  serial: serial(0x07, 'Serial Number'),
  uuid: own(
    (area, version) => usableUuid(formatUuid(area.bytes(0x08, 16), version)),
    (lines) => usableUuid(lines('UUID')),
  ),
  sku: text(0x19, 'SKU Number'),
  family: text(0x1a, 'Family'),
}

const board = {
  manufacturer: text(0x04, 'Manufacturer'),
  product: text(0x05, 'Product Name'),
  version: text(0x06, 'Version'),
  serial: serial(0x07, 'Serial Number'),
  asset: serial(0x08, 'Asset Tag'),
}

const chassis = {
  manufacturer: text(0x04, 'Manufacturer'),
  type: coded(0x05, names.chassisType, 'Type', 0x7f),
  version: text(0x06, 'Version'),
  serial: serial(0x07, 'Serial Number'),
  asset: serial(0x08, 'Asset Tag'),
}

/** Status word: `Populated, Enabled`, `Populated, Disabled By BIOS`, `Unpopulated`. */
const processorStatus = (area: Area): string | undefined => {
  const status = area.u8(0x18)
  if (status === undefined) return undefined
  return status & 0x40 ? `Populated, ${names.processorStatus[status & 7] ?? 'Unknown'}` : 'Unpopulated'
}

/** CPUID leaf 1, EDX then EAX: 16 hex digits, the most significant first. */
const cpuid = (bytes: readonly number[]): string | undefined =>
  bytes.length === 8 && bytes.some((byte) => byte !== 0)
    ? [...bytes]
        .reverse()
        .map((byte) => byte.toString(16).padStart(2, '0'))
        .join('')
        .toUpperCase()
    : undefined

const processor = {
  socket: text(0x04, 'Socket Designation'),
  type: coded(0x05, names.processorType, 'Type'),
  family: own(
    (area) => processorFamily[(area.u8(0x06) === 0xfe ? area.u16(0x28) : area.u8(0x06)) ?? -1],
    (lines) => lines('Family'),
  ),
  manufacturer: text(0x07, 'Manufacturer', 'Processor Manufacturer'),
  id: own(
    (area) => cpuid([...(area.bytes(0x08, 8) ?? [])]),
    (lines) =>
      cpuid(
        (lines('ID') ?? '')
          .split(' ')
          .filter((hex) => /^[0-9a-f]{2}$/i.test(hex))
          .map((hex) => Number.parseInt(hex, 16)),
      ),
  ),
  /** The name; old tools print the family better than it. */
  version: text(0x10, 'Version', 'Processor Family', 'Processor Version'),
  externalClock: word(0x12, 'External Clock'),
  maxSpeed: word(0x14, 'Max Speed'),
  currentSpeed: word(0x16, 'Current Speed'),
  status: own(processorStatus, (lines) => lines('Status')),
  l1: handle(0x1a, 'L1 Cache Handle'),
  l2: handle(0x1c, 'L2 Cache Handle'),
  l3: handle(0x1e, 'L3 Cache Handle'),
  serial: serial(0x20, 'Serial Number'),
  asset: serial(0x21, 'Asset Tag'),
  partNumber: text(0x22, 'Part Number'),
  cores: count(0x23, 0x2a, 'Core Count'),
  enabledCores: count(0x24, 0x2c, 'Core Enabled'),
  threads: count(0x25, 0x2e, 'Thread Count'),
}

const cache = {
  designation: text(0x04, 'Socket Designation', 'Socket'),
  /** Installed size in KiB. */
  size: own(
    (area) => {
      const size = area.u16(0x09)
      if (size === undefined) return undefined
      if (size !== 0xffff) return (size & 0x7fff) * (size & 0x8000 ? 64 : 1)
      const wide = area.u32(0x17)
      return wide === undefined ? undefined : (wide & 0x7fffffff) * (wide >= 0x80000000 ? 64 : 1)
    },
    (lines) => {
      const parts = /^(\d{1,9})\s*(k|m)/i.exec(lines('Installed Size') ?? '')
      return parts ? Number(parts[1]) * (parts[2]?.toLowerCase() === 'm' ? 1024 : 1) : undefined
    },
  ),
}

const none = (): undefined => undefined

const port = {
  internalName: text(0x04, 'Internal Reference Designator'),
  internalConnector: coded(0x05, names.connector, 'Internal Connector Type'),
  externalName: text(0x06, 'External Reference Designator'),
  externalConnector: coded(0x07, names.connector, 'External Connector Type'),
  type: coded(0x08, names.portType, 'Port Type'),
  /** The names under the labels of the first versions of dmidecode. */
  oldInternalName: own(none, text(0, 'Internal Designator').lines),
  oldExternalName: own(none, text(0, 'External Designator').lines),
}

const slot = {
  designation: text(0x04, 'Designation', 'Slot'),
  /** Width and type: `x16 PCI Express 3`. */
  type: own(
    (area) => {
      const type = names.slotType[area.u8(0x05) ?? -1]
      return type && [names.slotWidth[area.u8(0x06) ?? -1], type].filter(Boolean).join(' ')
    },
    (lines) => lines('Type'),
  ),
  /** `Available`, `In Use`, ... */
  usage: own(
    (area) => coded(0x07, names.slotUsage, '').area(area, undefined),
    (lines) =>
      coded(0, names.slotUsage, '').lines(() => (lines('Current Usage') ?? lines('Status'))?.replace(/\.$/, '')),
  ),
  /** Slot number, or adapter and socket of a PC Card. */
  id: own(
    (area) => {
      const id = area.u16(0x09)
      const type = area.u8(0x05)
      if (id === undefined || type === undefined || type < 0x04 || (type > 0x07 && type < 0x0e)) return undefined
      return type === 0x07 ? `Adapter ${id & 0xff}, Socket ${id >> 8}` : String(id & 0xff)
    },
    (lines) => lines('ID'),
  ),
  /** `0000:00:1c.0` */
  busAddress: own(
    (area) => {
      const [segment, bus, place] = [area.u16(0x0d), area.u8(0x0f), area.u8(0x10)]
      if (segment === undefined || bus === undefined || place === undefined) return undefined
      if (segment === 0xffff && bus === 0xff && place === 0xff) return undefined
      return `${hex(segment, 4)}:${hex(bus, 2)}:${hex(place >> 3, 2)}.${place & 7}`
    },
    (lines) => lines('Bus Address'),
  ),
}

export const layouts = {
  0: bios,
  1: system,
  2: board,
  3: chassis,
  4: processor,
  6: memoryModule,
  7: cache,
  8: port,
  9: slot,
  16: memoryArray,
  17: memoryDevice,
  22: battery,
  39: powerSupply,
} as const
export type Layouts = typeof layouts
