/** Names of manufacturers as CPUs, memory modules and disks spell them, brought to one form. */

const exact = new Map([
  ['GenuineIntel', 'Intel'],
  ['AuthenticAMD', 'AMD'],
  ['TMx86', 'Transmeta'],
  ['TransmetaCPU', 'Transmeta'],
  ['CyrixInstead', 'Cyrix'],
  ['CentaurHauls', 'VIA'],
  ['HygonGenuine', 'Hygon'],
])

const anywhere =
  /\blg\b|broadcom|compaq|dell|epson|fujitsu|hitachi|ibm|intel|kingston|matshita|maxtor|nvidia|\bnec\b|pioneer|samsung|sony|supermicro|toshiba|transcend/i

/** Company names at the start of a text, whatever the device. */
const names: readonly (readonly [RegExp, string])[] = [
  [/^APPLE/, 'Apple'],
  [/^(hp|HPE?)\b|^hewlett[ -]packard/i, 'Hewlett-Packard'],
  [/^HGST\b/, 'Hitachi'],
  [/^seagate/i, 'Seagate'],
  [/^OPTIARC/, 'Sony'],
  [/^WDC?\b|^western/i, 'Western Digital'],
  [/^PNY/, 'PNY'],
]

/** Prefixes of disk model numbers; anywhere else they catch names of other makers. */
const models: readonly (readonly [RegExp, string])[] = [
  [/^(hp|HP|MM)/, 'Hewlett-Packard'],
  [/^(HD|IC|HU|HGST)/, 'Hitachi'],
  [/^ST/, 'Seagate'],
  [/^WD/, 'Western Digital'],
  [/^CT/, 'Crucial'],
]

const canonical = (name: string, prefixes: readonly (readonly [RegExp, string])[]): string => {
  const known = exact.get(name)
  if (known !== undefined) return known
  const word = anywhere.exec(name)?.[0]
  if (word !== undefined) return word.charAt(0).toUpperCase() + word.slice(1).toLowerCase()
  return prefixes.find(([start]) => start.test(name))?.[1] ?? name
}

/** The common name of a maker; a name that is not known stays as it is. */
export const manufacturer = (name: string): string => canonical(name, names)

const withModels = [...names, ...models]

/** The maker of a disk, from its model number (`ST1000DM003`, `WDC WD10EZEX`); unchanged where the number tells none. */
export const diskManufacturer = (model: string): string => canonical(model, withModels)
