/** A field replaceable unit: a part of the machine that the management controller knows. */
export interface Fru {
  /** As the controller names it: `PS1`, `CPU 1 DIMM 2`. */
  readonly name: string
  /** Labels as ipmitool prints them; of a label that repeats the first value. */
  readonly fields: ReadonlyMap<string, string>
}

/** More units than any machine has, and more labels than any unit. */
const most = 4096

/** What stands where nothing was written: dots for bytes that are no text, and words that say so. */
const nothing = /^[.\s-]*$|^(?:Field not present|N\/A|None|Unknown|Not Specified|Not Available)$/i

/**
 * `ipmitool fru print` (IPMI Platform Management FRU Information Storage Definition): each unit begins with
 * `FRU Device Description : PS1 (ID 1)`, followed by indented lines `Board Product : ...`. Units of which nothing is
 * known are left out.
 */
export function parseFru(text: string): Fru[] {
  const units: { name: string; fields: Map<string, string> }[] = []
  for (const line of text.split('\n')) {
    const colon = line.indexOf(':')
    if (colon < 0) continue
    const label = line.slice(0, colon).trim()
    const value = line.slice(colon + 1, colon + 1000).replace(/[^\x20-\x7e\xa0-\uffff]/g, ' ')
    if (label === 'FRU Device Description') {
      if (units.length === most) break
      units.push({ name: value.replace(/\(ID \d{1,5}\)\s*$/, '').trim(), fields: new Map() })
    } else if (/^\s/.test(line) && label !== '' && !nothing.test(value)) {
      const fields = units.at(-1)?.fields
      if (fields && fields.size < most && !fields.has(label)) fields.set(label, value.replace(/\s+/g, ' ').trim())
    }
  }
  return units.filter(({ fields }) => fields.size > 0)
}
