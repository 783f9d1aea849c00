const mark = Buffer.from('<?xml')

export interface DeclarationCounter {
  write(bytes: Uint8Array): void
  readonly declarations: number
}

/** Counts what looks like the begin of an XML declaration, in the time that it takes to read the bytes. */
export function declarationCounter(): DeclarationCounter {
  let rest = Buffer.alloc(0)
  let count = 0
  return {
    write(bytes) {
      const all =
        rest.length > 0 ? Buffer.concat([rest, bytes]) : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
      for (let at = all.indexOf(mark); at >= 0; at = all.indexOf(mark, at + mark.length)) count++
      rest = Buffer.from(all.subarray(Math.max(0, all.length - mark.length + 1)))
    },
    get declarations() {
      return count
    },
  }
}
