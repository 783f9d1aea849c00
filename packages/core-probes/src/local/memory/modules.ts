import { placeholderFree } from '@fusioninventory/protocol'
import { type DecodedStructure, type Smbios, structureOf, structuresOf } from '../smbios/index.ts'
import { makerOfHex, makerOfId } from './jedec.ts'
import { readPartNumber } from './part-number.ts'

/** An entry of MEMORIES; no CAPACITY is an empty slot. */
export interface MemoryModule {
  readonly NUMSLOTS: number
  readonly CAPACITY?: number | undefined
  readonly CAPTION?: string | undefined
  readonly DESCRIPTION?: string | undefined
  readonly TYPE?: string | undefined
  readonly SPEED?: string | undefined
  readonly SERIALNUMBER?: string | undefined
  readonly MANUFACTURER?: string | undefined
  readonly MODEL?: string | undefined
  readonly MEMORYCORRECTION?: string | undefined
}

/** Slots of the system memory in table order; the structures of old firmware (type 6) only where there are no others. */
export function memoryModules(table: Smbios): readonly MemoryModule[] {
  const arrays = new Map(structuresOf(table, 16).map((array) => [array.handle, array]))
  const devices = structuresOf(table, 17)
  const filler = hyperV(table)
  const modules = devices.flatMap((device, index) => {
    const array = device.array === undefined ? undefined : arrays.get(device.array)
    if ((array?.use ?? systemMemory) !== systemMemory || /Flash/i.test(device.type ?? '')) return []
    return [{ ...moduleOf(device, index + 1, filler), MEMORYCORRECTION: array?.errorCorrection }]
  })
  if (devices.length > 0) return modules
  return structuresOf(table, 6).map(({ size, type }, index) => ({
    NUMSLOTS: index + 1,
    CAPACITY: size || undefined,
    TYPE: type,
  }))
}

const systemMemory = 'System Memory'

function moduleOf(device: DecodedStructure<17>, slot: number, filler: Filler): Omit<MemoryModule, 'MEMORYCORRECTION'> {
  const filled = device.size !== 0
  const model = filled ? partNumber(device.partNumber) : undefined
  const hint = model === undefined ? undefined : readPartNumber(model)
  return {
    NUMSLOTS: slot,
    CAPACITY: device.size || undefined,
    CAPTION: device.locator,
    DESCRIPTION: device.formFactor ?? filler.DESCRIPTION,
    TYPE: device.type ?? hint?.type,
    SPEED: (device.speed ?? hint?.speed)?.toString(),
    SERIALNUMBER: device.serial,
    MANUFACTURER: makerOf(device, hint?.manufacturer) ?? filler.MANUFACTURER,
    MODEL: model,
  }
}

type Filler = Pick<MemoryModule, 'DESCRIPTION' | 'MANUFACTURER'>

/** Hyper-V leaves out what every slot of it is. */
function hyperV(table: Smbios): Filler {
  const { vendor, version } = structureOf(table, 0)
  return /^Microsoft/.test(vendor ?? '') && /^Hyper-V/.test(version ?? '')
    ? { DESCRIPTION: 'Hyper-V Memory', MANUFACTURER: vendor }
    : {}
}

/** The part number knows best, then the JEDEC id, then what the firmware calls it, as it stands there. */
function makerOf(device: DecodedStructure<17>, hinted: string | undefined): string | undefined {
  const known = hinted ?? makerOfId(device.manufacturerId) ?? makerOfHex(device.manufacturer)
  if (known !== undefined) return known
  const name = device.manufacturer
  return /Manufacturer|Undefined|None|^0x|\d{4}| DIMM/.test(name ?? '') ? undefined : name
}

/** Firmware writes some of them as hexadecimal text, and pads others with dashes. */
export function partNumber(text: string | undefined): string | undefined {
  if (text === undefined || /DIMM|Part ?Num|Ser ?Num/i.test(text)) return undefined
  const hex = /^0x([0-9a-f]{2,200})$/i.exec(text)?.[1]
  const plain =
    hex === undefined
      ? text
      : Buffer.from(hex, 'hex')
          .toString('latin1')
          .replace(/[^\x20-\x7e]/g, '')
  return placeholderFree(
    plain
      .slice(0, 200)
      .trim()
      .replace(/[-\s]+$/, ''),
  )
}

/** A virtual machine's only module has the size that the machine sees; VMware tells the right one. */
export function ofVirtualMachine(
  modules: readonly MemoryModule[],
  system: string,
  memory: number | undefined,
): readonly MemoryModule[] {
  const populated = modules.filter(({ CAPACITY }) => CAPACITY !== undefined)
  if (system === 'Physical' || system === 'VMware' || memory === undefined || populated.length !== 1) return modules
  return modules.map((module) => (module.CAPACITY === undefined ? module : { ...module, CAPACITY: memory }))
}
