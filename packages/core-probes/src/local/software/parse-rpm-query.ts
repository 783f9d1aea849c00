/** One package as `rpm -qa` tells it. Empty text is "not told". */
export interface RpmPackage {
  readonly name: string
  readonly arch: string
  /** Version and release, without the epoch. */
  readonly version: string
  /** Epoch seconds; undefined: not told. */
  readonly installed: number | undefined
  /** Bytes on disk. */
  readonly size: string
  readonly vendor: string
  readonly summary: string
  readonly group: string
}

/** Query format of the columns that {@link parseRpmQuery} reads; rpm itself fills them in. */
export const rpmQueryFormat = [
  'NAME',
  'ARCH',
  'VERSION}-%{RELEASE',
  'INSTALLTIME',
  'SIZE',
  'VENDOR',
  'SUMMARY',
  'GROUP',
]
  .map((tag) => `%{${tag}}`)
  .join('\\t')
  .concat('\\n')

/**
 * Packages of `rpm -qa --queryformat`. `(none)` is rpm's word for a tag that a package does not have. Signing keys,
 * which rpm keeps as packages called `gpg-pubkey`, are left out.
 */
export function parseRpmQuery(text: string): RpmPackage[] {
  const packages: RpmPackage[] = []
  for (const line of text.split('\n')) {
    const columns = line.split('\t', 8).map((column) => (column === '(none)' ? '' : column.trim()))
    const [name = '', arch = '', version = '', time = '', size = '', vendor = '', summary = '', group = ''] = columns
    if (!name || !version || name === 'gpg-pubkey') continue
    const installed = /^\d{1,12}$/.test(time) ? Number(time) : undefined
    packages.push({ name, arch, version, installed, size, vendor, summary, group })
  }
  return packages
}
