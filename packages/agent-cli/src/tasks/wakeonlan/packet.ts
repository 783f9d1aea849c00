/** Six bytes with `:`, `-` or `.` between them or nothing; undefined for anything else. */
export function macBytes(text: string): Uint8Array | undefined {
  const word = text.trim()
  const groups = /^(?:[0-9a-f]{1,2}([:-]))(?:[0-9a-f]{1,2}\1){4}[0-9a-f]{1,2}$/i.test(word)
    ? word.split(/[:-]/).map((byte) => byte.padStart(2, '0'))
    : [/^[0-9a-f]{4}\.[0-9a-f]{4}\.[0-9a-f]{4}$/i.test(word) ? word.replaceAll('.', '') : word]
  const hex = groups.join('')
  return /^[0-9a-f]{12}$/i.test(hex) ? Uint8Array.from(Buffer.from(hex, 'hex')) : undefined
}

/** `00:11:22:33:44:55` */
export const shownMac = (mac: Uint8Array): string =>
  Buffer.from(mac)
    .toString('hex')
    .replace(/..(?=.)/g, '$&:')

/**
 * What wakes a machine (AMD, Magic Packet Technology, 20213): six bytes 0xff, sixteen times the address, and the password
 * of SecureOn where there is one.
 */
export function magicPacket(mac: Uint8Array, password: Uint8Array = new Uint8Array()): Uint8Array {
  const packet = new Uint8Array(6 + 16 * 6 + password.length).fill(0xff, 0, 6)
  for (let at = 0; at < 16; at++) packet.set(mac, 6 + at * 6)
  packet.set(password, 6 + 16 * 6)
  return packet
}

interface Address {
  readonly address: string
  readonly netmask: string
  readonly family: 'IPv4' | 'IPv6'
  readonly internal: boolean
}

/** The broadcast addresses of the networks that this machine is in; those with one or two addresses have none. */
export function broadcasts(interfaces: Readonly<Record<string, readonly Address[] | undefined>>): readonly string[] {
  const bytes = (text: string): number[] => text.split('.').map(Number)
  const found = Object.values(interfaces)
    .flatMap((addresses) => addresses ?? [])
    .filter(({ family, internal, netmask }) => family === 'IPv4' && !internal && !/\.25[45]$/.test(netmask))
    .map(({ address, netmask }) => {
      const mask = bytes(netmask)
      return bytes(address)
        .map((byte, at) => byte | (~(mask[at] ?? 255) & 255))
        .join('.')
    })
  return [...new Set(found)]
}
