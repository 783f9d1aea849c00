import { smbios as build, type CaptureParts, captureText, runProbe, structure } from '@fusioninventory/testkit'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { linuxBios } from './linux.ts'
import { boardOfCpuinfo, boardOfDeviceTree, boardOfPowerPc, boardOfSysinfo, parseBoardBlock } from './parse-boards.ts'

/** The section as the reducer makes it: of two patches the first that knows a field. */
const biosOf = async (parts: CaptureParts): Promise<Record<string, unknown>> => {
  const { patches } = await runProbe(linuxBios, captureText(parts))
  const all = patches
    .toReversed()
    .map((patch) => Object.entries(patch.content.BIOS ?? {}).filter(([, value]) => value !== undefined))
  return Object.fromEntries(all.flat())
}
const tableOf = (...structures: ReturnType<typeof structure>[]): NonNullable<CaptureParts['files']> => {
  const { table, entryPoint } = build(structures)
  return { '/sys/firmware/dmi/tables/DMI': table, '/sys/firmware/dmi/tables/smbios_entry_point': entryPoint }
}
const variable = '/sys/firmware/efi/efivars/SecureBoot-8be4df61-93ca-11d2-aa0d-00e098032b8c'

test('all of a laptop', async () => {
  const files = tableOf(
    structure('bios', { vendor: 'LENOVO', version: 'N2IET91W (1.69 )', releaseDate: '05/12/2021' }),
    structure('system', {
      manufacturer: 'LENOVO',
      product: '20QT',
      version: 'ThinkPad P1',
      serial: 'PF1',
      sku: 'LENOVO_MT_20QT',
    }),
    structure('baseboard', { manufacturer: 'LENOVO', product: '20QTCTO', serial: 'L1HF' }),
    structure('chassis', { chassisType: 10, serial: 'PF1C', assetTag: 'A-17' }),
  )
  expect(await biosOf({ files: { ...files, [variable]: Uint8Array.of(6, 0, 0, 0, 1) } })).toEqual({
    BMANUFACTURER: 'LENOVO',
    BVERSION: 'N2IET91W (1.69 )',
    BDATE: '05/12/2021',
    SMANUFACTURER: 'LENOVO',
    SMODEL: 'ThinkPad P1',
    SSN: 'PF1',
    SKUNUMBER: 'LENOVO_MT_20QT',
    MMANUFACTURER: 'LENOVO',
    MMODEL: '20QTCTO',
    MSN: 'L1HF',
    ASSETTAG: 'A-17',
    ENCLOSURESERIAL: 'PF1C',
    SECURE_BOOT: 'enabled',
  })
})

test('placeholders are none', async () => {
  const files = tableOf(
    structure('system', {
      manufacturer: 'System manufacturer',
      product: 'System Product Name',
      serial: 'System Serial Number',
      sku: 'ASUS_SKU#',
    }),
    structure('chassis', { assetTag: 'Asset Tag#' }),
  )
  expect(await biosOf({ files })).toEqual({ SECURE_BOOT: 'unsupported' })
})

test('dmidecode where the table is denied', async () => {
  const dmidecode =
    'SMBIOS 3.0 present.\n\nHandle 0x0000, DMI type 0, 24 bytes\nBIOS Information\n\tVendor: Acme\n\nHandle 0x0001, DMI type 1, 27 bytes\nSystem Information\n\tSerial Number: S1\n'
  const files = { '/sys/firmware/dmi/tables/DMI': { state: 'denied' } } as const
  expect(await biosOf({ files, commands: { dmidecode } })).toEqual({
    BMANUFACTURER: 'Acme',
    SSN: 'S1',
    SECURE_BOOT: 'unsupported',
  })
})

test('the strings of sysfs for an ordinary user', async () => {
  const id = '/sys/class/dmi/id'
  const files = {
    '/sys/firmware/dmi/tables/DMI': { state: 'denied' },
    [`${id}/sys_vendor`]: 'Acme\n',
    [`${id}/product_name`]: 'Rocket\n',
    [`${id}/product_serial`]: { state: 'denied' },
    [`${id}/chassis_type`]: '10\n',
  } as const
  expect(await biosOf({ files })).toEqual({ SMANUFACTURER: 'Acme', SMODEL: 'Rocket', SECURE_BOOT: 'unsupported' })
})

test('a kernel that found no DMI: no command is asked', async () => {
  const dmidecode =
    'Handle 0x0000, DMI type 0, 24 bytes\n\tVendor: Ghost\nHandle 0x0001, DMI type 1, 2 bytes\n\tVersion: 1\n'
  expect(await biosOf({ lists: { '/sys/firmware': ['d acpi'] }, commands: { dmidecode } })).toEqual({
    SECURE_BOOT: 'unsupported',
  })
})

test('a container shows the machine, not its serial number', async () => {
  const files = {
    ...tableOf(structure('system', { product: 'Rocket', serial: 'S1' }), structure('chassis', { serial: 'C1' })),
    '/.dockerenv': '',
  }
  expect(await biosOf({ files })).toEqual({ SMODEL: 'Rocket' })
  const { debug } = await runProbe(linuxBios, captureText({ files }))
  expect(debug.join()).toContain('S1')
})

test('Xen without firmware', async () => {
  expect(await biosOf({ files: { '/proc/xen/capabilities': '' } })).toEqual({
    SMANUFACTURER: 'Xen',
    SMODEL: 'PVM domU',
  })
})

test('boards: old ARM kernels name the hardware, new ones the model', () => {
  const old =
    'processor\t: 0\nmodel name\t: ARMv7\n\nHardware\t: BCM2835\nRevision\t: a22082\nSerial\t\t: 00000000acf9d788\n'
  expect(boardOfCpuinfo(old)).toEqual({ boardModel: 'BCM2835', boardSerial: 'a22082', serial: '00000000acf9d788' })
  expect(boardOfCpuinfo(`${old.replace('Hardware\t: BCM2835\n', '')}Model : Pi 3\n`).boardModel).toBe('Pi 3')
  expect(parseBoardBlock('processor\t: 0\nvendor_id\t: GenuineIntel\n\n')).toEqual({})
})

test('boards: device tree, Apple, pSeries, s390', () => {
  expect(
    boardOfDeviceTree({
      model: 'VisionFive 2\0',
      'serial-number': 'VF7\0',
      compatible: 'starfive,visionfive-2\0starfive,jh7110\0',
    }),
  ).toEqual({
    boardModel: 'VisionFive 2',
    serial: 'VF7',
    manufacturer: 'starfive',
  })
  expect(
    boardOfPowerPc({
      model: 'PowerMac10,1\0',
      'serial-number': 'YM5\0\0',
      copyright: 'Copyright Apple\0',
      'color-code': '\x00\x05',
    }),
  ).toMatchObject({
    manufacturer: 'Apple Computer, Inc.',
    model: 'PowerMac10,1 color: 5',
    serial: 'YM5',
  })
  expect(boardOfPowerPc({ model: 'IBM,9009-22A\0', 'system-id': 'IBM,0278ABC\0' })).toMatchObject({
    manufacturer: 'IBM',
    serial: 'IBM,0278ABC',
  })
  const sysinfo =
    'Manufacturer:         IBM\nType:                 3931\nModel:                701              A01\nSequence Code:        00000000000B1A2C\nPlant:                02\n'
  expect(boardOfSysinfo(sysinfo)).toEqual({
    manufacturer: 'IBM',
    model: '3931 701              A01',
    serial: '02-00000000000B1A2C',
  })
})

test('any text: no exception', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (a, b) => {
      boardOfCpuinfo(`${a}\n\n${b}: ${a}`)
      boardOfSysinfo(`Type: ${a}\n${b}`)
      boardOfDeviceTree({ model: a, compatible: b })
      boardOfPowerPc({ model: a, 'color-code': b, copyright: b })
    }),
  )
})
