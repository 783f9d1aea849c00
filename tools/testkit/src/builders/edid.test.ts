import { expect, it } from 'vitest'
import { edid } from './edid.ts'

it('lays out a block that ends in its checksum', () => {
  const block = edid({
    maker: 'DEL',
    product: 0xa0b1,
    week: 31,
    year: 2023,
    name: 'DELL U2412M',
    serialText: 'YMYH1234L1M0X',
  })
  expect(block).toHaveLength(128)
  // DEL as EISA packs it, the product little-endian, the year from 1990.
  expect([...block.subarray(8, 12), block[16], block[17]]).toEqual([0x10, 0xac, 0xb1, 0xa0, 31, 33])
  expect(Buffer.from(block.subarray(59, 72)).toString()).toBe('DELL U2412M\n ')
  expect(Buffer.from(block.subarray(77, 90)).toString()).toBe('YMYH1234L1M0X')
  expect(block.reduce((sum, byte) => sum + byte, 0) % 256).toBe(0)
})
