import { toMegabytes } from '@fusioninventory/protocol'
import * as names from './enums.ts'
import { coded, handle, hex, known, leadingNumber, own, positive, serial, text, word } from './fields.ts'

/** Old memory module, superseded by type 17. */
export const memoryModule = {
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

export const memoryArray = {
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

export const memoryDevice = {
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
