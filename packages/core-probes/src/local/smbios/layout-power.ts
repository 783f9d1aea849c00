import * as names from './enums.ts'
import { type Area, coded, hex, leadingNumber, own, positive, serial, text, word } from './fields.ts'

/** Smart battery date: day, month, year since 1980 in one word; YYYY-MM-DD. */
const smartDate = (date: number | undefined): string | undefined =>
  date
    ? `${1980 + (date >> 9)}-${String((date >> 5) & 15).padStart(2, '0')}-${String(date & 31).padStart(2, '0')}`
    : undefined

export const battery = {
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

export const powerSupply = {
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
    // Old versions of dmidecode took the watts for milliwatts: `0.460 W`.
    (lines) => positive(leadingNumber(lines('Max Power Capacity')?.replace(/^(\d{1,6})\.(\d{3}) W$/, '$1$2'))),
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
