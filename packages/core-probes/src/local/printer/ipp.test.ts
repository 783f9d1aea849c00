import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parsePrinters } from './cups.ts'
import { group, type IppValue, tag } from './ipp.ts'
import { decodeIpp } from './ipp-decode.ts'
import { encodeIpp, type Sent } from './ipp-encode.ts'
import { parseLpstat, parsePrintersConf } from './parse-printers.ts'
import { printerOf } from './queue.ts'

const name = fc.string({ minLength: 1, maxLength: 40, unit: 'binary' })
const kinds: readonly fc.Arbitrary<readonly [number, ...IppValue[]]>[] = [
  [tag.integer, fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 })] as const,
  [tag.enum, fc.nat()] as const,
  [tag.boolean, fc.boolean()] as const,
  [tag.text, fc.string()] as const,
  [tag.uri, fc.webUrl()] as const,
].map(([kind, value]) =>
  fc.array(value as fc.Arbitrary<IppValue>, { minLength: 1 }).map((all) => [kind, ...all] as const),
)
const attribute = fc.tuple(name, fc.oneof(...kinds)).map(([of, [kind, ...values]]): Sent => [of, kind, ...values])

test('what is sent can be read', () => {
  const attributes = fc.uniqueArray(attribute, { selector: ([of]) => of })
  fc.assert(
    fc.property(fc.nat(0xffff), fc.nat(), attributes, attributes, (code, requestId, one, other) => {
      const read = decodeIpp(
        encodeIpp({
          code,
          requestId,
          groups: [
            [group.operation, ...one],
            [group.printer, ...other],
          ],
        }),
      )
      const given = (list: readonly Sent[]) => new Map(list.map(([of, , ...values]) => [of, values]))
      expect(read).toEqual({
        code,
        requestId,
        groups: [
          { tag: group.operation, attributes: given(one) },
          { tag: group.printer, attributes: given(other) },
        ],
      })
    }),
  )
})

const header = [2, 0, 0, 0, 0, 0, 0, 1, group.printer]
const text = (value: string): number[] => [0, value.length, ...Buffer.from(value)]
const read = (...bytes: readonly number[]) =>
  Object.fromEntries(decodeIpp(Buffer.from([...header, ...bytes]))?.groups[0]?.attributes ?? [])

test('kinds that are only read', () => {
  expect(
    read(
      ...[tag.resolution, ...text('square'), 0, 9, 0, 0, 2, 0x58, 0, 0, 2, 0x58, 3],
      ...[tag.resolution, ...text('flat'), 0, 9, 0, 0, 0, 60, 0, 0, 0, 72, 4],
      ...[tag.textWithLanguage, ...text('info'), 0, 8, ...text('de'), ...text('Ja')],
      ...[0x13, ...text('none'), 0, 0],
      ...[tag.boolean, ...text('odd'), 0, 2, 1, 1],
    ),
  ).toEqual({ square: ['600dpi'], flat: ['60x72dpcm'], info: ['Ja'], none: [], odd: [] })
})

test('collections are passed over, whatever is in them', () => {
  const inner = [tag.beginCollection, 0, 0, 0, 0, 0x4a, 0, 0, ...text('x'), tag.integer, 0, 0, 0, 4, 0, 0, 0, 1]
  const ends = [tag.endCollection, 0, 0, 0, 0]
  const media = [
    tag.beginCollection,
    ...text('media-col'),
    0,
    0,
    0x4a,
    0,
    0,
    ...text('size'),
    ...inner,
    ...ends,
    ...ends,
  ]
  expect(read(...media, tag.keyword, ...text('after'), ...text('v'))).toEqual({ 'media-col': [], after: ['v'] })
})

test('a message that was cut off tells what came before', () => {
  expect(read(tag.keyword, ...text('a'), ...text('b'), tag.keyword, 0, 9, 1)).toEqual({ a: ['b'] })
  expect(decodeIpp(new Uint8Array(7))).toBeUndefined()
})

test('any bytes and texts: no exception', () => {
  const started = fc.uint8Array().map((rest) => Buffer.from([...header, ...rest]))
  fc.assert(
    fc.property(fc.oneof(fc.uint8Array(), started), (bytes) => {
      for (const queue of parsePrinters(bytes) ?? []) printerOf(queue)
    }),
  )
  const part = fc.constantFrom(
    '<Printer a>',
    '</Printer>',
    '\n',
    'DeviceURI ',
    'smb://',
    '/',
    '@',
    'device for ',
    ': ',
    '?serial=',
  )
  fc.assert(
    fc.property(fc.array(fc.oneof(part, fc.string())), (parts) => {
      const any = parts.join('')
      for (const queue of [...parsePrintersConf(any), ...parseLpstat(any)]) expect(printerOf(queue).NAME).not.toBe('')
    }),
  )
})
