/** Texts of one block of 128 bytes, in its order. */
export interface Names {
  readonly names: readonly string[]
  readonly serials: readonly string[]
  readonly texts: readonly string[]
  /** Serial number of a DisplayID block; 0 where there is none. */
  readonly extensionNumber: number
}

export const none: Names = { names: [], serials: [], texts: [], extensionNumber: 0 }

/** Texts of the base block (its `descriptors`), or of an extension: CTA-861 (tag 02) and DisplayID (tag 70) hold some. */
export function namesIn(block: Uint8Array, descriptors?: readonly number[]): Names {
  if (descriptors) return described(block, descriptors)
  if (block[0] === 0x02) return described(block, ctaDescriptors(block[2] ?? 0))
  return block[0] === 0x70 ? displayId(block) : none
}

/** Of CTA-861, descriptors of 18 bytes fill the block from the place that byte 2 tells, up to the checksum. */
const ctaDescriptors = (first: number): readonly number[] =>
  first < 4 ? [] : Array.from({ length: Math.max(0, Math.floor((127 - first) / 18)) }, (_, at) => first + 18 * at)

/** Display descriptors: two zeros where a timing has its pixel clock, the kind in byte 3, then 13 bytes of text. */
function described(block: Uint8Array, places: readonly number[]): Names {
  const of = (kind: number): readonly string[] =>
    places
      .filter((at) => block[at] === 0 && block[at + 1] === 0 && block[at + 3] === kind)
      .map((at) => textOf(block.subarray(at + 5, at + 18)))
  return { names: of(0xfc), serials: of(0xff), texts: of(0xfe), extensionNumber: 0 }
}

/**
 * DisplayID section: 5 bytes, then data blocks of tag, revision, length and content. Product identification (00 of
 * version 1, 20 of version 2) holds the maker, product, serial number, date and a name of a length of its own; 0A is a
 * serial number as text, 0B any text.
 */
function displayId(block: Uint8Array): Names {
  const names: string[] = []
  const serials: string[] = []
  const texts: string[] = []
  let extensionNumber = 0
  const end = Math.min(5 + (block[2] ?? 0), 127)
  for (let at = 5; at + 3 <= end; ) {
    const tag = block[at] ?? 0
    const content = block.subarray(at + 3, Math.min(at + 3 + (block[at + 2] ?? 0), end))
    if ((tag === 0x00 || tag === 0x20) && content.length >= 12) {
      extensionNumber ||= new DataView(content.buffer, content.byteOffset).getUint32(5, true)
      names.push(textOf(content.subarray(12, 12 + (content[11] ?? 0))))
    } else if (tag === 0x0a) serials.push(textOf(content))
    else if (tag === 0x0b) texts.push(textOf(content))
    at += 3 + (block[at + 2] ?? 0)
  }
  return { names: names.filter(Boolean), serials, texts, extensionNumber }
}

/** Text up to a line feed, without what fills it up. */
function textOf(bytes: Uint8Array): string {
  const end = bytes.indexOf(0x0a)
  return String.fromCharCode(...(end < 0 ? bytes : bytes.subarray(0, end))).replace(/[\0 ]+$/, '')
}
