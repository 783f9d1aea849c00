/** Stand-ins for values, of the same shape, the same for the same value, not to be found out without the salt. */
import { createHmac } from 'node:crypto'
import { formatIpv6, type Groups } from './ip.ts'

const ZERO = 48
const isHex = (text: string): boolean => /^[0-9a-f]+$/i.test(text) && /\d/.test(text)

export class Pseudonyms {
  readonly #salt: Uint8Array
  readonly #networks = new Map<string, readonly [number, number, number]>()
  readonly #addresses = new Map<string, string>()
  readonly #used = new Set<string>()

  constructor(salt: Uint8Array) {
    this.#salt = salt
  }

  /** As many bytes as are wanted, told by kind and value. */
  bytes(kind: string, value: string, length: number): Uint8Array {
    const all = new Uint8Array(length)
    for (let at = 0, block = 0; at < length; at += 32, block++) {
      const digest = createHmac('sha256', this.#salt).update(`${kind}\0${block}\0${value}`).digest()
      all.set(digest.subarray(0, Math.min(32, length - at)), at)
    }
    return all
  }

  /** Digits for digits, letters for letters of the same case; what is hexadecimal stays so, all else stays as it is. */
  shaped(value: string): string {
    const prefix = /^0x/i.exec(value)?.[0] ?? ''
    const body = value.slice(prefix.length)
    const letters = isHex(body.replace(/[^0-9a-z]/gi, '')) ? 6 : 26
    const bytes = this.bytes('shape', value.toLowerCase(), body.length)
    const other = Array.from(body, (char, at) => {
      const byte = bytes[at] ?? 0
      if (/[0-9]/.test(char)) return String.fromCharCode(ZERO + (byte % 10))
      if (/[a-z]/.test(char)) return String.fromCharCode(97 + (byte % letters))
      return /[A-Z]/.test(char) ? String.fromCharCode(65 + (byte % letters)) : char
    }).join('')
    return prefix + (other.toLowerCase() === body.toLowerCase() ? turned(other) : other)
  }

  /** Hexadecimal digits for such, in the case of the whole. */
  hex(value: string): string {
    const bytes = this.bytes('hex', value.toLowerCase(), value.length)
    const upper = /[A-F]/.test(value)
    return Array.from(value, (char, at) => {
      if (!/[0-9a-f]/i.test(char)) return char
      const digit = ((bytes[at] ?? 0) % 16).toString(16)
      return upper ? digit.toUpperCase() : digit
    }).join('')
  }

  /** The maker's part of a hardware address stays. */
  mac(value: string): string {
    return value.slice(0, 8) + this.hex(value).slice(8)
  }

  /**
   * Into 198.18.0.0/15 (RFC 2544), then the networks for documentation (RFC 5737): addresses of one /16 stay together and
   * keep their distance, so that masks and gateways still fit.
   */
  ipv4(value: string): string {
    const known = this.#addresses.get(value)
    if (known !== undefined) return known
    const [a = 0, b = 0, c = 0, d = 0] = value.split('.').map(Number)
    let network = this.#networks.get(`${a}.${b}`)
    if (!network) {
      const count = this.#networks.size
      network = [198, 18 + (count % 2), (Math.floor(count / 2) * 37) % 256]
      this.#networks.set(`${a}.${b}`, network)
    }
    const at = (third: number): string => `${network[0]}.${network[1]}.${third % 256}.${d}`
    let third = c ^ network[2]
    // More networks than there is room for meet: then the next free one.
    for (let tries = 0; tries < 256 && (this.#used.has(at(third)) || at(third) === value); tries++) third++
    const address = at(third)
    this.#used.add(address)
    this.#addresses.set(value, address)
    return address
  }

  /** Into 2001:db8::/32 (RFC 3849); the network keeps its addresses together. Local ones keep fe80. */
  ipv6(groups: Groups): Groups {
    const text = formatIpv6(groups)
    const network = this.bytes('net6', formatIpv6([...groups.slice(0, 4), 0, 0, 0, 0] as unknown as Groups), 4)
    const host = this.bytes('host6', text, 8)
    const pairs = (bytes: Uint8Array): number[] =>
      Array.from({ length: bytes.length / 2 }, (_, at) => ((bytes[2 * at] ?? 0) << 8) | (bytes[2 * at + 1] ?? 0))
    const local = (groups[0] & 0xffc0) === 0xfe80
    const head = local ? groups.slice(0, 4) : [0x2001, 0xdb8, ...(groups[2] | groups[3] ? pairs(network) : [0, 0])]
    const tail = groups.slice(4).some((group) => group !== 0) ? pairs(host) : [0, 0, 0, 0]
    return [...head, ...tail] as unknown as Groups
  }

  email(value: string): string {
    return `${this.shaped(value.split('@', 1)[0] ?? '')}@redacted.invalid`
  }
}

/** The next digit or letter in place of the first one, should chance have given the value itself. */
const turned = (text: string): string => text.replace(/[0-9a-zA-Z]/, (char) => NEXT[NEXT.indexOf(char) + 1] ?? char)
const NEXT = '01234567890abcdefabABCDEFAB'
