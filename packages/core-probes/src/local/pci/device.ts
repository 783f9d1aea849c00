/** A function of a PCI device, before its ids are given names. Ids are lower-case hex. */
export interface PciDevice {
  /** `00:1f.2`; with its domain in front where that is not 0000. */
  readonly slot: string
  /** Four digits each. */
  readonly vendor: string
  readonly device: string
  /** Class and subclass, four digits. */
  readonly kind: string
  /** `vvvv:dddd`. */
  readonly subsystem?: string | undefined
  /** Two digits; the first revision, 00, is left out. */
  readonly revision?: string | undefined
  readonly driver?: string | undefined
  /** Bytes of its prefetchable memory regions, where they are known already. */
  readonly prefetchable?: number | undefined
  /** Names that lspci gave it: that of the class, and vendor and device in one. */
  readonly said?: { readonly kind: string; readonly title: string }
}

/** `0000:00:1f.2` is the `00:1f.2` of lspci; other domains stay. */
export const shortSlot = (address: string): string => address.replace(/^0000:/, '')

/** Vendor and device of a subsystem or an id, where somebody filled it in. */
export const subsystemOf = (vendor: string, device: string): string | undefined =>
  /^(?:0000|ffff)$/.test(vendor) ? undefined : `${vendor}:${device}`
