import fc from 'fast-check'
import { expect, it } from 'vitest'
import { worded } from './words.ts'

it.each([
  ['HP Ethernet', { manufacturer: 'Hewlett-Packard' }],
  ['D-Link DES-1210', { manufacturer: 'D-link', type: 'NETWORKING' }],
  ['cisco thing', { manufacturer: 'Cisco', type: 'NETWORKING' }],
  ['Dell Ethernet Switch', { manufacturer: 'Dell', type: 'NETWORKING' }],
  ['A switch', {}],
  ['Linux TS-231 4.2', { manufacturer: 'Qnap', type: 'STORAGE' }],
  ['ETHERNET, JETDIRECT', { type: 'PRINTER' }],
  ['EMC array', { manufacturer: 'EMC', type: 'STORAGE' }],
])('%s', (description, expected) => {
  expect(worded(description)).toEqual(expected)
})

it('takes any text', () => {
  fc.assert(fc.property(fc.string(), (text) => typeof worded(text) === 'object'))
})
