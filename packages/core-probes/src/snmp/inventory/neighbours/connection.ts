/** The device at the other end of a cable, and its port. */
export interface Neighbour {
  readonly SYSNAME?: string
  readonly SYSDESCR?: string
  readonly SYSMAC?: string
  readonly MODEL?: string
  readonly IP?: string
  /** Of the port over there. */
  readonly IFNUMBER?: string
  readonly IFDESCR?: string
  /** Of the port over there, where it is named by its address. */
  readonly MAC?: readonly string[]
}

/** By index of the interface here. */
export type Neighbours = ReadonlyMap<string, Neighbour>

/** Digits name a port by its number, all else by its description. */
export function portNamed(text: string | undefined): Pick<Neighbour, 'IFNUMBER' | 'IFDESCR'> {
  if (text === undefined || text === '') return {}
  return /^\d+$/.test(text) ? { IFNUMBER: text } : { IFDESCR: text }
}
