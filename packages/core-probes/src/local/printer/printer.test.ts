import { type CaptureParts, captureText, runProbe } from '@fusioninventory/testkit'
import { expect, test } from 'vitest'
import { printersRequest } from './cups-request.ts'
import { group, tag } from './ipp.ts'
import { decodeIpp } from './ipp-decode.ts'
import { encodeIpp, type Sent } from './ipp-encode.ts'
import { linuxPrinters } from './linux.ts'
import { parseLpstat } from './parse-printers.ts'
import { printerOf } from './queue.ts'

const run = async (parts: CaptureParts) => {
  const { patches } = await runProbe(linuxPrinters, captureText(parts))
  return patches.map(({ from, content }) => [from, content.PRINTERS] as const)[0]
}
const answer = (code: number, ...printers: readonly (readonly Sent[])[]): Uint8Array =>
  encodeIpp({ code, requestId: 1, groups: printers.map((attributes) => [group.printer, ...attributes]) })
const replied = (body: Uint8Array, attributes = 'base64'): readonly string[] => [
  `-- request(${attributes}) /run/cups/cups.sock POST / --\n${Buffer.from(body).toString('base64')}`,
]
const conf = `# Printer configuration file for CUPS v2.4.2
NextPrinterId 3
<DefaultPrinter office>
Info Office, 2nd floor \\<b\\>
Location Room 12
MakeModel Acme LaserFab 9 - CUPS+Gutenprint
DeviceURI smb://user:hunter2@server.example.org/laser%201
State Stopped
StateMessage Paused
Reason paused,media-jam-error
Shared Yes
Attribute marker-colors none
</DefaultPrinter>
<Printer label>
DeviceURI usb://Zebra/GK420d?serial=28J0001
State Idle
Shared No
</Printer>
`

test('what the daemon is asked', () => {
  const { code, groups } = decodeIpp(printersRequest()) ?? {}
  expect(code).toBe(0x4002)
  expect([...(groups?.[0]?.attributes ?? [])].slice(0, 2)).toEqual([
    ['attributes-charset', ['utf-8']],
    ['attributes-natural-language', ['en']],
  ])
  expect(groups?.[0]?.attributes.get('requested-attributes')).toContain('device-uri')
})

test('queues of the daemon', async () => {
  const body = answer(
    0,
    [
      ['printer-name', tag.name, 'office'],
      ['device-uri', tag.uri, 'dnssd://Acme%20LaserFab._ipp._tcp.local/?uuid=e3248000-80ce-11db-8000-30055c773bcf'],
      ['printer-info', tag.text, 'Büro'],
      ['printer-location', tag.text, ''],
      ['printer-make-and-model', tag.text, 'Acme LaserFab 9, driverless'],
      ['printer-state', tag.enum, 4],
      [
        'printer-state-reasons',
        tag.keyword,
        'media-empty-error',
        'toner-low-warning',
        'cups-ipp-conformance-failure-report',
      ],
      ['printer-is-shared', tag.boolean, true],
    ],
    [['printer-info', tag.text, 'nameless']],
    [
      ['printer-name', tag.name, 'label'],
      ['printer-state', tag.enum, 5],
      ['printer-state-reasons', tag.keyword, 'offline-report', 'paused'],
      ['printer-is-shared', tag.boolean, false],
    ],
  )
  const files = { '/etc/cups/printers.conf': conf }
  expect(await run({ raw: replied(body), files })).toEqual([
    '/run/cups/cups.sock',
    [
      {
        NAME: 'office',
        DESCRIPTION: 'Büro',
        DRIVER: 'Acme LaserFab 9, driverless',
        PORT: 'dnssd://Acme%20LaserFab._ipp._tcp.local/?uuid=e3248000-80ce-11db-8000-30055c773bcf',
        SERIAL: 'e3248000-80ce-11db-8000-30055c773bcf',
        STATUS: 'Printing',
        ERRSTATUS: 'media-empty, toner-low',
        NETWORK: true,
        SHARED: true,
        SHARENAME: 'office',
      },
      { NAME: 'label', STATUS: 'Offline', SHARED: false },
    ],
  ])
  expect(await run({ raw: replied(answer(0x0406)), files })).toBeUndefined()
})

test('without a daemon that answers, what it wrote; then its tool', async () => {
  const files = { '/etc/cups/printers.conf': conf }
  const written = [
    '/etc/cups/printers.conf',
    [
      {
        NAME: 'office',
        DESCRIPTION: 'Office, 2nd floor <b>',
        COMMENT: 'Room 12',
        DRIVER: 'Acme LaserFab 9 - CUPS+Gutenprint',
        PORT: 'smb://server.example.org/laser%201',
        STATUS: 'Stopped printing',
        ERRSTATUS: 'media-jam',
        NETWORK: true,
        SHARED: true,
        SERVERNAME: 'server.example.org',
        SHARENAME: 'laser 1',
      },
      {
        NAME: 'label',
        PORT: 'usb://Zebra/GK420d?serial=28J0001',
        SERIAL: '28J0001',
        STATUS: 'Idle',
        NETWORK: false,
        SHARED: false,
      },
    ],
  ]
  const commands = { 'lpstat -v': 'device for office: ipp://server/printers/laser\ndevice for file: ///dev/null\n' }
  expect(await run({ files, commands })).toEqual(written)
  expect(await run({ raw: replied(answer(0x0500)), files })).toEqual(written)
  expect(await run({ raw: replied(answer(0), 'base64,status=403'), files })).toEqual(written)
  expect(await run({ files: { '/etc/cups/printers.conf': { state: 'denied' } }, commands })).toEqual([
    'lpstat',
    [
      {
        NAME: 'office',
        PORT: 'ipp://server/printers/laser',
        NETWORK: true,
        SERVERNAME: 'server',
        SHARENAME: 'laser',
      },
      { NAME: 'file', PORT: 'file:///dev/null', NETWORK: false },
    ],
  ])
  expect(await run({})).toBeUndefined()
})

test.each([
  ['hp:/usb/HP_LaserJet_400?serial=CNF1%2F2', { SERIAL: 'CNF1/2', NETWORK: false }],
  ['ipps://printer.local:443/ipp/print', { NETWORK: true, SERVERNAME: undefined }],
  ['https://u:p@cups.example.org:631/printers/a%20b', { SERVERNAME: 'cups.example.org', SHARENAME: 'a b' }],
  ['lpd://[2001:db8::1]/raw', { NETWORK: true, SERVERNAME: '[2001:db8::1]', SHARENAME: 'raw' }],
  ['smb://WORKGROUP/server/laser', { SERVERNAME: 'server', SHARENAME: 'laser' }],
  ['socket://192.0.2.9:9100', { NETWORK: true, SERVERNAME: undefined }],
  ['usb://A/B?serial=%E0%A4%A', { SERIAL: '%E0%A4%A' }],
  ['parallel:/dev/lp0', { NETWORK: false, SERIAL: undefined }],
])('a queue that prints to %s', (uri, expected) => {
  expect(printerOf({ name: 'q', uri })).toMatchObject(expected)
})

test('lpstat of other ages', () => {
  expect(parseLpstat('device for a: /dev/null\r\nlpstat: No destinations added.\n')).toEqual([
    { name: 'a', uri: 'file:/dev/null' },
  ])
})
