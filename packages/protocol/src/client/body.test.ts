import { randomBytes } from 'node:crypto'
import { deflateRawSync, deflateSync, gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { packingAt, unpack } from './body.ts'

const text = '<?xml version="1.0"?>\n<REPLY><RESPONSE>SEND</RESPONSE></REPLY>\n'
const bytes = Buffer.from(text)
const seen = async (body: Uint8Array, type?: string) => {
  const { packing, bytes: out, skipped } = await unpack(body, type)
  return [packing, Buffer.from(out).toString('latin1'), Buffer.from(skipped).toString('latin1')]
}

describe('unpack', () => {
  it.each([1, 6, 9, 0])('zlib of level %i, with and without its type', async (level) => {
    const body = deflateSync(bytes, { level })
    for (const type of ['application/x-compress-zlib', 'application/x-compressed', undefined, 'text/html']) {
      expect(await seen(body, type)).toEqual(['zlib', text, ''])
    }
  })

  it('S-1: gzip, also in several members, and under the type of zlib', async () => {
    const body = Buffer.concat([gzipSync(bytes), gzipSync(bytes)])
    expect(await seen(body, 'application/x-compress-gzip')).toEqual(['gzip', text + text, ''])
    expect(await seen(body, 'application/x-compress-zlib')).toEqual(['gzip', text + text, ''])
  })

  it('raw deflate only where the type says so', async () => {
    const body = deflateRawSync(bytes)
    expect(await seen(body, 'application/x-compress-deflate; x=y')).toEqual(['deflate', text, ''])
    expect((await seen(body))[0]).toBe('none')
  })

  it('plain, whatever the type says', async () => {
    for (const type of ['application/xml', undefined, 'application/x-compressed', 'application/x-compress-zlib']) {
      expect(await seen(bytes, type)).toEqual(['none', text, ''])
    }
  })

  it('behind warnings of PHP', async () => {
    const junk = '<br />\n<b>Warning</b>: xyz in /x.php on line 3<br />\n'
    expect(await seen(Buffer.concat([Buffer.from(junk), deflateSync(bytes)]))).toEqual(['zlib', text, junk])
    expect(await seen(Buffer.concat([Buffer.from(junk), gzipSync(bytes)]))).toEqual(['gzip', text, junk])
  })

  it('text that holds the magic number is text', async () => {
    const body = Buffer.concat([Buffer.from('<REPLY>x'), Buffer.from([0x78, 0x9c]), Buffer.from('y</REPLY>')])
    expect(await seen(body)).toEqual(['none', body.toString('latin1'), ''])
  })

  it('S-1: what is cut or changed is an error', async () => {
    const body = deflateSync(bytes)
    await expect(unpack(body.subarray(0, -3), undefined)).rejects.toThrow('corrupt zlib content')
    const changed = Buffer.from(body)
    changed[20] = (changed[20] ?? 0) ^ 0xff
    await expect(unpack(changed, undefined)).rejects.toThrow('corrupt zlib content')
    await expect(unpack(gzipSync(bytes).subarray(0, 25), 'application/x-gzip')).rejects.toThrow('corrupt gzip content')
  })

  /** Never the bytes, which would be much to show. */
  const endOf = (unpacking: Promise<unknown>): Promise<unknown> =>
    unpacking.then(
      () => 'unpacked',
      (error: { code: string }) => error.code,
    )

  it('S-1: a gigabyte in a megabyte, and many members of gzip, are not inflated', async () => {
    const gigabyte = deflateSync(Buffer.alloc(256 * 1024 * 1024), { level: 9 })
    expect(gigabyte.length).toBeLessThan(1024 * 1024)
    expect(await endOf(unpack(gigabyte, undefined))).toBe('TOO_LARGE')
    const member = gzipSync(Buffer.alloc(8 * 1024 * 1024))
    const members = Buffer.concat(Array.from({ length: 16 }, () => member))
    expect(await endOf(unpack(members, undefined))).toBe('TOO_LARGE')
  })

  it('S-1: bombs are not inflated', async () => {
    const bomb = deflateSync(Buffer.alloc(100 * 1024 * 1024))
    expect(bomb.length).toBeLessThan(200_000)
    expect(await endOf(unpack(bomb, undefined))).toBe('TOO_LARGE')
    const limits = { maxBytes: 1024, maxRatio: 200 }
    expect(await endOf(unpack(deflateSync(randomBytes(2000)), undefined, limits))).toBe('TOO_LARGE')
  })

  it('is what it was before packing', async () => {
    const packers = [deflateSync, gzipSync]
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 2000 }), fc.constantFrom(...packers), async (content, packer) => {
        expect(Buffer.from((await unpack(packer(content), undefined)).bytes)).toEqual(Buffer.from(content))
      }),
    )
  })

  it('gives bytes or a TransportError for any body', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 500 }), async (body) => {
        const result = await unpack(body, undefined).catch((error: Error) => error.name)
        expect(typeof result === 'string' ? result : 'TransportError').toBe('TransportError')
      }),
    )
  })
})

it('knows magic numbers', () => {
  expect([0x01, 0x5e, 0x9c, 0xda].map((flg) => packingAt(Uint8Array.of(0x78, flg)))).toEqual(Array(4).fill('zlib'))
  expect(packingAt(Uint8Array.of(0x1f, 0x8b, 8))).toBe('gzip')
  expect(packingAt(Buffer.from('<?xml'))).toBeUndefined()
  expect(packingAt(Buffer.from('{"a"'))).toBeUndefined()
  expect(packingAt(new Uint8Array())).toBeUndefined()
})
