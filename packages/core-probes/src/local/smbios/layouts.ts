import { toMegabytes } from '@fusioninventory/protocol'
import * as names from './enums.ts'
import { type Area, coded, count, handle, leadingNumber, own, positive, serial, text, word } from './fields.ts'
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
  version: text(0x10, 'Version', 'Processor Version'),
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

/** Old memory module, superseded by type 17. */
const memoryModule = {
  socket: text(0x04, 'Socket Designation'),
  type: own(
    (area) => {
      const bits = area.u16(0x07) ?? 0
      const set = Object.entries(names.moduleTypeBits).filter(
        ([bit, name]) => bits & (1 << Number(bit)) && name !== 'Unknown',
      )
      return set.map(([, name]) => name).join(' ') || undefined
    },
    (lines) => known(lines('Type')),
  ),
  /** 0 is an empty slot. */
  size: own(
    (area) => {
      const exponent = (area.u8(0x09) ?? 0x7f) & 0x7f
      return exponent >= 0x7d ? 0 : exponent > 40 ? undefined : 2 ** exponent
    },
    (lines) => moduleSize(lines('Installed Size')),
  ),
}

/** Sizes as dmidecode prints them: `1024 MB`, `256Mbyte`, `2048 MB (Double-bank Connection)`, `No Module Installed`. */
const moduleSize = (value: string | undefined): number | undefined => {
  if (value === undefined) return undefined
  if (/not installed|no module|not enabled/i.test(value)) return 0
  const parts = /^(\d{1,12})\s*([kmgt]i?b)(?:yte)?s?\b/i.exec(value)
  return parts ? toMegabytes(`${parts[1]} ${parts[2]}`, 1024) : undefined
}

const known = (value: string | undefined): string | undefined =>
  value === undefined || /^(unknown|(<OUT OF SPEC>)+)?$/i.test(value.trim()) ? undefined : value.trim()

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

const port = {
  internalName: text(0x04, 'Internal Reference Designator'),
  internalConnector: coded(0x05, names.connector, 'Internal Connector Type'),
  externalName: text(0x06, 'External Reference Designator'),
  externalConnector: coded(0x07, names.connector, 'External Connector Type'),
  type: coded(0x08, names.portType, 'Port Type'),
}

const hex = (value: number, width: number): string => value.toString(16).padStart(width, '0')

const slot = {
  designation: text(0x04, 'Designation'),
  /** Width and type: `x16 PCI Express 3`. */
  type: own(
    (area) => {
      const type = names.slotType[area.u8(0x05) ?? -1]
      return type && [names.slotWidth[area.u8(0x06) ?? -1], type].filter(Boolean).join(' ')
    },
    (lines) => lines('Type'),
  ),
  /** `Available`, `In Use`, ... */
  usage: coded(0x07, names.slotUsage, 'Current Usage'),
  /** Slot number, or adapter and socket of a PC Card. */
  id: own(
    (area) => {
      const id = area.u16(0x09)
      const type = area.u8(0x05)
      if (id === undefined || type === undefined || type < 0x04 || (type > 0x07 && type < 0x0e)) return undefined
      return type === 0x07 ? `Adapter ${id & 0xff}, Socket ${id >> 8}` : String(type === 0x04 ? id : id & 0xff)
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

const memoryArray = {
  use: coded(0x05, names.arrayUse, 'Use'),
  errorCorrection: coded(0x06, names.errorCorrection, 'Error Correction Type'),
  maximum: own(
    (area) => {
      const kilobytes = area.u32(0x07)
      if (kilobytes === 0x80000000) return positive(Math.floor((area.u64(0x0f) ?? 0) / 2 ** 20))
      return positive(Math.floor((kilobytes ?? 0) / 1024))
    },
    (lines) => positive(toMegabytes(lines('Maximum Capacity'), 1024)),
  ),
  devices: word(0x0d, 'Number Of Devices'),
}

/** JEDEC id in SMBIOS order: low byte the bank (bit 7 parity), high byte the maker. */
const jedecId = (id: number | undefined): string | undefined =>
  id ? `Bank ${(id & 0x7f) + 1}, Hex 0x${hex(id >> 8, 2).toUpperCase()}` : undefined

const memoryDevice = {
  array: handle(0x04, 'Array Handle'),
  /** 0 is an empty slot. */
  size: own(
    (area) => {
      const size = area.u16(0x0c)
      if (size === 0x7fff) return (area.u32(0x1c) ?? 0) & 0x7fffffff || undefined
      if (size === undefined || size === 0xffff) return undefined
      return size & 0x8000 ? Math.floor((size & 0x7fff) / 1024) : size
    },
    (lines) => moduleSize(lines('Size')),
  ),
  formFactor: coded(0x0e, names.formFactor, 'Form Factor'),
  locator: text(0x10, 'Locator'),
  bank: text(0x11, 'Bank Locator'),
  type: coded(0x12, names.memoryType, 'Type'),
  typeDetail: own(
    (area) => area.u16(0x13),
    () => undefined,
  ),
  speed: own(
    (area) => positive(area.u16(0x15) === 0xffff ? (area.u32(0x54) ?? 0) & 0x7fffffff : area.u16(0x15)),
    (lines) => positive(leadingNumber(lines('Speed'))),
  ),
  manufacturer: text(0x17, 'Manufacturer'),
  serial: serial(0x18, 'Serial Number'),
  asset: serial(0x19, 'Asset Tag'),
  partNumber: text(0x1a, 'Part Number'),
  rank: own(
    (area) => positive((area.u8(0x1b) ?? 0) & 0x0f),
    (lines) => positive(leadingNumber(lines('Rank'))),
  ),
  configuredSpeed: word(0x20, 'Configured Memory Speed', 'Configured Clock Speed'),
  /** `Bank 1, Hex 0xAD` */
  manufacturerId: own(
    (area) => jedecId(area.u16(0x2c)),
    (lines) => known(lines('Module Manufacturer ID')),
  ),
}

/** Smart battery date: day, month, year since 1980 in one word; YYYY-MM-DD. */
const smartDate = (date: number | undefined): string | undefined =>
  date
    ? `${1980 + (date >> 9)}-${String((date >> 5) & 15).padStart(2, '0')}-${String(date & 31).padStart(2, '0')}`
    : undefined

const battery = {
  location: text(0x04, 'Location'),
  manufacturer: text(0x05, 'Manufacturer'),
  name: text(0x08, 'Name'),
  /** As the firmware writes it, or YYYY-MM-DD from the smart battery. */
  date: own(
    (area) => area.string(0x06)?.trim() || smartDate(area.u16(0x12)),
    (lines) => lines('Manufacture Date') ?? lines('SBDS Manufacture Date'),
  ),
  serial: own(
    (area) => serial(0x07).area(area, undefined) ?? smartSerial(area.u16(0x10)),
    (lines) => serial(0, 'Serial Number', 'SBDS Serial Number').lines(lines),
  ),
  chemistry: own(
    (area) => coded(0x09, names.batteryChemistry, '').area(area, undefined) ?? text(0x14).area(area, undefined),
    (lines) => text(0, 'Chemistry', 'SBDS Chemistry').lines(lines),
  ),
  /** mWh */
  capacity: own(
    (area) => positive((area.u16(0x0a) ?? 0) * (area.u8(0x15) || 1)),
    (lines) => positive(leadingNumber(lines('Design Capacity'))),
  ),
  /** mV */
  voltage: word(0x0c, 'Design Voltage'),
}
const smartSerial = (value: number | undefined): string | undefined => (value ? hex(value, 4).toUpperCase() : undefined)

const yesNo = (value: string | undefined): boolean | undefined =>
  value === undefined ? undefined : /^yes$/i.test(value) ? true : /^no$/i.test(value) ? false : undefined
const bit = (area: Area, mask: number): boolean | undefined => {
  const flags = area.u16(0x0e)
  return flags === undefined ? undefined : (flags & mask) !== 0
}

const powerSupply = {
  location: text(0x05, 'Location'),
  name: text(0x06, 'Name'),
  manufacturer: text(0x07, 'Manufacturer'),
  serial: serial(0x08, 'Serial Number'),
  asset: serial(0x09, 'Asset Tag'),
  partNumber: text(0x0a, 'Model Part Number'),
  revision: text(0x0b, 'Revision'),
  /** W */
  maxPower: own(
    (area) => (area.u16(0x0c) === 0x8000 ? undefined : positive(area.u16(0x0c))),
    (lines) => positive(leadingNumber(lines('Max Power Capacity'))),
  ),
  /** `Present, OK`, `Not Present` */
  status: own(
    (area) => {
      const flags = area.u16(0x0e)
      if (flags === undefined) return undefined
      return flags & 2 ? `Present, ${names.powerStatus[(flags >> 7) & 7] ?? 'Unknown'}` : 'Not Present'
    },
    (lines) => lines('Status'),
  ),
  kind: own(
    (area) => names.powerKind[((area.u16(0x0e) ?? 0) >> 10) & 15],
    (lines) => lines('Type'),
  ),
  plugged: own(
    (area) => (bit(area, 4) === undefined ? undefined : !bit(area, 4)),
    (lines) => yesNo(lines('Plugged')),
  ),
  hotReplaceable: own(
    (area) => bit(area, 1),
    (lines) => yesNo(lines('Hot Replaceable')),
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
