export interface Display {
  /** Three capital letters. */
  readonly maker: string
  readonly product: number
  readonly serial?: number
  readonly week: number
  readonly year: number
  readonly name?: string
  readonly serialText?: string
  readonly texts?: readonly string[]
  /** How many blocks follow. */
  readonly extensions?: number
}

/** What a display tells of itself: an EDID 1.4 block of 128 bytes (VESA E-EDID, release A revision 2). */
export function edid(display: Display): Uint8Array {
  const block = Buffer.alloc(128)
  block.set([0, 255, 255, 255, 255, 255, 255, 0])
  const letters = [...display.maker].map((letter) => letter.charCodeAt(0) - 64)
  block.writeUInt16BE(
    letters.reduce((word, letter) => word * 32 + letter, 0),
    8,
  )
  block.writeUInt16LE(display.product, 10)
  block.writeUInt32LE(display.serial ?? 0, 12)
  block.set([display.week, display.year - 1990, 1, 4, 0xa5, 31, 17, 120], 16)
  const descriptors: readonly (readonly [tag: number, text: string])[] = [
    ...(display.name === undefined ? [] : [[0xfc, display.name] as const]),
    ...(display.serialText === undefined ? [] : [[0xff, display.serialText] as const]),
    ...(display.texts ?? []).map((text) => [0xfe, text] as const),
  ]
  for (const [at, [tag, text]] of descriptors.slice(0, 4).entries()) {
    block[54 + 18 * at + 3] = tag
    block.write(text.length < 13 ? `${text}\n`.padEnd(13) : text, 54 + 18 * at + 5, 13, 'latin1')
  }
  block[126] = display.extensions ?? 0
  return checked(block)
}

/** A block that follows: its tag, and what comes after it, up to the checksum. */
export const extension = (tag: number, content: readonly number[]): Uint8Array =>
  checked(Buffer.concat([Buffer.of(tag, ...content)], 128))

/** The last byte brings the sum of all to a multiple of 256. */
function checked(block: Buffer): Uint8Array {
  block[127] = -block.subarray(0, 127).reduce((sum, byte) => sum + byte, 0)
  return block
}
