import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  captureText,
  dpkgStatus,
  elements,
  fieldsOf,
  runBin,
  smbios,
  structure,
  textAt,
  type XmlElement,
} from '@fusioninventory/testkit'
import { describe, expect, test } from 'vitest'
import { expectFailure, expectSuccess, folder, tree, xmlOf } from './kit.ts'

const replay = (capture: string | Uint8Array, more: readonly string[] = []) =>
  runBin('inventory', ['--capture', '-', ...more], { stdin: capture })

const sectionsOf = (root: XmlElement, name: string): unknown[] => elements(root, 'CONTENT', name).map(tree)

describe.runIf(process.platform === 'linux')('a recording of this machine', () => {
  test('gives byte-equal documents twice, from a file and from standard input, also with --strict', async () => {
    const recorded = await runBin('probe', ['capture'])
    expectSuccess(recorded)
    expect(recorded.stdout.toString('latin1').startsWith('fusioninventory-capture 1\nplatform: linux\n')).toBe(true)
    const file = join(folder(), 'this.capture')
    writeFileSync(file, recorded.stdout)
    const first = await runBin('inventory', ['--capture', file])
    expectSuccess(first)
    const second = await replay(readFileSync(file), ['--strict'])
    expectSuccess(second)
    expect(first.stdout.length).toBeGreaterThan(1000)
    expect(second.stdout.equals(first.stdout)).toBe(true)
  })

  test('replays the very document that its run wrote, and recording the replay gives it again', async () => {
    const dir = folder()
    const [capture, again] = [join(dir, 'this.capture'), join(dir, 'again.capture')]
    const run = await runBin('inventory', ['--record', capture, '--tag', 'lab'])
    expectSuccess(run)
    const replayed = await runBin('inventory', ['--capture', capture, '--strict', '--tag', 'lab', '--record', again])
    expectSuccess(replayed)
    expect(replayed.stdout.toString()).toBe(run.stdout.toString())
    expect(readFileSync(again).equals(readFileSync(capture))).toBe(true)
  })

  test('is the live document but for what moves', async () => {
    const recorded = await runBin('probe', ['capture'])
    const replayed = xmlOf((await replay(recorded.stdout)).stdout)
    const live = xmlOf((await runBin('inventory')).stdout)
    const still = [
      'BIOS',
      'CPUS',
      'ENVS',
      'LOCAL_GROUPS',
      'LOCAL_USERS',
      'MEMORIES',
      'NETWORKS',
      'OPERATINGSYSTEM',
      'SOFTWARES',
      'USERS',
      'VERSIONCLIENT',
    ]
    for (const name of still) expect(sectionsOf(replayed, name), name).toEqual(sectionsOf(live, name))
    const drives = (root: XmlElement) =>
      elements(root, 'CONTENT', 'DRIVES').map((one) => ({ ...fieldsOf(one), FREE: '' }))
    expect(drives(replayed)).toEqual(drives(live))
    const hardware = (root: XmlElement) => ({ ...fieldsOf(elements(root, 'CONTENT', 'HARDWARE')[0]), ETIME: '' })
    expect(hardware(replayed)).toEqual(hardware(live))
    expect(
      elements(live, 'CONTENT')
        .flatMap((one) => one.children.map((child) => child.name))
        .sort()
        .filter(unique),
    ).toEqual(
      elements(replayed, 'CONTENT')
        .flatMap((one) => one.children.map((child) => child.name))
        .sort()
        .filter(unique),
    )
  })
})

describe('a mounted system with a list of software of 10 MB', () => {
  test('is recorded in pieces and replays the same', async () => {
    const dir = folder()
    const words = `${'many words '.repeat(90)}\u00fc`
    const packages = Array.from({ length: 9000 }, (_, i) => ({ name: `p${i}`, version: `1.${i}`, summary: words }))
    mkdirSync(join(dir, 'root/var/lib/dpkg'), { recursive: true })
    mkdirSync(join(dir, 'root/etc'))
    writeFileSync(join(dir, 'root/etc/hostname'), 'disk\n')
    writeFileSync(join(dir, 'root/var/lib/dpkg/status'), dpkgStatus(...packages))
    const capture = join(dir, 'machine.capture')
    const run = await runBin('inventory', ['--root', join(dir, 'root'), '--record', capture])
    expectSuccess(run)
    expect(elements(xmlOf(run.stdout), 'CONTENT', 'SOFTWARES')).toHaveLength(9000)
    const replayed = await runBin('inventory', ['--capture', capture, '--strict'])
    expectSuccess(replayed)
    expect(replayed.stdout.equals(run.stdout)).toBe(true)
  })
})

const unique = (name: string, place: number, all: readonly string[]): boolean => all.indexOf(name) === place

describe('a machine made of SMBIOS tables', () => {
  const { entryPoint, table } = smbios(
    [
      structure('bios', { vendor: 'Acme Firmware', version: '1.42', releaseDate: '03/14/2024' }),
      structure('system', {
        manufacturer: 'Acme',
        product: 'Box 9',
        serial: 'SN-0042',
        uuid: '4c4c4544-0042-3510-8052-b4c04f564433',
        sku: 'SKU-7',
      }),
      structure('baseboard', { manufacturer: 'Acme', product: 'Board 3', serial: 'MB-77' }),
      structure('chassis', { manufacturer: 'Acme', chassisType: 23, serial: 'CH-1', assetTag: 'A-1001' }),
      structure(
        'memoryArray',
        { location: 3, use: 3, errorCorrection: 6, maximumCapacity: 0x4000000, errorHandle: 0xfffe, devices: 3 },
        { handle: 0x1000 },
      ),
      structure('memoryDevice', {
        arrayHandle: 0x1000,
        size: 16384,
        formFactor: 9,
        locator: 'DIMM_A1',
        memoryType: 0x1a,
        speed: 3200,
        manufacturer: 'Kingston',
        serial: '1A2B3C4D',
        partNumber: 'KSM32RS4/16',
      }),
      structure('memoryDevice', {
        arrayHandle: 0x1000,
        size: 0x7fff,
        extendedSize: 65536,
        formFactor: 9,
        locator: 'DIMM_A2',
        memoryType: 0x1a,
        speed: 3200,
        manufacturer: 'Kingston',
        serial: '5E6F7A8B',
      }),
      structure('memoryDevice', { arrayHandle: 0x1000, size: 0, formFactor: 9, locator: 'DIMM_A3' }),
    ],
    { version: '3.3' },
  )
  const capture = captureText({
    header: { pagesize: '4096' },
    files: {
      '/sys/firmware/dmi/tables/smbios_entry_point': entryPoint,
      '/sys/firmware/dmi/tables/DMI': table,
      '/proc/meminfo': 'MemTotal:       81788928 kB\nSwapTotal:      2097148 kB\n',
    },
  })

  test('bios, hardware and memories say what the tables say', async () => {
    const result = await replay(capture)
    expectSuccess(result)
    const root = xmlOf(result.stdout)
    expect(fieldsOf(elements(root, 'CONTENT', 'BIOS')[0])).toMatchObject({
      BDATE: '03/14/2024',
      BMANUFACTURER: 'Acme Firmware',
      BVERSION: '1.42',
      SMANUFACTURER: 'Acme',
      SMODEL: 'Box 9',
      SSN: 'SN-0042',
      MMANUFACTURER: 'Acme',
      MMODEL: 'Board 3',
      MSN: 'MB-77',
      ASSETTAG: 'A-1001',
      SKUNUMBER: 'SKU-7',
    })
    expect(textAt(root, 'CONTENT', 'HARDWARE', 'UUID')?.toLowerCase()).toBe('4c4c4544-0042-3510-8052-b4c04f564433')
    expect(textAt(root, 'CONTENT', 'HARDWARE', 'CHASSIS_TYPE')).toBe('Rack Mount Chassis')
    const memories = elements(root, 'CONTENT', 'MEMORIES').map(fieldsOf)
    expect(
      memories.map((one) => [one.NUMSLOTS, one.CAPTION, one.CAPACITY, one.SERIALNUMBER, one.MEMORYCORRECTION]),
    ).toEqual([
      ['1', 'DIMM_A1', '16384', '1A2B3C4D', 'Multi-bit ECC'],
      ['2', 'DIMM_A2', '65536', '5E6F7A8B', 'Multi-bit ECC'],
      ['3', 'DIMM_A3', undefined, undefined, 'Multi-bit ECC'],
    ])
    expect(memories[0]).toMatchObject({ DESCRIPTION: 'DIMM', SPEED: '3200', TYPE: 'DDR4', MANUFACTURER: 'Kingston' })
  })

  test('the clock of the capture is the clock of the document', async () => {
    const root = xmlOf((await replay(capture)).stdout)
    expect(textAt(root, 'DEVICEID')).toBe('lab1-2026-11-22-18-00-00')
    expect(textAt(root, 'CONTENT', 'HARDWARE', 'NAME')).toBe('lab1')
    expect(textAt(root, 'CONTENT', 'OPERATINGSYSTEM', 'TIMEZONE') === undefined ? '' : 'known').toBe('known')
  })

  test('--strict names what was not recorded', async () => {
    expectFailure(await replay(capture, ['--strict']), 1, /\/(proc|sys|etc|var)\/|command|not recorded/)
  })
})

describe('a capture that cannot be read', () => {
  test.each([
    ['another version', captureText().replace('capture 1', 'capture 2'), /version|capture 2/i],
    ['no capture at all', '<?xml version="1.0"?><REQUEST/>', /capture/i],
    ['empty', '', /capture|empty/i],
    ['no platform', captureText({ header: { platform: '' } }), /platform/i],
    ['an unknown platform', captureText({ header: { platform: 'vms' } }), /platform|vms/i],
  ])('%s', async (_, text, says) => {
    expectFailure(await replay(text), 1, says)
  })

  test('not there', async () => {
    const result = await runBin('inventory', ['--capture', '/nonexistent'])
    expect([1, 2]).toContain(result.code)
    expect(result.stderr).toMatch(/\/nonexistent/)
    expect(result.stderr).not.toMatch(/^\s+at /m)
  })
})
