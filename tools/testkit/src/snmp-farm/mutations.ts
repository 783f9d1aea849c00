import { type Random, random } from '../parsers/mutate.ts'

/** Bytes that BER decoders trip over: tags, lengths, ends of arcs. */
const hostile = [0x00, 0x02, 0x04, 0x05, 0x06, 0x30, 0x40, 0x46, 0x7f, 0x80, 0x81, 0x82, 0x84, 0x88, 0xa2, 0xa8, 0xff]

type Step = (bytes: Buffer, pick: Random, before: Buffer) => Buffer

const steps: readonly Step[] = [
  // One byte, anywhere behind what says whose answer it is more often than in it.
  (bytes, pick) => changed(bytes, pick, (byte) => byte ^ (1 << pick(8))),
  (bytes, pick) => changed(bytes, pick, () => hostile[pick(hostile.length)] as number),
  (bytes, pick) => changed(bytes, pick, () => pick(256)),
  (bytes, pick) => bytes.subarray(0, pick(bytes.length + 1)),
  (bytes, pick) => Buffer.concat([bytes, Buffer.alloc(pick(2000), pick(256))]),
  // A part twice, or of the answer before: lengths no longer fit, OIDs go back.
  (bytes, pick) => {
    const at = pick(bytes.length)
    const length = pick(40)
    return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at, at + length), bytes.subarray(at)])
  },
  (bytes, pick, before) => {
    const at = pick(Math.min(bytes.length, before.length))
    return Buffer.concat([bytes.subarray(0, at), before.subarray(at, at + bytes.length - at)])
  },
  (_, __, before) => before,
]

function changed(bytes: Buffer, pick: Random, to: (byte: number) => number): Buffer {
  const copy = Buffer.from(bytes)
  const from = pick(4) === 0 ? 0 : Math.min(30, copy.length - 1)
  const at = from + pick(copy.length - from)
  copy[at] = to(copy[at] as number) & 255
  return copy
}

/** Changes to answers: none for the first one, so that a session begins, then up to so many in most of them. */
export function mutations(seed: number, most: number): (answer: Buffer) => Buffer {
  const pick = random(seed)
  let before: Buffer | undefined
  return (answer) => {
    if (before === undefined || answer.length === 0 || pick(4) === 0) {
      before = answer
      return answer
    }
    let bytes = answer
    for (let left = 1 + pick(most); left > 0 && bytes.length > 0; left--)
      bytes = (steps[pick(steps.length)] as Step)(bytes, pick, before)
    before = answer
    return bytes
  }
}
