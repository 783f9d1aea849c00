import { deflateSync, gzipSync, inflateSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Packed, pack, packedBody, plainBody } from './pack.ts'
import type { Body } from './transport.ts'

async function* inPieces(bytes: Uint8Array, size: number) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}
const packed = (bytes: Uint8Array, size = 10) => pack(inPieces(bytes, size))
async function bytesOf(body: Body): Promise<Buffer> {
  if (body instanceof Uint8Array) return Buffer.from(body)
  const pieces: Uint8Array[] = []
  for await (const piece of body.chunks()) pieces.push(piece)
  const bytes = Buffer.concat(pieces)
  expect(bytes.length).toBe(body.length)
  return bytes
}
const plain = (document: Packed): Promise<Buffer> => bytesOf(plainBody(document))

describe('pack', () => {
  it('gives back what it was given, whatever the pieces, packed before or not', async () => {
    const pack = fc.constantFrom((bytes: Uint8Array) => Buffer.from(bytes), deflateSync, gzipSync)
    await fc.assert(
      fc.asyncProperty(
        fc.string({ minLength: 1, maxLength: 500, unit: 'binary' }),
        fc.integer({ min: 1, max: 50 }),
        pack,
        async (text, size, packer) => {
          // A document begins with markup, never with a magic number.
          const bytes = Buffer.from(`<${text}`)
          const document = await packed(packer(bytes), size)
          expect(inflateSync(await bytesOf(packedBody(document)))).toEqual(bytes)
          expect(document.length).toBe(bytes.length)
          expect(await plain(document)).toEqual(bytes)
          expect(await plain(document)).toEqual(bytes)
        },
      ),
    )
  })

  it('nothing is nothing', async () => {
    expect((await packed(Buffer.alloc(0))).length).toBe(0)
    expect((await packed(Buffer.from('<'))).length).toBe(1)
  })

  it('refuses what is cut, or too large', async () => {
    const bytes = deflateSync(Buffer.alloc(5000, 'abcdef'))
    await expect(packed(bytes.subarray(0, -5))).rejects.toMatchObject({
      code: 'CONTENT',
      message: 'corrupt zlib content',
    })
    await expect(packed(gzipSync('x').subarray(0, 12))).rejects.toMatchObject({ message: 'corrupt gzip content' })
    const limits = { maxBytes: 4999, maxPacked: 1000 }
    await expect(pack(inPieces(bytes, 100), limits)).rejects.toMatchObject({ code: 'TOO_LARGE' })
    await expect(pack(inPieces(bytes, 100), { maxBytes: 10_000, maxPacked: 5 })).rejects.toMatchObject({
      code: 'TOO_LARGE',
    })
  })

  it('passes errors of the source on, and ends a source that it gives up', async () => {
    let ended = false
    async function* broken() {
      yield Buffer.from('<A>')
      throw new Error('disk')
    }
    async function* endless() {
      try {
        for (;;) yield Buffer.alloc(1000, '<')
      } finally {
        ended = true
      }
    }
    await expect(pack(broken())).rejects.toThrow('disk')
    await expect(pack(endless(), { maxBytes: 5000, maxPacked: 5000 })).rejects.toThrow('larger than')
    expect(ended).toBe(true)
  })
})
