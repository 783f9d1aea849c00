import { isPlaceholder } from '../placeholder.ts'

/** What tells devices apart, the surest first; empty where it is not known. */
export interface Identity {
  readonly serial: string
  readonly mac: string
  readonly ips: readonly string[]
}

/** Addresses of VRRP (RFC 9568) are those of whoever has the role, and the same everywhere. */
const anyones = /^00:00:5e:00:0[12]:|^(?:00:)*00$|^(?:ff:)*ff$/
/** What every device calls itself. */
const everybodys: ReadonlySet<string> = new Set(['', '127.0.0.1', '0.0.0.0', '::1', '::'])

/** A hardware address that is of one device, in lower case; else empty. */
export function ownMac(text: string): string {
  const mac = text.toLowerCase()
  return anyones.test(mac) ? '' : mac
}

/** What of these says which device it is. */
export const identityFrom = (serial: string, mac: string, ips: readonly string[]): Identity => ({
  serial: isPlaceholder(serial) ? '' : serial,
  mac: ownMac(mac),
  ips: ips.map((ip) => ip.trim()).filter((ip) => !everybodys.has(ip)),
})

/** Two reports are of one device: the surest thing that both say of it is the same. */
export function sameDevice(a: Identity, b: Identity): boolean {
  if (a.serial !== '' && b.serial !== '') return a.serial === b.serial
  if (a.mac !== '' && b.mac !== '') return a.mac === b.mac
  return a.ips.some((ip) => b.ips.includes(ip))
}

/** Keys by which reports of one device find each other. */
export const keysOf = ({ serial, mac, ips }: Identity): readonly string[] =>
  [serial && `serial ${serial}`, mac && `mac ${mac}`, ...ips.map((ip) => `ip ${ip}`)].filter((key) => key !== '')
