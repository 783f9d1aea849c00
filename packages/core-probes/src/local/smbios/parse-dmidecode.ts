import type { Version } from './fields.ts'
import { type Structure, textStructure } from './structure.ts'

/**
 * The text of a bare `dmidecode`, of its first versions to today's: a heading with `DMI type N` (the handle on the same line
 * or the one before), then indented `label: value` lines. Of a label that comes twice the last holds.
 * A structure without values says nothing; one structure alone is no answer, as the tool found no table.
 */
export function parseDmidecode(text: string): {
  readonly version?: Version
  readonly structures: readonly Structure[]
} {
  const found: { readonly type: number; readonly handle: number; readonly labels: Map<string, string> }[] = []
  let version: Version | undefined
  let handle = 0
  let labels: Map<string, string> | undefined
  for (const line of text.split('\n')) {
    if (!/^\s/.test(line) || line.includes('DMI type ')) {
      const heading = /^\s*Handle 0x([0-9a-f]{1,8})/i.exec(line)
      if (heading) handle = Number.parseInt(heading[1] ?? '0', 16)
      const type = /\bDMI type (\d{1,3})\b/.exec(line)
      if (type) {
        labels = new Map()
        found.push({ type: Number(type[1]), handle, labels })
      } else if (heading) labels = undefined
      version ??= versionOf(line)
    } else if (labels) {
      const colon = line.indexOf(':')
      const value =
        colon < 0
          ? ''
          : line
              .slice(colon + 1)
              .trim()
              .replace(/\s+/g, ' ')
      if (value !== '' && /\s/.test(line.charAt(colon + 1))) labels.set(line.slice(0, colon).trim(), value)
    }
  }
  const structures = found
    .filter((one) => one.labels.size > 0)
    .map((one) => textStructure(one.type, one.handle, one.labels))
  return { ...(version && { version }), structures: structures.length < 2 ? [] : structures }
}

const versionOf = (line: string): Version | undefined => {
  const parts = /SMBIOS (\d{1,2})\.(\d{1,3})[.\d]* present/.exec(line)
  return parts ? [Number(parts[1]), Number(parts[2])] : undefined
}
