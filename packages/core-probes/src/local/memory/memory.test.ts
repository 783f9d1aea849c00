import { smbios as build, type CaptureParts, captureText, runProbe, structure } from '@fusioninventory/testkit'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseDmidecode } from '../smbios/index.ts'
import { makerOfHex, makerOfId } from './jedec.ts'
import { linuxMemory } from './linux.ts'
import { memoryModules, partNumber } from './modules.ts'
import { parseMeminfo } from './parse-meminfo.ts'
import { readPartNumber } from './part-number.ts'

const device = (fields: Parameters<typeof structure<'memoryDevice'>>[1]) =>
  structure('memoryDevice', { arrayHandle: 0x100, memoryType: 0x1a, formFactor: 9, ...fields })
const array = (handle: number, use: number, errorCorrection: number) =>
  structure('memoryArray', { use, errorCorrection }, { handle })
const tableOf = (...structures: ReturnType<typeof structure>[]): NonNullable<CaptureParts['files']> => {
  const { table, entryPoint } = build(structures)
  return { '/sys/firmware/dmi/tables/DMI': table, '/sys/firmware/dmi/tables/smbios_entry_point': entryPoint }
}
const run = async (parts: CaptureParts) => {
  const { patches, hints } = await runProbe(linuxMemory, captureText(parts))
  const modules = patches.find(({ content }) => content.MEMORIES)
  const hardware = patches.find(({ content }) => content.HARDWARE)?.content.HARDWARE
  return { hardware, modules: modules?.content.MEMORIES, from: modules?.from, hints }
}

test('modules with the correction of their own array, empty slots too; video memory and flash are none', async () => {
  const { modules, from } = await run({
    files: tableOf(
      array(0x200, 4, 3),
      array(0x100, 3, 6),
      device({ arrayHandle: 0x200, size: 8, locator: 'VRAM' }),
      device({
        size: 8192,
        locator: 'A1',
        speed: 3200,
        serial: 'F16A',
        partNumber: 'M471A1K43EB1-CWE',
        manufacturer: '00CE00B300CE',
      }),
      device({ size: 0, locator: 'A2', manufacturer: 'NO DIMM', serial: 'NO DIMM' }),
      device({ size: 8, memoryType: 9, locator: 'ROM' }),
      device({ size: 16384, locator: 'A3', moduleManufacturerId: 0x9801, manufacturer: 'Undefined' }),
      device({ size: 16384, locator: 'A4', manufacturer: 'HP     ' }),
    ),
  })
  expect(from).toBe('SMBIOS table')
  expect(modules).toHaveLength(4)
  expect(modules?.[0]).toMatchObject({
    NUMSLOTS: 2,
    CAPACITY: 8192,
    CAPTION: 'A1',
    DESCRIPTION: 'DIMM',
    TYPE: 'DDR4',
    SPEED: '3200',
    SERIALNUMBER: 'F16A',
    MANUFACTURER: 'Samsung',
    MODEL: 'M471A1K43EB1-CWE',
    MEMORYCORRECTION: 'Multi-bit ECC',
  })
  expect(modules?.[1]).toMatchObject({ NUMSLOTS: 3, CAPACITY: undefined, MANUFACTURER: undefined })
  expect(modules?.[2]).toMatchObject({ NUMSLOTS: 5, MANUFACTURER: 'Kingston' })
  expect(modules?.[3]).toMatchObject({ NUMSLOTS: 6, MANUFACTURER: 'HP' })
})

test('old firmware without type 17', async () => {
  const text =
    'Handle 0x0600\n\tDMI type 6, 12 bytes.\n\tMemory Bank\n\t\tSocket: DIMM1\n\t\tType: ECC DIMM SDRAM \n\t\tInstalled Size: 256Mbyte\nHandle 0x0601\n\tDMI type 6, 12 bytes.\n\tMemory Bank\n\t\tType: UNKNOWN \n\t\tInstalled Size: Not Installed\n'
  expect(memoryModules({ from: 'dmidecode', denied: false, ...parseDmidecode(text) })).toEqual([
    { NUMSLOTS: 1, CAPACITY: 256, TYPE: 'ECC DIMM SDRAM' },
    { NUMSLOTS: 2, CAPACITY: undefined, TYPE: undefined },
  ])
})

const meminfo = { '/proc/meminfo': 'MemTotal:       16306848 kB\nMemFree: 1 kB\nSwapTotal:             0 kB\n' }

test.each([
  ['QEMU', 15924],
  ['VMware, Inc.', 4096],
  ['Dell Inc.', 4096],
])('size of the only module of %s', async (manufacturer, size) => {
  const { modules, hardware } = await run({
    files: {
      ...meminfo,
      ...tableOf(
        structure('system', { manufacturer }),
        array(0x100, 3, 3),
        device({ size: 4096 }),
        device({ size: 0 }),
      ),
    },
  })
  expect(hardware).toEqual({ MEMORY: 15924, SWAP: 0 })
  expect(modules?.map(({ CAPACITY }) => CAPACITY)).toEqual([size, undefined])
})

test('Hyper-V fills what it leaves out', async () => {
  const { modules } = await run({
    files: tableOf(
      structure('bios', { vendor: 'Microsoft Corporation', version: 'Hyper-V UEFI Release v4.0' }),
      device({ size: 1024, formFactor: 2 }),
      device({ size: 1024, formFactor: 2 }),
    ),
  })
  expect(modules?.[0]).toMatchObject({ DESCRIPTION: 'Hyper-V Memory', MANUFACTURER: 'Microsoft Corporation' })
})

test('an ordinary user sees the slots that udev knows', async () => {
  const udev = [
    'I:31540567',
    'E:ID_VENDOR=Acme',
    'E:MEMORY_ARRAY_LOCATION=System Board Or Motherboard',
    'E:MEMORY_ARRAY_EC_TYPE=Multi-bit ECC',
    'E:MEMORY_DEVICE_0_SIZE=17179869184',
    'E:MEMORY_DEVICE_0_FORM_FACTOR=SODIMM',
    'E:MEMORY_DEVICE_0_LOCATOR=DIMM A',
    'E:MEMORY_DEVICE_0_TYPE=DDR4',
    'E:MEMORY_DEVICE_0_SPEED_MTS=2667',
    'E:MEMORY_DEVICE_0_CONFIGURED_SPEED_MTS=2400',
    'E:MEMORY_DEVICE_0_MANUFACTURER=Kingston',
    'E:MEMORY_DEVICE_0_SERIAL_NUMBER=1A2B3C4D',
    'E:MEMORY_DEVICE_0_PART_NUMBER=KF3200C20S4/16G',
    'E:MEMORY_DEVICE_1_PRESENT=0',
    'E:MEMORY_DEVICE_1_FORM_FACTOR=SODIMM',
    'E:MEMORY_DEVICE_1_LOCATOR=DIMM B',
    'E:MEMORY_DEVICE_1_MANUFACTURER=Not Specified',
    'E:MEMORY_ARRAY_NUM_DEVICES=2',
  ]
  const { from, modules, hints } = await run({
    files: {
      '/sys/firmware/dmi/tables/DMI': { state: 'denied' },
      '/sys/class/dmi/id/sys_vendor': 'Acme\n',
      '/run/udev/data/+dmi:id': udev.join('\n'),
    },
  })
  expect(modules).toEqual([
    {
      NUMSLOTS: 1,
      CAPACITY: 16384,
      CAPTION: 'DIMM A',
      DESCRIPTION: 'SODIMM',
      TYPE: 'DDR4',
      SPEED: '2667',
      MANUFACTURER: 'Kingston',
      SERIALNUMBER: '1A2B3C4D',
      MODEL: 'KF3200C20S4/16G',
      MEMORYCORRECTION: 'Multi-bit ECC',
    },
    { NUMSLOTS: 2, CAPTION: 'DIMM B', DESCRIPTION: 'SODIMM', MEMORYCORRECTION: 'Multi-bit ECC' },
  ])
  expect(from).toBe('/sys/class/dmi/id, /run/udev/data/+dmi:id')
  expect(hints).toEqual(['run as root to see slots and serial numbers'])
})

test('an ordinary user is told what root would see', async () => {
  const { hints, modules } = await run({ files: { '/sys/firmware/dmi/tables/DMI': { state: 'denied' } } })
  expect(hints).toHaveLength(1)
  expect(modules).toBeUndefined()
})

test.each([
  ['M393B1G73QH0-CMA', { manufacturer: 'Samsung', type: 'DDR3', speed: 1866 }],
  ['M471A2K43EB1-CWE', { manufacturer: 'Samsung', type: 'DDR4', speed: 3200 }],
  ['K4A8G085WB-BCPB', { manufacturer: 'Samsung', type: 'DDR4', speed: 2133 }],
  ['HMT42GR7AFR4A-PB', { manufacturer: 'Hynix', type: 'DDR3', speed: 1600 }],
  ['HMAA1GS6CJR6N-XN', { manufacturer: 'Hynix', type: 'DDR4', speed: 3200 }],
  ['18JSF25672AZ-1G4F1', { manufacturer: 'Micron', type: 'DDR3', speed: undefined }],
  ['MTA9ASF1G72PZ-3G2E2', { manufacturer: 'Micron', type: 'DDR4', speed: undefined }],
  ['EBJ41UF8BCF0-DJ-F', { manufacturer: 'Elpida', type: 'DDR3', speed: 1333 }],
  ['F3-12800CL9-2GBXL', undefined],
])('part number %s', (number, expected) => {
  expect(readPartNumber(number)).toEqual(expected)
})

test.each([
  ['GSOG42F-18----------', 'GSOG42F-18'],
  ['0x4D34373142', 'M471B'],
  ['NO DIMM', undefined],
  ['Array1_PartNumber0', undefined],
  ['[Empty]', '[Empty]'],
  [undefined, undefined],
])('text of a part number %s', (given, expected) => {
  expect(partNumber(given)).toBe(expected)
})

test('JEDEC ids', () => {
  expect(makerOfId('Bank 4, Hex 0x25')).toBe('KingMax')
  expect(makerOfId('Bank 4, Hex 0x26')).toBeUndefined()
  expect(
    ['80AD000080AD', '00CE00B300CE', '832500008325', 'CE00000000000000', '7F7F9E0000000000', '0x2C00000000000000'].map(
      makerOfHex,
    ),
  ).toEqual(['Hynix', 'Samsung', 'KingMax', 'Samsung', 'Corsair', 'Micron'])
  expect([undefined, 'Samsung', '12345678'].map(makerOfHex)).toEqual([undefined, undefined, undefined])
})

test('any text: no exception, whole numbers', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      readPartNumber(text)
      partNumber(text)
      makerOfHex(text)
      makerOfId(text)
      const { memory } = parseMeminfo(`MemTotal: ${text} kB\n`)
      expect(memory === undefined || Number.isSafeInteger(memory)).toBe(true)
    }),
  )
})
