import { type Smbios, structureOf } from '../smbios/index.ts'

/** Fields of the BIOS section but the serial number, which identity decides. */
export interface Firmware {
  readonly BMANUFACTURER?: string | undefined
  readonly BVERSION?: string | undefined
  readonly BDATE?: string | undefined
  readonly SMANUFACTURER?: string | undefined
  readonly SMODEL?: string | undefined
  readonly SKUNUMBER?: string | undefined
  readonly MMANUFACTURER?: string | undefined
  readonly MMODEL?: string | undefined
  readonly MSN?: string | undefined
  readonly ASSETTAG?: string | undefined
  readonly ENCLOSURESERIAL?: string | undefined
}

/** Lenovo (and IBM before) keeps the name that people know in the version, the type number in the product. */
const namedInVersion = /^(Think|Idea|Yoga|Netfinity|Netvista|Intelli)/i

const unless = (pattern: RegExp, text: string | undefined): string | undefined =>
  text === undefined || pattern.test(text) ? undefined : text

export function firmwareOf(table: Smbios): Firmware {
  const bios = structureOf(table, 0)
  const system = structureOf(table, 1)
  const board = structureOf(table, 2)
  const chassis = structureOf(table, 3)
  const swapped = /^LENOVO$/i.test(system.manufacturer ?? '') && namedInVersion.test(system.version ?? '')
  return {
    BMANUFACTURER: bios.vendor,
    BVERSION: bios.version,
    BDATE: bios.date,
    SMANUFACTURER: system.manufacturer,
    SMODEL: swapped ? system.version : system.product,
    SKUNUMBER: unless(/SKU#$/i, system.sku),
    MMANUFACTURER: board.manufacturer,
    MMODEL: board.product,
    MSN: board.serial,
    ASSETTAG: unless(/Tag#$/i, chassis.asset),
    ENCLOSURESERIAL: chassis.serial,
  }
}
