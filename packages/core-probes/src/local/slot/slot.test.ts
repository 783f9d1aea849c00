import { captureText, runProbe, smbios, structure } from '@fusioninventory/testkit'
import { expect, test } from 'vitest'
import { linuxSlots } from './linux.ts'

const slotsOf = async (files: Parameters<typeof captureText>[0]) => {
  const { patches } = await runProbe(linuxSlots, captureText(files))
  return patches.map(({ from, content }) => ({ from, slots: content.SLOTS }))
}

test('slots with their number, or with their place on the bus where they have none', async () => {
  const { table, entryPoint } = smbios([
    structure('slot', { designation: 'SLOT 1', slotType: 0xb6, width: 0x0d, usage: 4, id: 1, bus: 1 }),
    structure('slot', {
      designation: 'SLOT 2',
      slotType: 0xa5,
      width: 0x0a,
      usage: 3,
      id: 0,
      bus: 2,
      deviceFunction: 0xe1,
    }),
    structure('slot', { designation: 'CARD', slotType: 0x01, usage: 3 }),
    structure('slot', {
      designation: 'M2',
      slotType: 0x17,
      usage: 2,
      id: 0,
      segment: 0xffff,
      bus: 0xff,
      deviceFunction: 0xff,
    }),
  ])
  const files = { '/sys/firmware/dmi/tables/DMI': table, '/sys/firmware/dmi/tables/smbios_entry_point': entryPoint }
  expect(await slotsOf({ files })).toEqual([
    {
      from: 'SMBIOS table',
      slots: [
        { NAME: 'SLOT 1', DESCRIPTION: 'x16 PCI Express 3 x16', DESIGNATION: '1', STATUS: 'used' },
        { NAME: 'SLOT 2', DESCRIPTION: 'x4 PCI Express', DESIGNATION: '0000:02:1c.1', STATUS: 'free' },
        { NAME: 'CARD', DESCRIPTION: 'Other', STATUS: 'free' },
        { NAME: 'M2', DESCRIPTION: 'M.2 Socket 3', DESIGNATION: '0', STATUS: undefined },
      ],
    },
  ])
})

test('labels of an old dmidecode', async () => {
  const text = [
    'Handle 0x0901',
    '\tDMI type 9, 12 bytes.',
    '\tCard Slot',
    '\t\tSlot: PCI1',
    '\t\tType: 32bit PCI ',
    '\t\tStatus: In use.',
    'Handle 0x0902',
    '\tDMI type 0, 20 bytes.',
    '\t\tVendor: Acme',
  ].join('\n')
  expect(await slotsOf({ commands: { dmidecode: text } })).toEqual([
    { from: 'dmidecode', slots: [{ NAME: 'PCI1', DESCRIPTION: '32bit PCI', STATUS: 'used' }] },
  ])
})

test('a machine without firmware tables has none', async () => {
  expect(await slotsOf({})).toEqual([])
})
