/** Powers of 1024 by the letter that stands for them. */
const powers = 'bkmgtpe'

/**
 * Memory in MiB: `512M`, `2GiB`, `1.5g`, `2147483648`. `bare` is the unit of a number without one (`b`, `k`, `m`).
 * Units are binary: the tools that read these numbers multiply by 1024 whether an `i` stands there or not.
 */
export function mebibytes(text: string | undefined, bare = 'b'): number | undefined {
  const parts = /^([0-9]{1,20}(?:\.[0-9]{1,9})?)\s*([bkmgtpe]?)(?:i?b|ytes)?$/i.exec(text?.trim() ?? '')
  if (!parts) return undefined
  const power = powers.indexOf((parts[2] || bare).toLowerCase())
  return Math.floor(Number(parts[1]) * 1024 ** (power - 2))
}

/** How many processors a list names: `0,3-5,7`; undefined for none. */
export function listedCpus(text: string | undefined): number | undefined {
  let count = 0
  for (const part of (text ?? '').split(',', 10_000)) {
    const range = /^\s*(\d{1,6})(?:-(\d{1,6}))?\s*$/.exec(part)
    if (range) count += Math.max(Number(range[2] ?? range[1]) - Number(range[1]) + 1, 0)
  }
  return count > 0 ? count : undefined
}

/** Hardware addresses as the section has them; undefined for none. */
export function macs(found: readonly (string | undefined)[]): string | undefined {
  const known = found.filter((mac) => mac !== undefined && /^(?:[0-9a-f]{2}:){5}[0-9a-f]{2}$/i.test(mac))
  return [...new Set(known.map((mac) => mac?.toLowerCase()))].join('/') || undefined
}

/** `KEY=VALUE` or `key: value` lines; quotes around a value go. Comments are none. The first of a name holds. */
export function parsePairs(text: string, separator: '=' | ':'): Map<string, string> {
  const found = new Map<string, string>()
  for (const line of text.split('\n', 100_000)) {
    const at = line.indexOf(separator)
    const key = line.slice(0, Math.max(at, 0)).trim()
    if (key === '' || key.startsWith('#') || found.has(key)) continue
    const value = line.slice(at + 1).trim()
    found.set(key, /^".*"$/.test(value) ? value.slice(1, -1) : value)
  }
  return found
}
