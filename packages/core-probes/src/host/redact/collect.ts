/** Values that tell whose machine it is, from the places that name them. */
import { isPlaceholder } from '@fusioninventory/protocol'
import type { Capture, Section } from '../capture/model.ts'

/** Serial numbers and the like stand anywhere; names do not count in databases of packages, where they are others'. */
export interface Identities {
  readonly serials: ReadonlySet<string>
  readonly names: ReadonlySet<string>
  /** Hardware addresses, bare digits in lower case. */
  readonly macs: ReadonlySet<string>
}

const SERIAL_KEY =
  /serial|s\/n|\bsn$|(?:asset|service)[ _-]?tag|uuid|wwn|wwid|world ?wide|unique[ _-]?id|machine[ _-]?id|guid/i
const SERIAL_FILE =
  /serial|wwid|wwn|uuid|^machine-id$|^hostid$|asset_tag|unique_id|guid|^(?:port|node)_name$|^vpd_pg8[03]$|container-uuid/
const NAME_KEY = /^(?:user|logname|username|sudo_user|hostname|host|essid|ssid|domainname|nodename)$/i
const LINE =
  /^[ \t]*(?:E:)?["']?([A-Za-z][\w ./()#-]{0,60}?)["']?[ \t]*[:=][ \t]*["']?([^\n\r"']{3,128}?)["']?[ \t,;]*$/gm
const INLINE = /\b(?:Serial ?N(?:umber|o)?|SerialNo|S\/N|SN|serial)[=:][ \t]{0,3}([\w-]{4,40})/gi
const MAC = /(?<![0-9a-f:-])(?:[0-9a-f]{2}[:-]){5}[0-9a-f]{2}(?![0-9a-f:-])/gi
/** Found by their form. */
const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i
/** Names that say nothing of anybody, and that stand for other things in many texts. */
const COMMON = new Set(
  (
    'localhost localdomain root admin administrator user test guest host server laptop desktop linux debian ubuntu ' +
    'fedora centos redhat rocky alma suse opensuse arch alpine gentoo raspberrypi kali unknown home lan local ' +
    'internal domain workgroup ip6-localhost ip6-loopback broadcasthost ip6-allnodes ip6-allrouters ip6-localnet ' +
    'ip6-mcastprefix reboot shutdown runlevel wtmp nobody true false default nonexistent nologin empty none'
  ).split(' '),
)

export function collect({ header, sections }: Capture): Identities {
  const serials = new Set<string>()
  const names = new Set<string>()
  const macs = new Set<string>()
  const system = systemAccounts(sections)
  const serial = (text: string | undefined): void => {
    const value = trimmed(text)
    // `CRYPT-LUKS2-0123...-home`: of a longer name the number only.
    const long = value.match(/[0-9a-f]{24,}/gi)
    for (const one of long ?? [value]) if (isSerial(one)) serials.add(one)
  }
  const name = (text: string | undefined): void => {
    const value = trimmed(text)
    const plain = value.toLowerCase()
    if (value.length < 2 || value.length > 128 || COMMON.has(plain) || system.has(value)) return
    if (/[a-z]/i.test(value)) names.add(value)
  }
  const host = (text: string | undefined): void => {
    const labels = trimmed(text).split('.')
    name(labels[0])
    if (labels.length > 1) name(labels.slice(1).join('.'))
  }
  host(header.hostname)
  host(header.fqdn)
  name(header.user)
  for (const section of sections) {
    if (section.state === 'ok' || section.content !== '') collectSection(section, { serial, name, host, macs })
    for (const [home] of section.subject.join('\n').matchAll(/(?<=\/home\/)[^/\n]+/g)) name(home)
  }
  return { serials, names, macs }
}

/** Without a digit it is a word; what firmware writes where nobody filled in a number is none. */
export const isSerial = (value: string): boolean =>
  value.length >= 4 && value.length <= 128 && /\d/.test(value) && !isPlaceholder(value) && !UUID.test(value)

interface Takers {
  serial(text: string | undefined): void
  name(text: string | undefined): void
  host(text: string | undefined): void
  readonly macs: Set<string>
}

/** What is at the edges of a value is not part of it. */
const trimmed = (text: string | undefined): string =>
  (text ?? '').replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '').slice(0, 256)

const uid = (line: string): number => Number(line.split(':', 3)[2] ?? Number.NaN)

const systemAccounts = (sections: readonly Section[]): ReadonlySet<string> =>
  new Set(
    sections
      .filter(({ kind, subject }) => kind === 'file' && /^\/etc\/(?:passwd|group)$/.test(subject[0] ?? ''))
      .flatMap(({ content }) => content.split('\n'))
      .filter((line) => uid(line) < 1000 || uid(line) === 65_534)
      .map((line) => line.split(':', 1)[0] ?? ''),
  )

function collectSection({ kind, subject, content }: Section, { serial, name, host, macs }: Takers): void {
  const path = kind === 'file' || kind === 'list' || kind === 'link' ? (subject[0] ?? '') : ''
  const base = path.slice(path.lastIndexOf('/') + 1)
  if (isSoftware(subject)) return
  if (kind === 'list' && /\/dev\/disk\/by-(?:part)?(?:uu)?id$/.test(path))
    for (const line of content.split('\n')) if (/-?uuid$/.test(path)) serial(line.slice(2))
  if (kind === 'file' && SERIAL_FILE.test(base)) serial(content.replace(/[^\x20-\x7e]+/g, ' '))
  if (path === '/etc/passwd') {
    for (const line of content.split('\n')) {
      const fields = line.split(':')
      if (!(uid(line) >= 1000)) continue
      name(fields[0])
      for (const part of (fields[4] ?? '').split(',')) name(part)
      name(fields[5]?.slice(fields[5].lastIndexOf('/') + 1))
    }
  } else if (path === '/etc/group') {
    for (const line of content.split('\n')) {
      const fields = line.split(':')
      if (uid(line) >= 1000) name(fields[0])
      for (const member of (fields[3] ?? '').split(',')) name(member)
    }
  } else if (path === '/etc/hosts') {
    for (const line of content.split('\n'))
      for (const one of line.replace(/#.*/, '').trim().split(/\s+/).slice(1)) host(one)
  } else if (path === '/etc/resolv.conf' || base === 'resolv.conf') {
    for (const [, list] of content.matchAll(/^[ \t]*(?:search|domain)[ \t]+(.*)$/gm))
      for (const one of (list ?? '').split(/\s+/)) host(one)
  } else if (/^\/(?:etc\/hostname|etc\/HOSTNAME|proc\/sys\/kernel\/(?:hostname|domainname))$/.test(path)) host(content)
  else if (/tmp$/.test(base) && content.includes('\0')) for (const user of logins(content)) name(user)
  if (kind === 'command' && /^(?:.*\/)?(?:who|last|w)$/.test(subject[0] ?? ''))
    for (const line of content.split('\n')) name(/^\S+/.exec(line)?.[0])
  if (kind === 'command' && /(?:^|\/)hostname$/.test(subject[0] ?? '')) host(content)
  for (const [home] of content.matchAll(/(?<=\/home\/)[A-Za-z0-9._-]{2,64}/g)) name(home)
  const keyed = path === '/etc/passwd' || path === '/etc/group' ? [] : content.matchAll(LINE)
  for (const [, key = '', value] of keyed) {
    if (SERIAL_KEY.test(key)) serial(value)
    else if (NAME_KEY.test(key) && /^[\w.@-]+$/.test(value ?? '')) host(value)
  }
  for (const [, value] of content.matchAll(INLINE)) serial(value)
  // Hardware addresses are replaced wherever they stand; these are other spellings of them.
  for (const [mac] of content.matchAll(MAC)) {
    const bare = mac.replace(/[:-]/g, '').toLowerCase()
    if (/^(?:0+|f+)$/.test(bare)) continue
    macs.add(bare)
  }
}

/** Names of users in utmp(5): 32 bytes at 44 of records of 384 or 400 bytes. */
function* logins(content: string): Iterable<string> {
  for (const [, user] of content.matchAll(/\0([A-Za-z_][A-Za-z0-9_.-]{1,31})\0/g))
    if (user && !/^(?:tty|pts|ts)/.test(user)) yield user
}

const SOFTWARE =
  /^\/(?:var\/lib\/(?:dpkg|rpm|pacman|apt|snapd|flatpak)|lib\/apk|usr\/lib\/(?:apk|sysimage\/rpm)|var\/db\/pkg|nix)\b|^(?:\/\S*\/)?(?:dpkg-query|rpm|pacman|equery|snap|flatpak|apk|nix-\S+)$/

/** Databases of packages: versions look like addresses there, and the people in it are public. */
export const isSoftware = (subject: readonly string[]): boolean => SOFTWARE.test(subject[0] ?? '')
