/** One package of dpkg's database, as far as an inventory wants it. Empty text is "not told". */
export interface DpkgPackage {
  name: string
  status: string
  version: string
  arch: string
  section: string
  maintainer: string
  /** First line of the description. */
  summary: string
  /** Estimated KiB on disk, as written. */
  installedKib: string
  /** `same`: several architectures of it may be installed, and its info files are called `name:arch.list`. */
  multiArch: string
}

const blank: DpkgPackage = {
  name: '',
  status: '',
  version: '',
  arch: '',
  section: '',
  maintainer: '',
  summary: '',
  installedKib: '',
  multiArch: '',
}

/**
 * Installed packages of `/var/lib/dpkg/status` or of a file of `status.d` (deb-control(5)): stanzas of `Field: value`
 * lines with an empty line between; of a field given twice the last holds. A stanza without Status counts as
 * installed, for the files of `status.d` have none. In the order of the file.
 *
 * The loop is this plain because it runs cold over a megabyte: a table of fields or a regular expression takes twice
 * the time.
 */
export function parseDpkgStatus(text: string): DpkgPackage[] {
  const packages: DpkgPackage[] = []
  for (let start = 0; start < text.length; ) {
    const gap = text.indexOf('\n\n', start)
    const end = gap < 0 ? text.length : gap
    const found = stanza(text, start, end)
    if (found.name && isInstalled(found.status)) packages.push(found)
    start = end + 2
  }
  return packages
}

function stanza(text: string, start: number, end: number): DpkgPackage {
  const found = { ...blank }
  for (let at = start; at < end; ) {
    const eol = text.indexOf('\n', at)
    const to = eol < 0 ? end : eol
    switch (text[at]) {
      case 'A':
        if (text.startsWith('Architecture:', at)) found.arch = text.slice(at + 13, to).trim()
        break
      case 'D':
        if (text.startsWith('Description:', at)) found.summary = text.slice(at + 12, to).trim()
        break
      case 'I':
        if (text.startsWith('Installed-Size:', at)) found.installedKib = text.slice(at + 15, to).trim()
        break
      case 'M':
        if (text.startsWith('Maintainer:', at)) found.maintainer = text.slice(at + 11, to).trim()
        else if (text.startsWith('Multi-Arch:', at)) found.multiArch = text.slice(at + 11, to).trim()
        break
      case 'P':
        if (text.startsWith('Package:', at)) found.name = text.slice(at + 8, to).trim()
        break
      case 'S':
        if (text.startsWith('Status:', at)) found.status = text.slice(at + 7, to).trim()
        else if (text.startsWith('Section:', at)) found.section = text.slice(at + 8, to).trim()
        break
      case 'V':
        if (text.startsWith('Version:', at)) found.version = text.slice(at + 8, to).trim()
    }
    at = to + 1
  }
  return found
}

/** Columns of `dpkg-query --show --showformat` that {@link parseDpkgQuery} reads; dpkg-query itself fills them in. */
export const dpkgQueryFormat = ['Package', 'Architecture', 'Version', 'Installed-Size', 'Section', 'Status']
  .map((field) => `\${${field}}`)
  .join('\\t')
  .concat('\\n')

/** Installed packages of `dpkg-query --show`; a line without a status counts as installed. */
export function parseDpkgQuery(text: string): DpkgPackage[] {
  const packages: DpkgPackage[] = []
  for (const line of text.split('\n')) {
    const [name = '', arch = '', version = '', installedKib = '', section = '', status = ''] = line
      .trimEnd()
      .split('\t', 6)
    if (name && version && isInstalled(status))
      packages.push({ ...blank, name, arch, version, installedKib, section, status })
  }
  return packages
}

const isInstalled = (status: string): boolean => status === '' || status.endsWith(' installed')
