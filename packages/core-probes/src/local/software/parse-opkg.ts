/** Fields of a stanza by name; of several lines only the first. */
type Stanza = Readonly<Partial<Record<string, string>>>

/**
 * Installed packages of opkg's status file: stanzas of `Field: value` lines as dpkg's, but with sizes in bytes and the
 * time of installation (`Installed-Time`, epoch seconds).
 */
export function parseOpkgStatus(text: string): Stanza[] {
  return text.split(/\n(?:[ \t]*\n)+/).flatMap((block) => {
    const fields: Record<string, string> = Object.create(null)
    for (const line of block.split('\n')) {
      const colon = line.indexOf(':')
      if (colon > 0 && !/^\s/.test(line)) fields[line.slice(0, colon)] = line.slice(colon + 1).trim()
    }
    const status = fields.Status ?? 'installed'
    return fields.Package && /(?:^| )installed$/.test(status) ? [fields] : []
  })
}
