/** Puts stand-ins for values into a text, in time linear to it. */
import { Buffer } from 'node:buffer'
import type { Identities } from './collect.ts'
import { formatIpv6, fromHex, hexOf, parseIpv6 } from './ip.ts'
import type { Pseudonyms } from './pseudonyms.ts'

const KEY = /((?:ssh-(?:rsa|dss|ed25519)|ecdsa-sha2-[\w-]{1,20}|sk-[\w@.-]{1,50}) )(AAAA[0-9A-Za-z+/]{20,}={0,2})/g
const EMAIL = /(?<![\w.+-])[\w.+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,6}(?![\w-])/g
/** Of 6 bytes, and the longer ones of InfiniBand and of world wide names. */
const MAC = /(?<![0-9a-f:-])(?:[0-9a-f]{2}([:-]))(?:[0-9a-f]{2}\1){4,18}[0-9a-f]{2}(?![0-9a-f:-])/gi
const BARE_MAC = /^(enx|wlx|0x)?([0-9a-f]{12})$/i
/** Of containers; their first twelve digits are the name of the machine inside. */
const CONTAINER = /(?<![0-9a-z])([0-9a-f]{12})([0-9a-f]{52})(?![0-9a-z])/g
const UUID = /(?<![0-9a-f-])[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}(?![0-9a-f-])/gi
const IPV6 = /(?<![0-9a-z:.])[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){2,7}(?![0-9a-z:])/gi
const IPV4 = /(?<![0-9.])(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)(?![0-9]|\.[0-9])/g
const RUN = /[\p{L}\p{N}]+/gu

/** Of everybody: the variables of EFI, nothing, everything. */
const KNOWN_UUID = /^(?:8be4df61-93ca-11d2-aa0d-00e098032b8c|(?:0|f|-)+|03000200-0400-0500-0006-000700080009)$/i
/** Loopback, masks, multicast, unspecified; and what is one of the stand-ins already. */
const KNOWN_IPV4 = /^(?:0|127|22[4-9]|23\d|24\d|25[0-5])\./
const NO_MAC = /^(?:00[:-]){5}|^(?:ff[:-]){5}|^01[:-]00[:-]5e|^33[:-]33/i

export interface Where {
  /** A database of packages. */
  readonly software: boolean
  /** Fields have fixed places: a longer stand-in takes from the NULs behind it. */
  readonly binary: boolean
}

export class Replacer {
  readonly #names: Pseudonyms
  /** Values by the first run of letters and digits in them, longest first. */
  readonly #serials: ReadonlyMap<string, readonly string[]>
  readonly #macs: ReadonlySet<string>
  readonly #who: ReadonlySet<string>
  readonly #all: ReadonlyMap<string, readonly string[]>

  constructor(names: Pseudonyms, { serials, names: who, macs }: Identities) {
    this.#names = names
    const spelled = [...macs].flatMap((mac) => ['', 'enx', 'wlx', '0x'].map((prefix) => prefix + mac))
    this.#macs = macs
    this.#who = new Set([...who].map((name) => name.toLowerCase()))
    const single = withoutComposites([...serials])
    this.#serials = byFirstRun([...single, ...spelled])
    this.#all = byFirstRun([...single, ...spelled, ...who])
  }

  text(text: string, { software, binary }: Where): string {
    let clean = text.replace(KEY, (_, head: string, body: string) => head + this.#key(body))
    clean = clean.replace(EMAIL, (mail) => (mail.endsWith('@redacted.invalid') ? mail : this.#names.email(mail)))
    clean = clean.replace(MAC, (mac) => (NO_MAC.test(mac) ? mac : this.#names.mac(mac)))
    clean = clean.replace(UUID, (uuid) => this.uuid(uuid))
    if (!software) {
      clean = clean.replace(CONTAINER, (_, head: string, tail: string) => this.#names.hex(head) + this.#names.hex(tail))
      clean = clean.replace(IPV6, (address) => this.#ipv6(address))
      clean = binary
        ? fitted(clean, IPV4, (address) => this.ipv4(address))
        : aligned(clean, IPV4, (address) => this.ipv4(address))
    }
    return this.#known(clean, software ? this.#serials : this.#all)
  }

  uuid(uuid: string): string {
    return KNOWN_UUID.test(uuid) ? uuid : this.#names.hex(uuid)
  }

  ipv4(address: string): string {
    return KNOWN_IPV4.test(address) || address === '0.0.0.0' ? address : this.#names.ipv4(address)
  }

  /** 32 digits of /proc/net/if_inet6 and its like. */
  hex6(hex: string): string {
    const text = formatIpv6(fromHex(hex))
    const groups = parseIpv6(this.#ipv6(text))
    return groups ? hexOf(groups) : hex
  }

  #ipv6(text: string): string {
    const groups = parseIpv6(text)
    if (!groups || groups[0] >= 0xff00 || groups.slice(0, 7).every((group) => group === 0)) return text
    return formatIpv6(this.#names.ipv6(groups))
  }

  /** The algorithm stays, the key does not. */
  #key(body: string): string {
    const bytes = Buffer.from(body, 'base64')
    const head = Math.min(bytes.length, 4 + (bytes.length >= 4 ? bytes.readUInt32BE(0) : 0))
    if (head >= bytes.length) return this.#names.shaped(body)
    bytes.set(this.#names.bytes('key', body, bytes.length - head), head)
    return bytes.toString('base64').padEnd(body.length, '=').slice(0, body.length)
  }

  #value(found: string): string {
    const [, prefix = '', bare] = BARE_MAC.exec(found) ?? []
    if (bare === undefined) return this.#names.shaped(found)
    if (!this.#macs.has(bare.toLowerCase())) return prefix + this.#names.hex(bare)
    return prefix + this.#names.mac(bare.replace(/..(?=.)/g, '$&:')).replaceAll(':', '')
  }

  #known(text: string, values: ReadonlyMap<string, readonly string[]>): string {
    if (values.size === 0) return text
    let clean = ''
    let done = 0
    for (const { 0: run, index } of text.matchAll(RUN)) {
      if (index < done) continue
      for (const value of values.get(run.toLowerCase()) ?? []) {
        const found = text.slice(index, index + value.length)
        if (found.toLowerCase() !== value || isAlnum(text[index + value.length])) continue
        // A name within a longer one (`LAB_SERVER`) is a word of that.
        if (this.#who.has(value) && (text[index - 1] === '_' || text[index + value.length] === '_')) continue
        clean += text.slice(done, index) + this.#value(found)
        done = index + value.length
        break
      }
    }
    return clean + text.slice(done)
  }
}

/** `WDC_WD10_WD-WCC4N1234567` holds a serial number that is known by itself: then that part is replaced, as elsewhere. */
const withoutComposites = (values: readonly string[]): readonly string[] => {
  const parts = new Set(values.map((value) => value.toLowerCase()).filter((value) => value.length >= 6))
  return values.filter((value) => {
    const whole = value.toLowerCase()
    const runs = [...whole.matchAll(RUN)]
    for (const [first, { index: start }] of runs.entries())
      for (const { index, 0: run } of runs.slice(first, first + 8)) {
        const part = whole.slice(start, index + run.length)
        if (part !== whole && parts.has(part)) return false
      }
    return true
  })
}

const isAlnum = (char: string | undefined): boolean => char !== undefined && /[\p{L}\p{N}]/u.test(char)

function byFirstRun(values: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const map = new Map<string, string[]>()
  for (const value of values.map((one) => one.toLowerCase()).sort((a, b) => b.length - a.length)) {
    const run = /[\p{L}\p{N}]+/u.exec(value)?.[0] ?? value
    map.set(run, [...(map.get(run) ?? []), value])
  }
  return map
}

/** Columns stay where they are as far as the blanks behind allow it. */
const aligned = (text: string, pattern: RegExp, stand: (found: string) => string): string =>
  text.replace(new RegExp(`(${pattern.source})( *)`, 'g'), (all: string, found: string, blanks: string) => {
    const other = stand(found)
    return blanks.length < 2 ? other + blanks : `${other} `.padEnd(all.length)
  })

const fitted = (text: string, pattern: RegExp, stand: (found: string) => string): string =>
  text.replace(new RegExp(`(${pattern.source})(\\0*)`, 'g'), (all: string, found: string) =>
    stand(found).padEnd(all.length, '\0').slice(0, all.length),
  )
