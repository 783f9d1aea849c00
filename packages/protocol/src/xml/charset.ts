/** Text of an XML document out of its bytes: byte order mark, declaration, UTF-8, and Latin-1 where UTF-8 does not fit. */

const startsWith = (bytes: Uint8Array, ...start: readonly number[]): boolean =>
  start.every((byte, i) => bytes[i] === byte)

const latin1Names = /^(iso-?8859-1|latin-?1|us-ascii|ascii|windows-1252|cp-?1252)$/i

/** The encoding that a mark or a declaration names; `utf-8` where neither does, or where it names none that is known. */
export function charsetOf(head: Uint8Array): string {
  if (startsWith(head, 0xff, 0xfe)) return 'utf-16le'
  if (startsWith(head, 0xfe, 0xff)) return 'utf-16be'
  if (startsWith(head, 0xef, 0xbb, 0xbf)) return 'utf-8'
  if (startsWith(head, 0x3c, 0, 0x3f, 0)) return 'utf-16le'
  if (startsWith(head, 0, 0x3c, 0, 0x3f)) return 'utf-16be'
  const start = Buffer.from(head.subarray(0, 200)).toString('latin1')
  const name = /^\s*<\?xml[^>]*?\sencoding\s*=\s*["']([A-Za-z][A-Za-z0-9._-]*)["']/.exec(start)?.[1] ?? 'utf-8'
  if (latin1Names.test(name)) return 'windows-1252'
  // A declaration that could be read byte by byte is not in UTF-16, whatever it says.
  if (/^utf-?(16|32)|^ucs|^iso-10646/i.test(name)) return 'utf-8'
  try {
    return new TextDecoder(name).encoding
  } catch {
    return 'utf-8'
  }
}

/** The text without byte order mark. Bytes that do not fit the encoding: the whole is read as Latin-1. */
export function decodeXmlBytes(bytes: Uint8Array): string {
  try {
    return new TextDecoder(charsetOf(bytes), { fatal: true }).decode(bytes)
  } catch {
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
  }
}
