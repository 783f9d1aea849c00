import type { Content } from '@fusioninventory/protocol'
import type { Patch } from './probe.ts'

/** A patch of one section that is there once; nothing where no field of it is known. */
export function single<S extends 'HARDWARE' | 'BIOS' | 'OPERATINGSYSTEM'>(
  from: string,
  section: S,
  fields: NonNullable<Content[S]>,
): readonly Patch[] {
  const known = Object.values(fields).some((value) => value !== undefined && value !== '')
  return known ? [{ from, content: { [section]: fields } as Partial<Content> }] : []
}
