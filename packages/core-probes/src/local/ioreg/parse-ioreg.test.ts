import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseIoreg, parseIoregValue } from './parse-ioreg.ts'

test('devices of a class, wherever in the tree', () => {
  const text = `+-o Root  <class IORegistryEntry, id 0x1>
  | {
  |   "other" = 1
  | }
  +-o Bus  <class Bus, id 0x2, registered>
    +-o Pad  <class Device, id 0x3, registered>
    | {
    |   "name" = "Pad"
    |   "bytes" = <00ff>
    |   "made by" = <"Acme">
    |   "state" = {"on"=Yes,"at"=(1,{"x"=<01>}),"e"={}}
    | }
    +-o Key  <class Device, id 0x4>
        {
          "name" = "Key"
        }
`
  expect(parseIoreg(text, 'Device').map((device) => ({ ...device }))).toEqual([
    { name: 'Pad', bytes: '00ff', 'made by': 'Acme', state: { on: 'Yes', at: ['1', { x: '<01>' }], e: {} } },
    { name: 'Key' },
  ])
})

test('any text: no exception, as deep as it may be', () => {
  const part = fc.constantFrom('{', '}', '(', ')', '"', '=', ',', '<', '>', 'a', '__proto__')
  fc.assert(fc.property(fc.array(part), (parts) => void parseIoregValue(`{${parts.join('')}`)))
  expect(parseIoregValue('('.repeat(100_000))).toBeInstanceOf(Array)
})
