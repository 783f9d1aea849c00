import { smbios as build, structure } from '@fusioninventory/testkit'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { layouts } from './layouts.ts'
import { parseDmidecode } from './parse-dmidecode.ts'
import { parseEntryPoint, parseTable } from './parse-table.ts'
import { parseUdevMemory } from './parse-udev-memory.ts'
import { type Smbios, type StructureType, structureOf, structuresOf } from './structure.ts'

const whole = (parsed: Pick<Smbios, 'structures' | 'version'>): Smbios => ({ from: 'test', denied: false, ...parsed })
const read = (...args: Parameters<typeof build>): Smbios => {
  const { table, entryPoint } = build(...args)
  return whole(parseTable(table, entryPoint))
}
const types = Object.keys(layouts).map((type) => Number(type) as StructureType)

test('identity strings, without placeholders', () => {
  const table = read([
    structure('bios', { vendor: 'Acme', version: '1.2 ', releaseDate: '01/31/2024' }),
    structure('system', { manufacturer: 'Acme', product: 'System Product Name', serial: '0000000', sku: 'S-1' }),
    structure('chassis', { chassisType: 0x80 | 9, serial: 'CH1', assetTag: 'No Asset Tag' }),
  ])
  expect(structureOf(table, 0)).toMatchObject({ vendor: 'Acme', version: '1.2', date: '01/31/2024' })
  expect(structureOf(table, 1)).toMatchObject({
    manufacturer: 'Acme',
    product: undefined,
    serial: undefined,
    sku: 'S-1',
  })
  expect(structureOf(table, 3)).toMatchObject({ type: 'Laptop', serial: 'CH1', asset: undefined })
  expect(table.structures.map(({ type }) => type)).toEqual([0, 1, 3, 127])
})

test.each([
  ['2.5', '33221100-5544-7766-8899-aabbccddeeff'],
  ['2.6', '00112233-4455-6677-8899-aabbccddeeff'],
  ['3.2', '00112233-4455-6677-8899-aabbccddeeff'],
])('byte order of the UUID in version %s', (version, uuid) => {
  const table = read([structure('system', { uuid: '00112233-4455-6677-8899-aabbccddeeff' })], { version })
  expect(structureOf(table, 1).uuid).toBe(uuid)
})

test.each([
  '00000000-0000-0000-0000-000000000000',
  'ffffffff-ffff-ffff-ffff-ffffffffffff',
  '03000200-0400-0500-0006-000700080009',
])('UUID %s names nobody', (uuid) => {
  expect(structureOf(read([structure('system', { uuid })]), 1).uuid).toBeUndefined()
})

test.each([
  [{ size: 0 }, 0],
  [{ size: 0xffff }, undefined],
  [{ size: 16384 }, 16384],
  [{ size: 0x8000 | 2048 }, 2],
  [{ size: 0x7fff, extendedSize: 65536 }, 65536],
])('size of a memory device %j', (fields, size) => {
  expect(structureOf(read([structure('memoryDevice', fields)]), 17).size).toBe(size)
})

test('a memory device with ids, codes and clocks', () => {
  const device = structureOf(
    read([
      structure('memoryDevice', {
        arrayHandle: 0x1000,
        formFactor: 13,
        memoryType: 0x22,
        speed: 0xffff,
        extendedSpeed: 70000,
        configuredSpeed: 5600,
        moduleManufacturerId: 0xad80,
      }),
    ]),
    17,
  )
  expect(device).toMatchObject({
    array: 0x1000,
    formFactor: 'SODIMM',
    type: 'DDR5',
    speed: 70000,
    configuredSpeed: 5600,
  })
  expect(device.manufacturerId).toBe('Bank 1, Hex 0xAD')
})

test('a processor with more than 255 cores, and one that is not there', () => {
  const [big, none] = structuresOf(
    read([
      structure('processor', {
        status: 0x41,
        family: 0xfe,
        family2: 0x101,
        coreCount: 0xff,
        coreCount2: 300,
        id: 0x178bfbff00a20f12n,
      }),
      structure('processor', { status: 0 }),
    ]),
    4,
  )
  expect(big).toMatchObject({ status: 'Populated, Enabled', family: 'ARMv8', cores: 300, id: '178BFBFF00A20F12' })
  expect(none).toMatchObject({ status: 'Unpopulated', id: undefined, cores: undefined })
})

test('slot, port, power supply, battery', () => {
  const table = read([
    structure('slot', {
      designation: 'PCIE1',
      slotType: 0xb6,
      width: 0x0d,
      usage: 4,
      id: 1,
      segment: 0,
      bus: 1,
      deviceFunction: 0x0a,
    }),
    structure('port', { internalName: 'None', externalConnector: 0x0b, portType: 0x1f }),
    structure('powerSupply', { maxPower: 750, characteristics: 0b11 | (3 << 7) }),
    structure('battery', {
      chemistry: 6,
      designCapacity: 4800,
      multiplier: 10,
      designVoltage: 11100,
      sbdsSerial: 0x21d,
      sbdsDate: ((2018 - 1980) << 9) | (6 << 5) | 2,
    }),
  ])
  expect(structureOf(table, 9)).toMatchObject({
    type: 'x16 PCI Express 3 x16',
    usage: 'In Use',
    id: '1',
    busAddress: '0000:01:01.2',
  })
  expect(structureOf(table, 8)).toMatchObject({
    internalName: undefined,
    externalConnector: 'RJ-45',
    type: 'Network Port',
  })
  expect(structureOf(table, 39)).toMatchObject({
    maxPower: 750,
    status: 'Present, OK',
    plugged: true,
    hotReplaceable: true,
  })
  expect(structureOf(table, 22)).toMatchObject({
    chemistry: 'Lithium Ion',
    capacity: 48000,
    voltage: 11100,
    serial: '021D',
    date: '2018-06-02',
  })
})

test('the end-of-table structure and the length of the entry point end the list', () => {
  const { table, entryPoint } = build([structure('bios', { vendor: 'Acme' })])
  const rest = build([structure('system', { product: 'Ghost' })]).table
  expect(parseTable(Buffer.concat([table, rest]), entryPoint).structures).toHaveLength(2)
  expect(parseTable(Buffer.concat([table, rest])).structures).toHaveLength(2)
  expect(parseEntryPoint(entryPoint)).toEqual({ version: [3, 2], length: table.length })
  expect(parseEntryPoint(new Uint8Array(40))).toBeUndefined()
})

const modern = `# dmidecode 3.3
Getting SMBIOS data from sysfs.
SMBIOS 2.8 present.

Handle 0x0001, DMI type 1, 27 bytes
System Information
\tManufacturer: LENOVO
\tProduct Name: 20XX
\tSerial Number: PF1ABC
\tUUID: 4C4C4544-0037-3310-8056-B4C04F4E4D32

Handle 0x0011, DMI type 17, 40 bytes
Memory Device
\tArray Handle: 0x000F
\tSize: 16 GB
\tForm Factor: SODIMM
\tSpeed: 3200 MT/s
\tPart Number: M471A2K43EB1-CWE    
\tModule Manufacturer ID: Unknown
`

test('dmidecode of today', () => {
  const parsed = whole(parseDmidecode(modern))
  expect(parsed.version).toEqual([2, 8])
  expect(structureOf(parsed, 1)).toMatchObject({ manufacturer: 'LENOVO', uuid: '4C4C4544-0037-3310-8056-B4C04F4E4D32' })
  expect(structureOf(parsed, 17)).toMatchObject({
    handle: 0x11,
    array: 0x0f,
    size: 16384,
    speed: 3200,
    partNumber: 'M471A2K43EB1-CWE',
  })
  expect(structureOf(parsed, 17).manufacturerId).toBeUndefined()
})

test('dmidecode of 2002: handle and type on two lines, all indented', () => {
  const parsed = whole(
    parseDmidecode(
      'Handle 0x0100\n\tDMI type 1, 25 bytes.\n\tSystem Information Block\n\t\tVendor: IBM\n\t\tProduct: 8480\nHandle 0x0600\n\tDMI type 6, 12 bytes.\n\tMemory Bank\n\t\tInstalled Size: 256Mbyte\nHandle 0x0400\n\tDMI type 4, 32 bytes.\n\tProcessor\n\t\tProcessor Family: \n\t\tProcessor Version: Pentium 4    \n',
    ),
  )
  expect(structureOf(parsed, 1)).toMatchObject({ handle: 0x100, manufacturer: 'IBM', product: '8480' })
  expect(structureOf(parsed, 6)).toMatchObject({ handle: 0x600, size: 256 })
  expect(structureOf(parsed, 4)).toMatchObject({ handle: 0x400, version: 'Pentium 4' })
})

test('dmidecode that found nothing', () => {
  expect(parseDmidecode('# dmidecode 3.4\n# No SMBIOS nor DMI entry point found, sorry.\n').structures).toEqual([])
})

const decodeAll = (parsed: Pick<Smbios, 'structures' | 'version'>): number =>
  types.reduce<number>((sum, type) => sum + structuresOf(whole(parsed), type).length, 0)

test('any bytes: no exception, nothing outside the bytes', () => {
  const header = fc.tuple(
    fc.constantFrom(...types),
    fc.integer({ min: 0, max: 120 }),
    fc.uint8Array({ maxLength: 160 }),
  )
  const tables = fc
    .array(header, { maxLength: 8 })
    .map((parts) => Uint8Array.from(parts.flatMap(([type, length, rest]) => [type, length, 0, 0, ...rest, 0, 0])))
  fc.assert(
    fc.property(
      fc.oneof(fc.uint8Array({ maxLength: 400 }), tables),
      fc.uint8Array({ maxLength: 40 }),
      (bytes, entry) => {
        const parsed = parseTable(bytes, entry)
        expect(parsed.structures.length).toBeLessThanOrEqual(bytes.length / 4)
        decodeAll(parsed)
      },
    ),
  )
})

test('any text: no exception', () => {
  const line = fc.oneof(
    fc.string(),
    fc.integer({ min: 0, max: 999 }).map((type) => `Handle 0x0001, DMI type ${type}, 20 bytes`),
    fc
      .tuple(fc.constantFrom('Size', 'Speed', 'ID', 'UUID', 'Status', 'Type'), fc.string())
      .map(([label, text]) => `\t${label}: ${text}`),
  )
  fc.assert(
    fc.property(fc.array(line), (lines) => {
      decodeAll(parseDmidecode(lines.join('\n')))
    }),
  )
})

test('what is built is what is read', () => {
  const word = fc.integer({ min: 1, max: 0x7ffe })
  const name = fc.stringMatching(/^[A-Z][a-z]{2,20}-[0-9]{1,3}$/)
  fc.assert(
    fc.property(name, name, word, word, (locator, partNumber, size, speed) => {
      const table = read([structure('memoryDevice', { locator, partNumber, size, speed })])
      expect(structureOf(table, 17)).toMatchObject({ locator, partNumber, size, speed })
    }),
  )
})

test('what udev knows of memory: slots by number, whatever else the text holds', () => {
  const line = fc.oneof(
    fc.string(),
    fc
      .tuple(fc.nat(20_000), fc.constantFrom('SIZE', 'PRESENT', 'LOCATOR', '__proto__'), fc.string())
      .map(([slot, name, value]) => `E:MEMORY_DEVICE_${slot}_${name}=${value}`),
  )
  fc.assert(
    fc.property(fc.array(line), (lines) => {
      const found = parseUdevMemory(lines.join('\n'))
      const handles = structuresOf(whole({ structures: found }), 17).map(({ handle }) => handle)
      expect(handles).toEqual([...new Set(handles)].sort((a, b) => a - b))
    }),
  )
  expect(parseUdevMemory('E:MEMORY_ARRAY_EC_TYPE=None\n')).toEqual([])
})
