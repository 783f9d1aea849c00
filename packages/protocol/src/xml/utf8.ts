import { isAscii, isUtf8 } from 'node:buffer'
import { TextDecoder } from 'node:util'
import { charsetOf } from './charset.ts'

export interface Utf8 {
  write(bytes: Uint8Array): void
  end(): void
  /** What came out is not what came in. */
  readonly changed: boolean
  /** Some bytes did not fit the encoding; the replacement character stands for them. */
  readonly badBytes: boolean
}

/** So much tells the encoding. */
const headBytes = 256

/** The bytes of a document in any encoding as whole characters of UTF-8; what is that already passes as it is. */
export function toUtf8(to: (bytes: Uint8Array) => void): Utf8 {
  let head: Uint8Array | undefined = new Uint8Array()
  let pass: (bytes: Uint8Array, last: boolean) => void = () => undefined
  let rest: Uint8Array = new Uint8Array()
  let changed = false
  let badBytes = false

  const translate = (decoder: TextDecoder, bytes: Uint8Array, stream: boolean): void => {
    const text = decoder.decode(bytes, { stream })
    changed = true
    badBytes ||= text.includes('\ufffd')
    to(Buffer.from(text))
  }
  function start(first: Uint8Array): void {
    const charset = charsetOf(first)
    // The mark at the begin is the reader's.
    const decoder = new TextDecoder(charset, { ignoreBOM: true })
    // In these a byte below 0x80 is that character.
    const plain = /^(?:windows-125|iso-8859-)\d/.test(charset)
    pass =
      charset === 'utf-8'
        ? (bytes, last) => {
            const all = rest.length > 0 ? Buffer.concat([rest, bytes]) : bytes
            const whole = last ? all : all.subarray(0, all.length - unfinished(all))
            rest = Buffer.from(all.subarray(whole.length))
            if (isUtf8(whole)) to(whole)
            else translate(decoder, whole, false)
          }
        : (bytes, last) => (plain && isAscii(bytes) ? to(bytes) : translate(decoder, bytes, !last))
    head = undefined
  }
  return {
    write(bytes) {
      if (head === undefined) return pass(bytes, false)
      head = head.length > 0 ? Buffer.concat([head, bytes]) : bytes
      if (head.length < headBytes) return
      const first = head
      start(first)
      pass(first, false)
    },
    end() {
      const first = head
      if (first === undefined) return pass(new Uint8Array(), true)
      start(first)
      pass(first, true)
    },
    get changed() {
      return changed
    },
    get badBytes() {
      return badBytes
    },
  }
}

/** How many bytes at the end begin a character and do not end it. */
function unfinished(bytes: Uint8Array): number {
  for (let back = 1; back <= 3; back++) {
    const byte = bytes[bytes.length - back] ?? 0
    if (byte < 0x80) return 0
    if (byte >= 0xc0) return (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) > back ? back : 0
  }
  return 0
}
