/** What is known of a graphics adapter; of several sources. */
export interface Card {
  /** `01:00.0`. */
  readonly slot?: string | undefined
  /** `vvvv:dddd`. */
  readonly id?: string | undefined
  readonly name?: string | undefined
  readonly chip?: string | undefined
  /** MB of 1024 kB. */
  readonly memory?: number | undefined
  /** `1920x1080`. */
  readonly resolution?: string | undefined
}

/** The entry of an adapter. */
export const videoOf = (card: Card) => ({
  CHIPSET: card.chip,
  NAME: card.name,
  MEMORY: card.memory,
  RESOLUTION: card.resolution,
  PCISLOT: card.slot,
  PCIID: card.id,
})

/** Chip and product of a title such as `VENDOR CHIP [PRODUCT]`; nothing where there is no product. */
export function splitTitle(title: string): { readonly chip: string; readonly product: string } | undefined {
  const bracket = title.endsWith(']') ? title.lastIndexOf(' [') : -1
  if (bracket <= 0) return undefined
  return { chip: title.slice(0, bracket).trim(), product: title.slice(bracket + 2, -1).trim() }
}
