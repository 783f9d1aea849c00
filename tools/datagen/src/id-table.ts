/** What of an id database is shipped. */
export interface Selection {
  /** Levels below the outermost that are kept: 1 devices, 2 subsystems. */
  readonly depth: number
  /** The same for the classes (`C 02`); none of them are kept where it is left out. */
  readonly classDepth?: number
}

/** The entries of pci.ids, usb.ids or pnp.ids that are selected, as they stand there; no comments. */
export function select(database: string, { depth, classDepth = -1 }: Selection): string {
  let deepest = -1
  const kept: string[] = []
  for (const line of database.split('\n')) {
    if (line.trim() === '' || /^\t*#/.test(line)) continue
    const level = /^\t*/.exec(line)?.[0].length ?? 0
    if (level === 0)
      deepest = /^(?:[\da-f]{4} {2}|[A-Z]{3}\t)/.test(line) ? depth : line.startsWith('C ') ? classDepth : -1
    if (level <= deepest) kept.push(line.trimEnd())
  }
  return kept.map((line) => `${line}\n`).join('')
}

/** The paragraph of that name of a machine-readable debian/copyright, without its indentation. */
export function licence(copyright: string, name: string): string {
  const [, text = ''] = new RegExp(`^License: ${name}\n((?: .*\n)+)`, 'm').exec(copyright) ?? []
  return text.replace(/^ \.?/gm, '').trim()
}

/** Each line as a comment. */
export const comment = (text: string): string => text.replace(/^.*$/gm, (line) => `# ${line}`.trimEnd()).concat('\n')
