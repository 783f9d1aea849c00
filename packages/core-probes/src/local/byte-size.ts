/** Taken for binary multiples, as other agents do, whatever they are called: flatpak and snap mean decimal ones. */
const powers: Readonly<Record<string, number>> = { '': 0, k: 1, m: 2, g: 3, t: 4, p: 5 }

/**
 * Bytes of a size as package managers print it: `27.00 KiB`, `252,0 MB` (with U+00A0 in between as well), `100MB`,
 * `1024.00 B`; undefined for anything else. A comma is that of decimals.
 */
export function bytesOf(text: string): number | undefined {
  const [, digits, unit = ''] = /^(\d{1,15}(?:[.,]\d{1,6})?)[\s\u00a0]{0,3}([kmgtp]?)i?b?(?:ytes?)?$/i.exec(text) ?? []
  const power = powers[unit.toLowerCase()]
  return digits === undefined || power === undefined
    ? undefined
    : Math.floor(Number(digits.replace(',', '.')) * 1024 ** power)
}
