import type { Range } from '@fusioninventory/protocol/xml'

const blank = (byte: number): boolean => byte === 0x20 || (byte >= 0x09 && byte <= 0x0d)

/** JSON lines: every line that is not blank begins an object, which no other layout of one document does. */
export function jsonLines(bytes: Uint8Array): Range[] {
  const found: Range[] = []
  for (let start = 0; start < bytes.length; ) {
    const newline = bytes.indexOf(0x0a, start)
    const end = newline < 0 ? bytes.length : newline
    let first = start
    while (first < end && blank(bytes[first] ?? 0)) first++
    if (first < end) {
      if (bytes[first] !== 0x7b) return [[0, bytes.length]]
      found.push([first, end])
    }
    start = end + 1
  }
  return found
}
