import { captureText, runProbe, smbios, structure } from '@fusioninventory/testkit'
import { expect, test } from 'vitest'
import { linuxPowerSupplies } from './linux.ts'

const run = async (parts: Parameters<typeof captureText>[0]) =>
  (await runProbe(linuxPowerSupplies, captureText(parts))).patches[0]?.content.POWERSUPPLIES

/** Bits of the word of characteristics: hot-replaceable, present, status, kind. */
const characteristics = (status: number, kind: number): number => 3 | (status << 7) | (kind << 10)

test('supplies with maker, part number and power; batteries and templates of the board maker are none', async () => {
  const { table, entryPoint } = smbios([
    structure('powerSupply', {
      location: 'Not Specified',
      name: 'PWR SPLY,350W,RDNT,LTON',
      manufacturer: 'DELL',
      serial: 'CN7161561F0D94',
      partNumber: '09WR03A00',
      maxPower: 350,
      characteristics: characteristics(3, 4),
    }),
    structure('powerSupply', {
      location: 'PSU2',
      name: 'Power Supply 2',
      manufacturer: 'HP',
      partNumber: '09WR03A00',
      maxPower: 0x8000,
      characteristics: 4,
    }),
    structure('powerSupply', {
      name: 'To Be Filled By O.E.M. Model',
      serial: 'OEM Define 1',
      location: 'PSU3',
      maxPower: 1,
    }),
    structure('powerSupply', { name: 'BBU', characteristics: characteristics(3, 5) }),
  ])
  const files = { '/sys/firmware/dmi/tables/DMI': table, '/sys/firmware/dmi/tables/smbios_entry_point': entryPoint }
  expect(await run({ files })).toEqual([
    {
      NAME: 'PWR SPLY,350W,RDNT,LTON',
      MANUFACTURER: 'Dell',
      SERIALNUMBER: 'CN7161561F0D94',
      PARTNUM: '09WR03',
      POWER_MAX: 350,
      HOTREPLACEABLE: true,
      PLUGGED: true,
      STATUS: 'Present, OK',
    },
    {
      NAME: 'Power Supply 2',
      MANUFACTURER: 'Hewlett-Packard',
      PARTNUM: '09WR03A00',
      LOCATION: 'PSU2',
      HOTREPLACEABLE: false,
      PLUGGED: false,
      STATUS: 'Not Present',
    },
  ])
})

test('an old dmidecode took watts for milliwatts', async () => {
  const text =
    'Handle 0x003D, DMI type 39, 22 bytes\n\tName: PS 1\n\tMax Power Capacity: 0.460 W\n\nHandle 0x0001, DMI type 0, 24 bytes\n\tVendor: HP\n'
  expect(await run({ commands: { dmidecode: text } })).toMatchObject([{ NAME: 'PS 1', POWER_MAX: 460 }])
})

test('a machine without firmware tables has none', async () => {
  expect(await run({})).toBeUndefined()
})
