/** One package of eopkg. Undefined is "not told". */
interface PisiPackage {
  readonly name: string
  /** Version and release, `1.2.3-45`. */
  readonly version: string | undefined
  readonly arch: string | undefined
  /** Bytes on disk. */
  readonly size: string | undefined
  readonly summary: string | undefined
  readonly component: string | undefined
  readonly publisher: string | undefined
}

/**
 * The `metadata.xml` of an installed package (PiSi format): element `Source` with who made it, then `Package`, whose
 * `History` begins with the newest update. Undefined where no package is named.
 */
export function parsePisiMetadata(text: string): PisiPackage | undefined {
  const at = text.indexOf('<Package>')
  const body = at < 0 ? '' : text.slice(at)
  const name = element(body, 'Name')
  if (!name) return undefined
  const release = /<Update release="(\d{1,9})"/.exec(body)?.[1]
  const version = element(body, 'Version')
  return {
    name,
    version: version && release ? `${version}-${release}` : version,
    arch: element(body, 'Architecture'),
    size: element(body, 'InstalledSize'),
    summary: element(body, 'Summary'),
    component: element(body, 'PartOf'),
    publisher: element(text.slice(0, Math.max(at, 0)), 'Name'),
  }
}

const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }

/** Text of the first such element, in whatever language it is. */
function element(xml: string, name: string): string | undefined {
  const open = xml.search(new RegExp(`<${name}[ >]`))
  const start = open < 0 ? -1 : xml.indexOf('>', open) + 1
  const end = start < 1 ? -1 : xml.indexOf('<', start)
  if (end < 0) return undefined
  const text = xml.slice(start, end).replace(/&([a-z]{2,4});/g, (whole, word: string) => entities[word] ?? whole)
  return text.trim() || undefined
}
