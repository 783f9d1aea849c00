import { expect, test } from 'vitest'
import { diskManufacturer, manufacturer } from './vendor.ts'

test.each([
  ['ST1000DM003', 'Seagate'],
  ['WDC WD10EZEX', 'Western Digital'],
  ['WD40EFRX', 'Western Digital'],
  ['SAMSUNG MZ7LN', 'Samsung'],
  ['HGST HTS541010', 'Hitachi'],
  ['MM0500', 'Hewlett-Packard'],
  ['CT500MX500', 'Crucial'],
  ['IC35L0', 'Hitachi'],
  ['OPTIARC DVD', 'Sony'],
  ['Micron_5200', 'Micron_5200'],
])('disk %s is made by %s', (model, expected) => {
  expect(diskManufacturer(model)).toBe(expected)
})

test.each([
  ['GenuineIntel', 'Intel'],
  ['AuthenticAMD', 'AMD'],
  ['TransmetaCPU', 'Transmeta'],
  ['LG Electronics', 'Lg'],
  ['Algonquin', 'Algonquin'],
  ['KINGSTON TECHNOLOGY', 'Kingston'],
  ['nec', 'Nec'],
  ['Necromancy', 'Necromancy'],
  ['hewlett packard', 'Hewlett-Packard'],
  ['HP Inc.', 'Hewlett-Packard'],
  ['HPE', 'Hewlett-Packard'],
  ['WDC', 'Western Digital'],
  ['WeStErN', 'Western Digital'],
  ['SeAgAtE', 'Seagate'],
  ['PNY Technologies', 'PNY'],
])('%s is %s', (name, expected) => {
  expect(manufacturer(name)).toBe(expected)
  expect(diskManufacturer(name)).toBe(expected)
})

test.each(['HUAWEI', 'ICOM', 'MMC Corp', 'CTX', 'STMicroelectronics'])('%s is no disk model', (name) => {
  expect(manufacturer(name)).toBe(name)
})
