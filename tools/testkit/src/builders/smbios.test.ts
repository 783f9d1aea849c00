import { expect, test } from 'vitest'
import { smbios, structure, uuidBytes } from './smbios.ts'

const sum = (bytes: Uint8Array): number => bytes.reduce((total, byte) => (total + byte) % 256, 0)
const text = (bytes: Uint8Array, from: number, to: number): string => Buffer.from(bytes).toString('latin1', from, to)

test('a structure is header, formatted area and its strings, closed by two zero bytes', () => {
  const { table } = smbios(
    [structure('baseboard', { manufacturer: 'Acme', serial: 'B1' }, { handle: 0x0201, length: 8 })],
    {
      end: false,
    },
  )
  expect([...table]).toEqual([2, 8, 0x01, 0x02, 1, 0, 0, 2, ...Buffer.from('Acme\0B1\0\0')])
})

test('without strings two zero bytes follow, and the table ends with type 127', () => {
  const { table } = smbios([structure('memoryArray', { devices: 2 }, { length: 15 })])
  expect([...table.subarray(15)]).toEqual([0, 0, 127, 4, 1, 0, 0, 0])
})

test('numbers are little-endian, a UUID has its first three groups turned', () => {
  const { bytes } = structure('system', { uuid: '00112233-4455-6677-8899-aabbccddeeff' })
  expect(Buffer.from(bytes.subarray(4, 20)).toString('hex')).toBe('33221100554477668899aabbccddeeff')
  expect(Buffer.from(uuidBytes('00112233-4455-6677-8899-aabbccddeeff', true)).toString('hex')).toMatch(/^00112233/)
  const memory = structure('memoryDevice', { size: 0x7fff, extendedSize: 0x00010000 })
  expect([...memory.bytes.subarray(8, 10)]).toEqual([0xff, 0x7f])
  expect([...memory.bytes.subarray(0x18, 0x1c)]).toEqual([0, 0, 1, 0])
})

test.each([
  ['3.4', '_SM3_', 24],
  ['2.8', '_SM_', 31],
] as const)(
  'the entry point of version %s: anchor, length, sum zero, length of the table',
  (version, anchor, length) => {
    const { entryPoint, table } = smbios([structure('bios', { vendor: 'Acme' })], { version })
    expect(entryPoint.length).toBe(length)
    expect(text(entryPoint, 0, anchor.length)).toBe(anchor)
    expect(sum(entryPoint)).toBe(0)
    const view = Buffer.from(entryPoint)
    if (version === '3.4') expect(view.readUInt32LE(12)).toBe(table.length)
    else {
      expect(sum(view.subarray(16))).toBe(0)
      expect(view.readUInt16LE(22)).toBe(table.length)
      expect(view.readUInt16LE(28)).toBe(2)
    }
  },
)
