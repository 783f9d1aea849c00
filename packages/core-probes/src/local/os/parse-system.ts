/** Small facts of a Unix system, each from one text. */

/** `btime` of /proc/stat: when the kernel started, epoch seconds. It does not jitter as now minus uptime does. */
export function parseBootTime(text: string): number | undefined {
  const at = text.startsWith('btime ') ? 0 : text.indexOf('\nbtime ') + 1
  if (at === 0 && !text.startsWith('btime ')) return undefined
  const seconds = /^btime (\d{1,12})\s/.exec(`${text.slice(at, at + 24)}\n`)?.[1]
  return seconds === undefined ? undefined : Number(seconds)
}

/** Birth of a file: the `Birth:` line of `stat FILE`, or the whole answer of `stat -c %w FILE`; `-` where it is not known. */
export function parseBirth(text: string): string | undefined {
  const found = /^(?:[ \t]*Birth: )?(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d)\b/m.exec(text.slice(0, 4000))?.[1]
  return found?.startsWith('1970-01-01') ? undefined : found
}

const hex = (bytes: readonly number[]): string => bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('')

/** /etc/hostid: 32 bits as the machine that wrote them orders them, little-endian on all that matter; 8 hex digits. */
export const hostIdOfFile = (bytes: Uint8Array): string | undefined =>
  bytes.length < 4 ? undefined : hex([...bytes.subarray(0, 4)].reverse())

/** gethostid(3) without that file: the IPv4 address a.b.c.d of the host name, its halves turned: b a d c. */
export function hostIdOfAddress(address: string): string | undefined {
  const [a, b, c, d, ...more] = address.split('.').map((part) => (/^\d{1,3}$/.test(part) ? Number(part) : 256))
  if (a === undefined || b === undefined || c === undefined || d === undefined || more.length > 0) return undefined
  return [a, b, c, d].some((byte) => byte > 255) ? undefined : hex([b, a, d, c])
}

/** First IPv4 address of a name in hosts(5). */
export function addressInHosts(text: string, name: string): string | undefined {
  for (const line of text.split('\n')) {
    const [address, ...names] = line
      .replace(/#.*/, '')
      .trim()
      .split(/[ \t]+/)
    if (names.includes(name) && hostIdOfAddress(address ?? '') !== undefined) return address
  }
  return undefined
}

/** Type and key of public host keys, without comments; of several `ssh-...` ones the first in order. */
export function firstSshKey(texts: readonly string[]): string | undefined {
  const keys = texts.flatMap(
    (text) => /^(ssh-[\w@.-]{1,60}) ([A-Za-z0-9+/=]{16,20000})(?:\s|$)/.exec(text.slice(0, 20_100)) ?? [],
  )
  const lines: string[] = []
  for (let at = 0; at + 2 < keys.length; at += 3) lines.push(`${keys[at + 1]} ${keys[at + 2]}`)
  return lines.sort()[0]
}

/** Minutes east of UTC as `+HHMM`. */
export function formatOffset(minutes: number): string {
  const total = Math.abs(Math.round(minutes))
  const digits = (value: number): string => String(value).padStart(2, '0')
  return `${minutes < 0 ? '-' : '+'}${digits(Math.floor(total / 60))}${digits(total % 60)}`
}
