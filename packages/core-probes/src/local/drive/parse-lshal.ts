import type { Drive } from './parse-df.ts'

/**
 * Devices of `lshal` (hal 0.5, before udev told the same): blocks `udi = '...'` of lines `  key = value  (type)`, by their
 * category.
 */
export function halDevices(text: string, category: 'volume' | 'storage'): readonly ReadonlyMap<string, string>[] {
  const blocks: Map<string, string>[] = []
  for (const line of text.split('\n', 200_000)) {
    if (line.startsWith('udi = ')) blocks.push(new Map())
    const entry = /^ {2}([a-z_.]{1,100}) = (?:'([^']{0,1000})'|(\d{1,20}))/.exec(line)
    if (entry) blocks.at(-1)?.set(entry[1] ?? '', entry[2] ?? entry[3] ?? '')
  }
  return blocks.filter((block) => block.get('info.category') === category)
}

/** Volumes; `volume.size` in bytes becomes MiB, rounded. */
export const parseLshal = (text: string): Drive[] =>
  halDevices(text, 'volume').map((block) => ({
    VOLUMN: block.get('block.device'),
    FILESYSTEM: block.get('volume.fstype') || undefined,
    LABEL: block.get('volume.label') || undefined,
    SERIAL: block.get('volume.uuid') || undefined,
    TOTAL: Math.round(Number(block.get('volume.size') ?? 0) / 1048576),
  }))
