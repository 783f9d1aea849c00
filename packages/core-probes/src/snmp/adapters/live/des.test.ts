import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decryptDes, encryptDes } from './des.ts'

describe('DES', () => {
  it('is single DES', () => {
    // FIPS 46 example: key, plain and cipher block. The salt makes the vector zero.
    const key = Buffer.from('133457799bbcdff10102030405060708', 'hex')
    const block = decryptDes(Buffer.from('85e813540f0ab405', 'hex'), key, key.subarray(8))
    expect(Buffer.from(block).toString('hex')).toBe('0123456789abcdef')
  })

  it('has back what it encrypted, padded', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 1, maxLength: 100 }),
        fc.uint8Array({ minLength: 16, maxLength: 20 }),
        (plain, key) => {
          const { data, salt } = encryptDes(plain, key)
          expect(data.length % 8).toBe(0)
          expect([...decryptDes(data, key, salt)].slice(0, plain.length)).toEqual([...plain])
        },
      ),
    )
  })

  it.each([
    ['a salt of another length', 8, 7],
    ['data that are no blocks', 9, 8],
  ])('refuses %s', (_, data, salt) => {
    expect(() => decryptDes(Buffer.alloc(data), Buffer.alloc(16), Buffer.alloc(salt))).toThrow()
  })
})
