/**
 * Text that may stand in any document: one line of legal XML 1.0 characters, at most 64 KiB of UTF-8.
 * `clean` is idempotent, and free for plain ASCII.
 */

const capBytes = 65_536

/** Control characters, U+FFFE, U+FFFF and lone surrogates (with the u flag a surrogate class meets lone ones only). */
const illegal = /[\0-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]+/gu
const unusual = /[^\x20-\x7e]/
const lineSpace = /[\t\n\r]/
const escapedByte = /[\udc80-\udcff]/u

export function clean(text: string): string {
  if (text.length * 3 <= capBytes && !unusual.test(text)) return text
  return cap(oneLine(escapedByte.test(text) ? fromLatin1(text) : text))
}

/** The same for text of several lines, which end in LF; none of them at the ends is empty. */
export const cleanLines = (text: string): string =>
  /[\r\n]/.test(text)
    ? cap(
        text
          .split(/\r\n?|\n/)
          .map(clean)
          .join('\n')
          .replace(/^\n+|\n+$/g, ''),
      ).replace(/\n+$/, '')
    : clean(text)

/** White space at both ends goes, a run within becomes one blank. */
export const squeeze = (text: string): string => text.trim().replace(/\s+/g, ' ')

/** Tabs and line ends part words, so they become one blank; at the ends there is nothing to part. */
const oneLine = (text: string): string =>
  text.replace(illegal, (run: string, at: number) =>
    lineSpace.test(run) && at > 0 && at + run.length < text.length ? ' ' : '',
  )

/**
 * The Host port writes a byte that is not UTF-8 as `\udcHH`. One such byte says that the value is not UTF-8 at all:
 * all its bytes are read again as Latin-1.
 */
function fromLatin1(text: string): string {
  const bytes = text.replace(/[\ud800-\udc7f\udd00-\udfff]/gu, '')
  return bytes.replace(/[\udc80-\udcff]+|[^\udc80-\udcff]+/gu, (part) => {
    const first = part.charCodeAt(0)
    // As Latin-1 a UTF-16 unit gives its low byte: that of an escape is the byte it stands for.
    return Buffer.from(part, first >= 0xdc80 && first <= 0xdcff ? 'latin1' : 'utf8').toString('latin1')
  })
}

/** Cut between code points. */
function cap(text: string): string {
  if (text.length * 3 <= capBytes || Buffer.byteLength(text) <= capBytes) return text
  return text.slice(0, new TextEncoder().encodeInto(text, new Uint8Array(capBytes)).read)
}
