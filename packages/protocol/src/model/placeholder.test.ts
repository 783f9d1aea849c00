import { expect, test } from 'vitest'
import { isPlaceholder, placeholderFree } from './placeholder.ts'

test.each([
  'N/A',
  'None',
  'unknown',
  'Not Specified',
  'NotSpecified',
  'Default string',
  'System Serial Number',
  'Chassis manufacture',
  'Chassis Manufacturer',
  '<BAD INDEX>',
  '<OUT OF SPEC><OUT OF SPEC>',
  '<OUT OF SPEC> <OUT OF SPEC>',
  'To Be Filled By O.E.M.',
  'To be filled by O.E.M. ',
  '0000000',
  'FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF',
  '00000000-0000-0000-0000-000000000000',
  'xxxxxxxxxx',
  'SSN12345678901234567',
  'Type1ProductConfigId',
  '123456789',
  '.',
  '',
  'Asset Tag#',
  'SKU#',
])('%s is a placeholder', (text) => {
  expect(isPlaceholder(text)).toBe(true)
  expect(placeholderFree(text)).toBeUndefined()
})

test.each(['CZC1234ABC', '00042', 'Unknown Worlds', 'None of these', 'OEM-7', 'F00', '1234567'])(
  '%s is a value',
  (text) => {
    expect(placeholderFree(text)).toBe(text)
  },
)
