import { Buffer } from 'node:buffer'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { encodeText } from '../../text.ts'
import { type Frame, FrameReader } from './frames.ts'

const nonce = 'f'.repeat(32)
const written = ({ op, state, subject, content }: Frame): Buffer =>
  Buffer.concat([content, encodeText(`\n${nonce} ${op} ${state} ${subject}/${nonce}\n`)])

const frame = fc.record({
  op: fc.constantFrom('f', 'd', 'ss'),
  state: fc.constantFrom('0', 'denied'),
  subject: fc.oneof(
    fc.constant('/a b/c\n/d'),
    fc.string({ unit: 'grapheme' }).map((s) => `/${s}`),
  ),
  content: fc.oneof(
    fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
    fc.constantFrom(Buffer.from(`\n${nonce.slice(1)} `), Buffer.from('\n\n'), Buffer.from(`/${nonce}\n`)),
  ),
})

test('frames come out as they went in, wherever the stream is cut', () => {
  fc.assert(
    fc.property(fc.array(frame, { maxLength: 8 }), fc.integer({ min: 1, max: 64 }), (frames, size) => {
      const stream = Buffer.concat(frames.map(written))
      const reader = new FrameReader(nonce)
      const read: Frame[] = []
      for (let at = 0; at < stream.length; at += size) read.push(...reader.push(stream.subarray(at, at + size)))
      expect(read).toEqual(frames)
      expect(reader.waiting).toBe(0)
    }),
  )
})

test('a long answer in small pieces takes linear time', () => {
  const reader = new FrameReader(nonce)
  const piece = Buffer.alloc(4096, '\n')
  const start = Date.now()
  for (let count = 0; count < 4096; count++) expect(reader.push(piece)).toEqual([])
  const [one] = reader.push(encodeText(`\n${nonce} f 0 /x/${nonce}\n`))
  expect(one?.content.length).toBe(16 * 1024 * 1024)
  expect(Date.now() - start).toBeLessThan(5000)
})
