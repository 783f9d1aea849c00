import type { Version } from './fields.ts'
import { type Structure, textStructure } from './structure.ts'

/**
 * The text of a bare `dmidecode`, of its first versions to today's: a heading with `DMI type N` (the handle on the same line
 * or the one before), then indented `label: value` lines. Of a label that comes twice the last holds.
 * One kind of structure alone is no answer: the tool found no table.
 */
export function parseDmidecode(text: string): {
  readonly version?: Version
  readonly structures: readonly Structure[]
} {
  const structures: Structure[] = []
  let version: Version | undefined
  let handle = 0
  let labels: Map<string, string> | undefined
  for (const line of text.split('\n')) {
    if (!/^\s/.test(line) || line.includes('DMI type ')) {
      const found = /^\s*Handle 0x([0-9a-f]{1,8})/i.exec(line)
      if (found) handle = Number.parseInt(found[1] ?? '0', 16)
      const type = /\bDMI type (\d{1,3})\b/.exec(line)
      if (type) {
        labels = new Map()
        structures.push(textStructure(Number(type[1]), handle, labels))
      } else if (found) labels = undefined
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
  const kinds = new Set(structures.map((structure) => structure.type))
  return { ...(version && { version }), structures: kinds.size < 2 ? [] : structures }
}

const versionOf = (line: string): Version | undefined => {
  const parts = /SMBIOS (\d{1,2})\.(\d{1,3})[.\d]* present/.exec(line)
  return parts ? [Number(parts[1]), Number(parts[2])] : undefined
}
