import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseLsdg, parseOratab } from '../drive/parse-lsdg.ts'
import { parseMountTypes } from '../drive/parse-mount.ts'
import { parsePools } from '../drive/zfs.ts'
import { parseBackup } from '../lvm/parse-backup.ts'
import { parseLvs, parsePvs, parseVgs } from '../lvm/parse-lvm.ts'
import { ataPage } from './ata-page.ts'
import { attribute } from './disk.ts'
import { parseFioStatus } from './parse-fio.ts'
import { parseHdparm } from './parse-hdparm.ts'
import { parseAtaPage, parseSerialPage } from './parse-identify.ts'
import { parseLshalDisks } from './parse-lshal-disks.ts'
import { parseMultipath } from './parse-multipath.ts'
import { parseSmartctl } from './parse-smartctl.ts'
import { parseUdevDisk } from './parse-udev-disk.ts'
import { jsonIn } from './raid/json.ts'
import { parseCards, parsePort, parsePorts, parseUnits } from './raid/parse-3ware.ts'
import { parseArcconf, parseArcconfCount } from './raid/parse-arcconf.ts'
import { parseConfig, parseDrives, parsePhysicalDrive, parseSlots } from './raid/parse-hp.ts'
import { parseIpssend, parseIpssendControllers } from './raid/parse-ipssend.ts'
import {
  megaraidDisk,
  parseAdapterCount,
  parseEnclosures,
  parseLdInfo,
  parsePairs,
  parsePdList,
  parseSummary,
} from './raid/parse-megacli.ts'
import { parseMegasasctl } from './raid/parse-megasasctl.ts'
import { parseMptStatus } from './raid/parse-mpt.ts'
import { parseScsi } from './raid/parse-scsi.ts'
import { parseStorcli } from './raid/parse-storcli.ts'

const megaraid = (text: string) => {
  const enclosures = parseEnclosures(text)
  const summary = parseSummary(text)
  return parsePdList(text).map((disk) => megaraidDisk(disk, enclosures, summary))
}

const parsers: readonly ((text: string) => unknown)[] = [
  attribute,
  parseUdevDisk,
  parseMultipath,
  parseSmartctl,
  parseHdparm,
  parseLshalDisks,
  (text) => parseFioStatus(jsonIn(text), 'fioa'),
  (text) => parseStorcli(jsonIn(text)),
  megaraid,
  parseLdInfo,
  parsePairs,
  parseAdapterCount,
  parseConfig,
  parseDrives,
  parseSlots,
  parsePhysicalDrive,
  parseCards,
  parseUnits,
  parsePorts,
  (text) => parsePort(text, { id: 'c0', model: '9650' }),
  parseArcconf,
  parseArcconfCount,
  parseIpssend,
  parseIpssendControllers,
  parseMegasasctl,
  parseMptStatus,
  parseScsi,
  parsePvs,
  parseVgs,
  parseLvs,
  parseBackup,
  parseLsdg,
  parseOratab,
  parseMountTypes,
  parsePools,
]

/** What the formats are made of, so that arbitrary text gets past their first lines. */
const words = [
  ' ',
  '\n',
  '\t',
  ': ',
  ' = ',
  '{',
  '}',
  '[',
  ']',
  '"',
  '#',
  'Enclosure Device ID: 32\n',
  'Inquiry Data: X\n',
  'Raw Size: 1 GB [0x1 Sectors]\n',
  '        PD \n',
  'Connector : 00<Internal><Encl Pos 1 >: Slot 0\n',
  'Product Id : A\n',
  'Host: scsi0 Channel: 00\n',
  'Vendor: Adaptec  Model: X Rev: 1\n',
  'Device #0\n',
  'Device is a Hard disk\n',
  'Smart Array P1 in Slot 1 (sn: A)\n',
  ' physicaldrive 1I:1:1 ',
  'c0    9650SE\n',
  'phys_id:1 scsi_id:1 vendor:A product_id:B revision:C size(GB):1',
  'a0e1s1 A B 1GiB ',
  'mpatha (3) dm-0 X\n',
  ' 1:0:0:0 sda ',
  'E:ID_MODEL=',
  'S:a-scsi-0:0:0:0\n',
  'AbCdEf-0001-0001-0001-0001-0001-000001',
  ' lvm2 a-- ',
  ' 12.5 ',
  'physical_volumes {\n',
  'logical_volumes {\n',
  'extent_size = 8192\n',
  'stripes = [\n',
  'MOUNTED HIGH N 512 512 4096 1 1 1 1 0 Y A/\n',
  'Serial Number: 1\n',
  'User Capacity: 1 bytes\n',
  'Model Number: A B\n',
  "udi = 'x'\n",
  "  info.category = 'storage'\n",
]
const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.array(fc.oneof(fc.constantFrom(...words), fc.string()), { maxLength: 40 }).map((parts) => parts.join('')),
)

test('the parsers are total', () => {
  fc.assert(
    fc.property(text, fc.json(), fc.uint8Array({ maxLength: 700 }), (given, json, bytes) => {
      for (const parse of parsers) parse(given)
      parseStorcli(jsonIn(json))
      parseFioStatus(jsonIn(json), 'fioa')
      const page = Buffer.from(bytes)
      if (page.length > 1) page[1] = page[1] === undefined || page[1] < 128 ? 0x80 : 0x89
      parseSerialPage(page)
      parseAtaPage(page)
    }),
    { numRuns: 300 },
  )
})

test('and take no more than linear time', () => {
  const seeds = [...words, ' ', 'a', '1', 'a: b\n', '" ', ' [', '1,', ': ']
  for (const parse of parsers)
    for (const seed of seeds) {
      const started = performance.now()
      parse(seed.repeat(Math.ceil(60_000 / seed.length)))
      expect(performance.now() - started, `${parse.name || parse} ${JSON.stringify(seed)}`).toBeLessThan(1000)
    }
})

test('any names survive in the page of an ATA disk', () => {
  const name = (length: number) =>
    fc.stringMatching(new RegExp(`^[A-Za-z0-9]([A-Za-z0-9-]{0,${length - 2}}[A-Za-z0-9])?$`))
  fc.assert(
    fc.property(name(40), name(20), name(8), (model, serial, firmware) => {
      expect(parseAtaPage(ataPage({ model, serial, firmware }))).toEqual({
        model,
        serial,
        firmware,
        wwn: undefined,
        sata: true,
      })
    }),
  )
  expect(parseAtaPage(new Uint8Array(600))).toBeUndefined()
})

test('serial number pages, also where a recording took them for text', () => {
  const page = (serial: string) => Buffer.from(`\0\x80\0${String.fromCharCode(serial.length)}${serial}`, 'latin1')
  expect(parseSerialPage(page('  9XF1AY2W  '))).toBe('9XF1AY2W')
  expect(parseSerialPage(page('A'.repeat(36)))).toBe('A'.repeat(36))
  expect(parseSerialPage(Buffer.from('\0\x80\0\x089XF1AY2W', 'utf8'))).toBe('9XF1AY2W')
  expect(parseSerialPage(Buffer.from('\0\x83\0\x089XF1AY2W', 'latin1'))).toBeUndefined()
})

test.each([
  ['Generic-\n', 'Generic'],
  ['ATA     \n', 'ATA'],
  ['\0\x01Samsung  SSD 840 \0junk', 'Samsung SSD 840'],
  ['---', undefined],
  ['caf\u00e9', 'caf\u00e9'],
])('attribute %j', (given, expected) => {
  expect(attribute(given)).toBe(expected)
})
