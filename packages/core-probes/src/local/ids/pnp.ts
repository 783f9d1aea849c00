import { type IdDatabase, packaged } from '../../host/ids.ts'

let makers: IdDatabase | undefined

/** Name of the maker that has this PNP id (three capital letters, as in an EDID or ACPI id); undefined where unknown. */
export function pnpMaker(code: string): string | undefined {
  if (!/^[A-Z]{3}$/.test(code)) return undefined
  makers ??= packaged('pnp.ids')
  return makers.name(code)
}
