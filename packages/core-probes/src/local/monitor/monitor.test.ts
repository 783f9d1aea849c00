import { type Display, edid } from '@fusioninventory/testkit'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decodeEdid } from './edid.ts'
import { distinct, identityOf, monitorOf } from './monitor.ts'

const base: Display = { maker: 'DEL', product: 0xa0b1, week: 31, year: 2023 }
const serials = (display: Partial<Display>) => {
  const { SERIAL, ALTSERIAL } = identityOf(edid({ ...base, ...display })) ?? {}
  return [SERIAL, ALTSERIAL]
}

test('name, date, maker and serial number', () => {
  const bytes = edid({ ...base, name: 'DELL U2412M', serialText: 'YMYH1234L1M0' })
  expect(monitorOf(bytes, 'HDMI')).toEqual({
    CAPTION: 'DELL U2412M',
    DESCRIPTION: '31/2023',
    MANUFACTURER: 'Dell Inc.',
    SERIAL: 'YMYH1234L1M0',
    ALTSERIAL: undefined,
    PORT: 'HDMI',
    BASE64: Buffer.from(bytes).toString('base64'),
  })
})

test('a panel has texts in place of a name, a model year in place of a date, and a number in place of a text', () => {
  const panel = { ...base, maker: 'QZX', week: 255, serial: 0x2ee, texts: ['Panel', 'X\x01cut off'] }
  expect(identityOf(edid(panel))).toEqual({
    CAPTION: 'Panel X',
    DESCRIPTION: '2023',
    MANUFACTURER: 'QZX',
    SERIAL: '000002ee',
    ALTSERIAL: undefined,
  })
})

test.each([0, 1, 0x0101_0101])('the number %i is none', (serial) => {
  expect(serials({ serial })).toEqual([undefined, undefined])
  expect(serials({ serial, maker: 'PHL' })).toEqual([undefined, undefined])
  expect(serials({ serial, maker: 'ENC', serialText: '0' })).toEqual([undefined, undefined])
})

test.each<[string, Partial<Display>, string | undefined, string | undefined]>([
  [
    'Acer, listed',
    { maker: 'ACR', product: 0x0335, serial: 0x638103c5, serialText: 'LY7EE016851C' },
    'LY7EE016638103c5851C',
    'LY7EE016851C',
  ],
  [
    'Acer, other',
    { maker: 'ACR', product: 0xad25, serial: 0x1d9, serialText: 'ETL2508043' },
    'ETL2508043',
    'ETL25080000001d943',
  ],
  ['Acer, without a text', { maker: 'ACR', product: 0x0335, serial: 0xb051 }, '0000b051', undefined],
  ['LG, listed', { maker: 'GSM', product: 0x4b21, serial: 338_670 }, '9Y670', '00052aee'],
  ['LG, other', { maker: 'GSM', product: 0x4b22, serial: 338_007, serialText: 'A1' }, 'A1', '9Y007'],
  ['LG, out of range', { maker: 'GSM', product: 0x4b21, serial: 0xff00_0000 }, 'ff000000', undefined],
  ['Philips, without a text', { maker: 'PHL', serial: 6456 }, '006456', '00001938'],
  [
    'Philips, text with the number',
    { maker: 'PHL', serial: 21_838, serialText: ' HD  021838' },
    ' HD  021838',
    undefined,
  ],
  ['Philips, text without', { maker: 'PHL', serial: 21_838, serialText: 'AU1' }, 'AU1', '021838'],
  ['Samsung, listed', { maker: 'SAM', product: 0x09c6, serial: 0x30323736, serialText: 'H4MF2' }, '0276H4MF2', 'H4MF2'],
  [
    'Samsung, backwards',
    { maker: 'SAM', product: 0x0e5a, serial: 0x30323736, serialText: 'H4MF2' },
    '6720H4MF2',
    'H4MF2',
  ],
  ['Samsung, decimal', { maker: 'SAM', product: 0x0c18, serial: 809_585_995 }, '809585995', undefined],
  ['Samsung, other', { maker: 'SAM', product: 0x0080, serial: 0x47483139, serialText: 'HCHW6' }, 'HCHW6', 'GH19HCHW6'],
  ['Samsung, not printable', { maker: 'SAM', product: 0x09c6, serial: 2, serialText: 'HCHW6' }, 'HCHW6', undefined],
  ['BenQ', { maker: 'BNQ', serial: 0x5445, serialText: 'X1J084' }, 'ETX1J084', 'X1J084'],
  ['BenQ, no letters', { maker: 'BNQ', serial: 0x15445, serialText: 'X1J084' }, 'X1J084', undefined],
  ['Eizo', { maker: 'ENC', serial: 68_056_070 }, '68056070', undefined],
  ['Eizo, with a text', { maker: 'ENC', serial: 5, serialText: '21211015' }, '21211015', undefined],
])('serial numbers of %s', (_, display, serial, alternative) => {
  expect(serials(display)).toEqual([serial, alternative])
})

test('makers that the registry does not have', () => {
  const makerOf = (maker: string) => identityOf(edid({ ...base, maker }))?.MANUFACTURER
  expect(['AIC', 'BNQ', 'LEN'].map(makerOf)).toEqual(['AG Neovo', 'BenQ Corporation', 'Lenovo Group Limited'])
})

/** A block of 128 bytes that begins so. */
const block = (...bytes: readonly number[]): Uint8Array => Buffer.concat([Buffer.from(bytes)], 128)
const text = (kind: number, value: string): number[] => [0, 0, 0, kind, 0, ...Buffer.from(value.padEnd(13, '\n'))]

test('what the base block lacks stands in an extension', () => {
  const plain = edid(base)
  const cta = block(0x02, 3, 8, 0, 0x23, 1, 2, 3, ...text(0xff, 'CTA-77'), ...text(0xfc, 'Wide'))
  expect(identityOf(Buffer.concat([plain, cta]))).toMatchObject({ SERIAL: 'CTA-77', CAPTION: 'Wide' })
  const product = [0x00, 0, 15, 0, 0, 0, 0xb1, 0xa0, 0x78, 0x56, 0x34, 0x12, 31, 23, 3, ...Buffer.from('Fin')]
  const displayId = block(0x70, 0x13, product.length, 0, 0, ...product)
  expect(identityOf(Buffer.concat([plain, displayId]))).toMatchObject({ SERIAL: '12345678', CAPTION: 'Fin' })
  const named = [0x0a, 0, 4, ...Buffer.from('SN-9'), 0x0b, 0, 2, ...Buffer.from('hi')]
  const texts = block(0x70, 0x13, named.length, 0, 0, ...named)
  expect(identityOf(Buffer.concat([plain, texts]))).toMatchObject({ SERIAL: 'SN-9', CAPTION: 'hi' })
})

test('what is no EDID, and what nearly is', () => {
  const bytes = Buffer.from(edid({ ...base, serial: 7, name: 'Kept' }))
  const broken = Buffer.from(bytes)
  broken[0] = 1
  expect(identityOf(broken)?.CAPTION).toBe('Kept')
  broken[16] = 0
  expect(identityOf(broken)).toBeUndefined()
  expect(monitorOf(broken, 'VGA')).toEqual({ PORT: 'VGA', BASE64: broken.toString('base64') })
  expect(identityOf(bytes.subarray(0, 60))?.DESCRIPTION).toBe('31/2023')
  expect(decodeEdid(new Uint8Array())).toBeUndefined()
})

test('one entry for each serial number, or each EDID', () => {
  const one = monitorOf(edid({ ...base, serialText: 'A1' }))
  const nameless = monitorOf(edid(base))
  expect(distinct([one, { ...one, PORT: 'DVI', CAPTION: 'later' }, nameless, nameless])).toEqual([
    { ...one, PORT: 'DVI', CAPTION: 'later' },
    nameless,
  ])
})

test('any bytes: no exception, printable names', () => {
  const bytes = fc.uint8Array({ maxLength: 600 })
  const valid = fc
    .uint8Array({ minLength: 120, maxLength: 504 })
    .map((rest) => Buffer.concat([edid(base).subarray(0, 8), rest]))
  fc.assert(
    fc.property(fc.oneof(bytes, valid), (any) => {
      const { CAPTION, DESCRIPTION, BASE64 } = monitorOf(any)
      expect(CAPTION ?? 'x').toMatch(/^[ -~]+$/)
      expect(DESCRIPTION ?? '2000').toMatch(/^(?:\d{1,3}\/)?\d{4}$/)
      expect(Buffer.from(BASE64 ?? '', 'base64')).toEqual(Buffer.from(any))
    }),
  )
})
