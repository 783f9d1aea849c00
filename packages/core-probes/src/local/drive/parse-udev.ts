import type { Volume } from './parse-superblock.ts'

/** udev writes what is no plain character as `\xHH`, UTF-8 byte by byte. */
export function unescapeUdev(text: string): string {
  if (!text.includes('\\x')) return text
  const encoded = text.replace(/%/g, '%25').replace(/\\x([0-9a-f]{2})/gi, '%$1')
  try {
    return decodeURIComponent(encoded)
  } catch {
    return text
  }
}

/** `/run/udev/data/b<major>:<minor>`: lines `E:NAME=value`; the encoded label keeps blanks. */
export function parseUdev(text: string): Volume {
  const values = new Map<string, string>()
  for (const line of text.split('\n', 1000)) {
    const equals = line.indexOf('=')
    if (line.startsWith('E:ID_FS_') && equals > 0) values.set(line.slice(8, equals), line.slice(equals + 1))
  }
  const label = values.get('LABEL_ENC')
  return {
    uuid: values.get('UUID') || undefined,
    label: (label === undefined ? values.get('LABEL') : unescapeUdev(label)) || undefined,
  }
}
