import type { Release } from './parse-os-release.ts'

/** One file from the time before os-release. */
interface Legacy {
  readonly file: string
  readonly name: string
  /** First group is the version. */
  readonly version: RegExp
  /** FULL_NAME where the first line does not say it; `%` is the version. */
  readonly full?: string
}

const numbered = /release ([\d.]+)/
const whole = /^(.+)$/

/** In the order in which they are looked for: a derived distribution keeps the file of its parent too. */
export const legacyReleases: readonly Legacy[] = [
  { file: '/etc/vmware-release', name: 'VMWare', version: /([\d.]+)/ },
  { file: '/etc/arch-release', name: 'ArchLinux', version: whole, full: 'ArchLinux' },
  { file: '/etc/debian_version', name: 'Debian', version: whole, full: 'Debian GNU/Linux %' },
  { file: '/etc/fedora-release', name: 'Fedora', version: numbered },
  { file: '/etc/gentoo-release', name: 'Gentoo', version: whole, full: 'Gentoo Linux %' },
  { file: '/etc/knoppix_version', name: 'Knoppix', version: whole, full: 'Knoppix GNU/Linux %' },
  { file: '/etc/mandriva-release', name: 'Mandriva', version: numbered },
  { file: '/etc/mandrake-release', name: 'Mandrake', version: numbered },
  { file: '/etc/oracle-release', name: 'Oracle Linux Server', version: numbered },
  { file: '/etc/centos-release', name: 'CentOS', version: numbered },
  { file: '/etc/redhat-release', name: 'RedHat', version: numbered },
  { file: '/etc/slackware-version', name: 'Slackware', version: /Slackware (.*)/ },
  { file: '/etc/SuSE-release', name: 'SuSE', version: /([\d.]+)/ },
  { file: '/etc/trustix-release', name: 'Trustix', version: numbered },
  { file: '/etc/issue', name: 'Unknown Linux distribution', version: /([\d.]+)/ },
]

export function legacyRelease({ name, version, full }: Legacy, text: string): Release {
  const line = (text.split('\n', 1)[0] ?? '').slice(0, 200).replace(/\\\w/g, '').trim()
  const found = version.exec(line)?.[1]?.trim()
  return {
    NAME: /^Scientific/.test(line) ? 'Scientific' : name,
    VERSION: found,
    FULL_NAME: full ? full.replace('%', () => found ?? '').trim() : line,
    SERVICE_PACK: /^PATCHLEVEL\s*=\s*(\d{1,4})\s*$/m.exec(text)?.[1],
  }
}
