import { isUtf8 } from 'node:buffer'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { asUtf8 } from './latin1.ts'

async function repaired(bytes: Uint8Array, size = bytes.length || 1): Promise<Buffer> {
  async function* pieces() {
    for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
  }
  const out: Uint8Array[] = []
  for await (const piece of asUtf8(pieces())) out.push(piece)
  return Buffer.concat(out)
}

describe('asUtf8', () => {
  it('leaves UTF-8 as it is, wherever it is cut', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary' }), fc.integer({ min: 1, max: 9 }), async (text, size) => {
        const bytes = Buffer.from(text)
        expect(await repaired(bytes, size)).toEqual(bytes)
      }),
    )
  })

  it('takes stray bytes as Latin-1, and only them', async () => {
    expect((await repaired(Buffer.from('caf\xe9', 'latin1'))).toString()).toBe('café')
    expect(
      (await repaired(Buffer.concat([Buffer.from('é€😀'), Buffer.from([0xe9, 0x80]), Buffer.from('ü')]))).toString(),
    ).toBe('é€😀é\u0080ü')
    expect(
      (await repaired(Buffer.from([0xff, 0xc0, 0xaf, 0xed, 0xa0, 0x80, 0xf4, 0x90, 0x80, 0x80]))).toString('utf8'),
    ).toBe('ÿÀ¯í\u00a0\u0080ô\u0090\u0080\u0080')
  })

  it('always gives UTF-8, the same however it is cut', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 60 }), fc.integer({ min: 1, max: 7 }), async (bytes, size) => {
        const whole = await repaired(bytes)
        expect(isUtf8(whole)).toBe(true)
        expect(await repaired(bytes, size)).toEqual(whole)
      }),
    )
  })
})
