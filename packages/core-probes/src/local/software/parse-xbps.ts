/** Fields of a package that are kept; all are texts as written. */
const wanted = [
  'architecture',
  'installed_size',
  'install-date',
  'maintainer',
  'pkgver',
  'short_desc',
  'state',
] as const

type XbpsPackage = { readonly name: string; readonly version: string } & Partial<
  Readonly<Record<(typeof wanted)[number], string>>
>

const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }

/**
 * Installed packages of xbps' package database: a property list in XML (proplib(3)) that is a dictionary of packages by
 * name, each a dictionary. Only its elements and their depth are looked at.
 */
export function parsePackagePlist(text: string): XbpsPackage[] {
  const packages: XbpsPackage[] = []
  let fields: Record<string, string> = {}
  let depth = 0
  let key = ''
  for (const [, tag = '', value = ''] of text.matchAll(/<(\/?(?:dict|array)|key|string|integer)>([^<]*)/g)) {
    if (tag === 'dict' || tag === 'array') {
      depth++
      if (depth === 2) fields = {}
    } else if (tag.startsWith('/')) {
      if (depth === 2) packages.push(...installed(fields))
      depth--
    } else if (depth !== 2) continue
    else if (tag === 'key') key = value
    else if ((wanted as readonly string[]).includes(key)) fields[key] = unescaped(value)
  }
  return packages
}

const unescaped = (text: string): string =>
  text.includes('&')
    ? text.replace(/&([a-z]{2,4});/g, (whole, name: string) => entities[name] ?? whole).trim()
    : text.trim()

/** `pkgver` is `name-version_revision`. */
function installed(fields: Record<string, string>): XbpsPackage[] {
  const { pkgver = '', state } = fields
  const dash = pkgver.lastIndexOf('-')
  if (dash < 1 || (state !== undefined && state !== 'installed')) return []
  const size = fields.installed_size
  if (size?.startsWith('0x')) fields.installed_size = String(Number.parseInt(size.slice(2, 14), 16))
  return [{ ...fields, name: pkgver.slice(0, dash), version: pkgver.slice(dash + 1) }]
}
