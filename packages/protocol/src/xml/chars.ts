/** Characters of XML 1.0, fifth edition, as they stand in valid UTF-8. Sections 2.2 and 2.3. */

export const is = { blank: 1, nameStart: 2, name: 4, text: 8, value: 16 } as const

/** What each ASCII byte may be. `text`, `value`: a run of text or of a value has to be looked at more closely here. */
export const classes: Uint8Array = new Uint8Array(256)
const mark = (flag: number, text: string): void => {
  for (const byte of Buffer.from(text)) classes[byte] = (classes[byte] ?? 0) | flag
}
const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
mark(is.blank, '\t\n\r ')
mark(is.nameStart | is.name, `:_${letters}`)
mark(is.name, '-.0123456789')
mark(is.text | is.value, '<&]')
mark(is.value, '\'"')
for (let byte = 0; byte < 0x20; byte++) if ((classes[byte] ?? 0) === 0) classes[byte] = is.text | is.value
// U+FFFE and U+FFFF, which no document may hold, begin with it.
classes[0xef] = is.text | is.value

export const isBlank = (byte: number | undefined): boolean => ((classes[byte ?? 0] ?? 0) & is.blank) !== 0

/** The next byte that needs a closer look: of a text, or of the value of an attribute. */
export function plainEnd(bytes: Buffer, from: number, kind: typeof is.text | typeof is.value): number {
  const end = bytes.length
  let at = from
  while (at < end && ((classes[bytes[at] as number] as number) & kind) === 0) at++
  return at
}

type Ranges = readonly (readonly [first: number, last: number])[]
const nameStarts: Ranges = [
  [0xc0, 0xd6],
  [0xd8, 0xf6],
  [0xf8, 0x2ff],
  [0x370, 0x37d],
  [0x37f, 0x1fff],
  [0x200c, 0x200d],
  [0x2070, 0x218f],
  [0x2c00, 0x2fef],
  [0x3001, 0xd7ff],
  [0xf900, 0xfdcf],
  [0xfdf0, 0xfffd],
  [0x10000, 0xeffff],
]
const nameParts: Ranges = [
  [0xb7, 0xb7],
  [0x300, 0x36f],
  [0x203f, 0x2040],
]
const within = (ranges: Ranges, code: number): boolean => ranges.some(([first, last]) => code >= first && code <= last)

/** Bytes of the character that begins with this byte. */
const lengthOf = (first: number): number => (first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4)

function codeAt(bytes: Buffer, at: number): number {
  const [a = 0, b = 0, c = 0, d = 0] = [bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]]
  if (a < 0xe0) return ((a & 0x1f) << 6) | (b & 0x3f)
  if (a < 0xf0) return ((a & 0x0f) << 12) | ((b & 0x3f) << 6) | (c & 0x3f)
  return ((a & 0x07) << 18) | ((b & 0x3f) << 12) | ((c & 0x3f) << 6) | (d & 0x3f)
}

/** Behind the characters from here on that a name may hold. */
export function nameEnd(bytes: Buffer, from: number): number {
  const end = bytes.length
  let at = from
  while (at < end) {
    const byte = bytes[at] as number
    if (((classes[byte] as number) & is.name) !== 0) at++
    else if (byte < 0x80) break
    else {
      const code = codeAt(bytes, at)
      if (!within(nameStarts, code) && !within(nameParts, code)) break
      at += lengthOf(byte)
    }
  }
  return at
}

/** A name may begin with the character that stands here. */
export function startsName(bytes: Buffer, at: number): boolean {
  const byte = bytes[at] ?? 0
  return byte < 0x80 ? ((classes[byte] ?? 0) & is.nameStart) !== 0 : within(nameStarts, codeAt(bytes, at))
}

/** U+FFFE or U+FFFF stands here. */
export const isNoCharacter = (bytes: Buffer, at: number): boolean =>
  bytes[at] === 0xef && bytes[at + 1] === 0xbf && (bytes[at + 2] ?? 0) >= 0xbe

/** Char of section 2.2. */
export const isChar = (code: number): boolean =>
  code >= 0x20
    ? code <= 0xd7ff || (code >= 0xe000 && code <= 0xfffd) || (code >= 0x10000 && code <= 0x10ffff)
    : code === 0x09 || code === 0x0a || code === 0x0d
