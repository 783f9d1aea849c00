import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { type Content, writeInventory } from '@fusioninventory/protocol'
import { captureText, edid, smbios, structure } from '@fusioninventory/testkit'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { takeInventory } from '../../local/inventory.ts'
import { captureHost } from '../adapters/capture.ts'
import { formatCapture } from '../capture/format.ts'
import type { Capture } from '../capture/model.ts'
import { parseCapture } from '../capture/parse.ts'
import { encodeText } from '../text.ts'
import { redactCapture } from './index.ts'
import { formatIpv6, type Groups, parseIpv6 } from './ip.ts'
import { Pseudonyms } from './pseudonyms.ts'

const salt = new Uint8Array(32).fill(7)
const root = fileURLToPath(new URL('../../../../../testdata/hosts/', import.meta.url))

const inventoryOf = async (capture: Capture) => {
  const { inventory } = await takeInventory(captureHost(capture), {
    without: new Set(),
    timeoutMs: 20_000,
    probe: { scanHomedirs: false, scanProfiles: false, assetname: 1, maskSecrets: true },
    client: { program: 'Inventory', version: '0.0.0' },
    debug: () => {},
    hint: () => {},
    diagnostic: () => {},
  })
  return inventory
}

/** Sections, number of their entries, and which fields those have. */
const shapeOf = (content: Content) =>
  Object.fromEntries(
    Object.entries(content).map(([section, found]) => [
      section,
      (Array.isArray(found) ? found : [found])
        .map((entry) =>
          Object.keys(entry as object)
            .sort()
            .join(' '),
        )
        .sort(),
    ]),
  )

/** Whatever a reader could find: the text, and the bytes behind each base64. */
const readable = (capture: Capture): string =>
  [formatCapture(capture), ...capture.sections.map(({ content }) => encodeText(content).toString('latin1'))]
    .join('\n')
    .toLowerCase()

/** Fields of the document that tell whose machine it is. */
const personal: readonly (readonly [section: keyof Content, field: string])[] = [
  ['BIOS', 'SSN'],
  ['BIOS', 'MSN'],
  ['BIOS', 'ENCLOSURESERIAL'],
  ['HARDWARE', 'UUID'],
  ['HARDWARE', 'NAME'],
  ['HARDWARE', 'WORKGROUP'],
  ['MEMORIES', 'SERIALNUMBER'],
  ['NETWORKS', 'MACADDR'],
  ['NETWORKS', 'IPADDRESS'],
  ['NETWORKS', 'IPADDRESS6'],
  ['NETWORKS', 'IPGATEWAY'],
  ['NETWORKS', 'IPDHCP'],
  ['DRIVES', 'SERIAL'],
  ['STORAGES', 'SERIAL'],
  ['STORAGES', 'SERIALNUMBER'],
  ['MONITORS', 'SERIAL'],
  ['BATTERIES', 'SERIAL'],
  ['USBDEVICES', 'SERIAL'],
  ['USERS', 'LOGIN'],
  ['OPERATINGSYSTEM', 'HOSTID'],
  ['OPERATINGSYSTEM', 'FQDN'],
  ['OPERATINGSYSTEM', 'SSH_KEY'],
]
/** Nobody's, and what many machines share: accounts of that name, revisions of boards. */
const NOBODY = /^(?:127\.|::1$|00:00:00|(?:root|admin|user)$|[a-f]?\d{5}$|007f0101$|.{0,2}$)/

describe.each(readdirSync(root))('%s', (machine) => {
  const capture = parseCapture(readFileSync(`${root}${machine}/machine.capture`, 'utf8'))

  test('replays to the same sections, entries and fields, and tells nothing of whose it is', async () => {
    const redacted = parseCapture(formatCapture(await redactCapture(capture, salt)), { strict: true })
    const [before, after] = [await inventoryOf(capture), await inventoryOf(redacted)]
    expect(shapeOf(after.content)).toEqual(shapeOf(before.content))
    const text = readable(redacted) + writeInventory(after).toLowerCase()
    for (const [section, field] of personal) {
      const entries = before.content[section] as unknown
      for (const entry of Array.isArray(entries) ? entries : [entries]) {
        const value = String((entry as Record<string, unknown> | undefined)?.[field] ?? '')
        if (NOBODY.test(value)) continue
        const whole = new RegExp(`(?<![a-z0-9])${value.toLowerCase().replace(/[^a-z0-9]/g, '\\$&')}(?![a-z0-9])`)
        expect(whole.test(text), `${section}/${field} ${value}`).toBe(false)
      }
    }
    expect(redacted.header.redacted).toBe('all')
  })

  test('the same value has the same stand-in, and another salt another one', async () => {
    const [a, b, c] = await Promise.all([salt, salt, undefined].map((given) => redactCapture(capture, given)))
    expect(a).toEqual(b)
    expect(a).not.toEqual(c)
  })
})

test('whatever its form: text, table, name of a file, word of a command, JSON', async () => {
  const { table, entryPoint } = smbios([
    structure('system', { serial: 'CZC1234XYZ', uuid: '11223344-5566-7788-99aa-bbccddeeff00' }),
  ])
  const text = captureText({
    header: { hostname: 'berlin7', fqdn: 'berlin7.corp.acme.eu' },
    files: {
      '/sys/firmware/dmi/tables/DMI': table,
      '/sys/firmware/dmi/tables/smbios_entry_point': entryPoint,
      '/sys/class/drm/card0-HDMI-A-1/edid': edid({
        maker: 'DEL',
        product: 1,
        week: 1,
        year: 2020,
        serialText: 'MON0815X',
        serial: 4711,
      }),
      '/sys/class/net/eth0/address': '52:54:00:ab:cd:ef\n',
      '/etc/passwd': 'root:x:0:0:root:/root:/bin/sh\nmmuster:x:1000:1000:Max Muster,,,:/home/mmuster:/bin/sh\n',
      '/etc/resolv.conf': 'search corp.acme.eu\nnameserver 10.20.30.40\n',
      '/etc/machine-id': '0123456789abcdef0123456789abcdef\n',
      '/proc/net/route': 'Iface\tDestination\tGateway\neth0\t00000000\t281E140A\t0003\n',
      '/proc/net/if_inet6': '20010a6100000000505400fffeabcdef 02 40 00 00 eth0\n',
      '/etc/ssh/ssh_host_ed25519_key.pub':
        'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ2vGq1s5dQ3mXkqk3oZr0lO8m6o1p3D2rJ8Q5t4u7vW root@berlin7\n',
      '/run/udev/data/b8:0': 'E:ID_SERIAL_SHORT=WD-WCC4N7654321\nE:ID_SERIAL=WDC_WD10_WD-WCC4N7654321\n',
      '/tmp/x': 'mail max.muster@acme.eu; enx525400abcdef; CZC1234XYZ; gw 10.20.30.1     x\n',
      '/dev/disk/by-id/ata-WDC_WD10_WD-WCC4N7654321': '',
    },
    env: { USER: 'mmuster', SSH_CLIENT: '2001:a61::77 50000 22' },
  })
  const redacted = await redactCapture(parseCapture(text), salt)
  const all = readable(redacted)
  for (const value of [
    ...[
      'czc1234xyz',
      '11223344-5566',
      'mon0815x',
      '52:54:00:ab:cd:ef',
      '525400abcdef',
      'mmuster',
      'muster',
      'acme',
      'berlin7',
    ],
    ...['10.20.30', '281e140a', '20010a61', '2001:a61', '0123456789abcdef', 'wcc4n7654321', 'ij2vgq1s5d', 'max.muster'],
    ...['\x11\x22\x33\x44\x55\x66', '\x44\x33\x22\x11\x66\x55'],
  ])
    expect(all.includes(value), value).toBe(false)
  const fileAt = (path: string) => redacted.sections.find(({ subject }) => subject[0] === path)?.content ?? ''
  expect(fileAt('/sys/class/net/eth0/address')).toMatch(/^52:54:00(?::[0-9a-f]{2}){3}\n$/)
  const mac = fileAt('/sys/class/net/eth0/address').trim().replaceAll(':', '')
  const note = fileAt('/tmp/x')
  expect(note).toContain(`enx${mac}`)
  expect(note).toMatch(/gw 198\.(?:18|19)\.\d+\.1 +x$/m)
  expect(note).toMatch(/ [A-Z]{3}\d{4}[A-Z]{3};/)
  expect(fileAt('/etc/ssh/ssh_host_ed25519_key.pub')).toMatch(/^ssh-ed25519 AAAAC3NzaC1lZDI1NTE5/)
  const disk = /ID_SERIAL_SHORT=(.*)/.exec(fileAt('/run/udev/data/b8:0'))?.[1] ?? ''
  expect(redacted.sections.some(({ subject }) => subject[0]?.endsWith(disk))).toBe(true)
  expect(fileAt('/sys/firmware/dmi/tables/DMI').length).toBe(
    parseCapture(text).sections.find(({ subject }) => subject[0]?.endsWith('DMI'))?.content.length,
  )
})

test('addresses stay addresses, and neighbours neighbours', () => {
  const address = fc.tuple(...Array.from({ length: 4 }, () => fc.nat(255))).map((octets) => octets.join('.'))
  fc.assert(
    fc.property(fc.array(address, { maxLength: 200 }), (addresses) => {
      const names = new Pseudonyms(salt)
      const others = addresses.map((one) => names.ipv4(one))
      expect(new Set(others).size).toBe(new Set(addresses).size)
      for (const other of others) expect(other).toMatch(/^198\.1[89]\.\d{1,3}\.\d{1,3}$/)
    }),
  )
  const names = new Pseudonyms(salt)
  const [a, b] = [names.ipv4('10.1.2.3'), names.ipv4('10.1.2.254')]
  expect(a.split('.').slice(0, 3)).toEqual(b.split('.').slice(0, 3))
})

test('IPv6 is written as it is read', () => {
  const groups = fc.tuple(
    ...Array.from({ length: 8 }, () => fc.oneof(fc.constant(0), fc.nat(0xffff))),
  ) as unknown as fc.Arbitrary<Groups>
  fc.assert(
    fc.property(groups, (given) => {
      expect(parseIpv6(formatIpv6(given))).toEqual([...given])
    }),
  )
})

test('any text is redacted in time', async () => {
  const piece = fc.constantFrom(
    '10.0.0.1',
    ':',
    '-',
    'aa:',
    'serial: A1',
    '@',
    'x.y',
    '\0',
    '\n',
    '::',
    'ssh-rsa AAAA',
    '/home/abc',
    '=',
  )
  await fc.assert(
    fc.asyncProperty(fc.array(fc.oneof(piece, fc.string()), { maxLength: 60 }), async (parts) => {
      const text = captureText({ files: { '/x': parts.join('') } })
      await redactCapture(parseCapture(text), salt)
    }),
  )
  for (const unit of ['aa:', '1.', 'a@', 'serial: ', '0-', 'AAAA', 'x=', '::', 'k : v']) {
    const start = Date.now()
    await redactCapture(parseCapture(captureText({ files: { '/x': unit.repeat(300_000) } })), salt)
    expect(Date.now() - start, unit).toBeLessThan(5000)
  }
})
