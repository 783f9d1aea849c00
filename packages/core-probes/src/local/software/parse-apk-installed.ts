/** One package of apk's database. Empty text is "not told". */
export interface ApkPackage {
  name: string
  version: string
  arch: string
  /** Bytes on disk. */
  size: string
  description: string
  maintainer: string
}

const blank: ApkPackage = { name: '', version: '', arch: '', size: '', description: '', maintainer: '' }

/** Letters of the lines that are wanted. */
const fields: Readonly<Record<string, keyof ApkPackage>> = {
  P: 'name',
  V: 'version',
  A: 'arch',
  I: 'size',
  T: 'description',
  m: 'maintainer',
}

/**
 * Packages of `/lib/apk/db/installed` (apk-package(5)): stanzas of `X:value` lines, an empty line between. The list of
 * files, which begins with `F:`, is most of a stanza and is passed over. In the order of the file.
 */
export function parseApkInstalled(text: string): ApkPackage[] {
  const packages: ApkPackage[] = []
  for (let start = 0; start < text.length; ) {
    const gap = text.indexOf('\n\n', start)
    const end = gap < 0 ? text.length : gap
    const found = { ...blank }
    for (let at = start; at < end && !text.startsWith('F:', at); ) {
      const eol = text.indexOf('\n', at)
      const to = eol < 0 ? end : eol
      const field = text[at + 1] === ':' ? fields[text[at] ?? ''] : undefined
      if (field) found[field] = text.slice(at + 2, to).trim()
      at = to + 1
    }
    if (found.name) packages.push(found)
    start = end + 2
  }
  return packages
}
