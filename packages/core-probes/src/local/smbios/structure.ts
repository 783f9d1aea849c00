import type { Area, Decoded, Field, Lines, Version } from './fields.ts'
import { type Layouts, layouts } from './layouts.ts'

/** One structure of the table, whatever it was read from. */
export interface Structure {
  readonly type: number
  readonly handle: number
  read<T>(field: Field<T>): T | undefined
  /** Every label with its text, where dmidecode was the source. */
  readonly labels?: ReadonlyMap<string, string>
}

/** What the firmware says about the machine (DSP0134). */
export interface Smbios {
  /** Undefined where the source does not tell. */
  readonly version?: Version
  /** The source as a person names it; empty where there is none. */
  readonly from: string
  /** The table is there, but not for this user. */
  readonly denied: boolean
  readonly structures: readonly Structure[]
}

export type StructureType = keyof Layouts
export type DecodedStructure<T extends StructureType> = Decoded<Layouts[T]> & { readonly handle: number }

/** All structures of a type in table order, with their typed fields. */
export function structuresOf<T extends StructureType>(smbios: Smbios, type: T): readonly DecodedStructure<T>[] {
  const fields = Object.entries<Field<unknown>>(layouts[type])
  return smbios.structures
    .filter((structure) => structure.type === type)
    .map((structure) => {
      const values = Object.fromEntries(fields.map(([name, field]) => [name, structure.read(field)]))
      return { ...values, handle: structure.handle } as DecodedStructure<T>
    })
}

/** The first structure of a type; one without fields where there is none, so that reading a field is always possible. */
export const structureOf = <T extends StructureType>(smbios: Smbios, type: T): Partial<DecodedStructure<T>> =>
  structuresOf(smbios, type)[0] ?? {}

export const binaryStructure = (type: number, handle: number, area: Area, version?: Version): Structure => ({
  type,
  handle,
  read: (field) => field.area(area, version),
})

export function textStructure(type: number, handle: number, labels: ReadonlyMap<string, string>): Structure {
  const lines: Lines = (label) => labels.get(label)
  return { type, handle, labels, read: (field) => field.lines(lines) }
}
