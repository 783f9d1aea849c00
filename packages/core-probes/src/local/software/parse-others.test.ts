import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bytesOf } from '../byte-size.ts'
import { dayOf, secondsOf } from './days.ts'
import { parseAppImageName } from './parse-app-image.ts'
import { parseDeploy } from './parse-deploy.ts'
import { parsePisiMetadata } from './parse-eopkg.ts'
import { parseFlatpakInfo, parseFlatpakList, readableName } from './parse-flatpak.ts'
import { parseStorePaths } from './parse-nix.ts'
import { parseOpkgStatus } from './parse-opkg.ts'
import { parsePacmanDesc, parsePacmanInfo } from './parse-pacman.ts'
import { nameAndVersion, needsWildcard, parseEqueryList } from './parse-portage.ts'
import { parsePackageHead, parsePackageName } from './parse-slackware.ts'
import { parseSnapInfo, parseSnapList, parseSnapState, parseTopLevel } from './parse-snap.ts'
import { parsePackagePlist } from './parse-xbps.ts'

describe('sizes', () => {
  it.each([
    ['1024.00 B', 1024],
    ['27.00 KiB', 27_648],
    ['252,0\u00a0MB', 264_241_152],
    ['100MB', 104_857_600],
    ['26M', 27_262_976],
    ['1.5 GB', 1_610_612_736],
    ['512 bytes', 512],
    ['12345', 12_345],
    ['none', undefined],
    ['', undefined],
    ['1 XB', undefined],
  ])('%j', (text, bytes) => {
    expect(bytesOf(text)).toBe(bytes)
  })
})

describe('days', () => {
  it.each([
    ['Wed Sep 12 10:55:23 2018', '12/09/2018'],
    ['Sat Sep  2 10:55:23 2018', '02/09/2018'],
    ['Wed 12 Sep 2018 10:55:23 AM CEST', '12/09/2018'],
    ['2018-09-12T10:55:23 CEST', '12/09/2018'],
    ['yesterday', undefined],
    ['', undefined],
  ])('%j', (text, day) => {
    expect(dayOf(text)).toBe(day)
  })

  it.each([
    ['2020-12-20 18:56:49 +0000', 1_608_490_609],
    ['2020-12-20 18:56:49 +0130', 1_608_485_209],
    ['2023-11-14 12:00 UTC', 1_699_963_200],
    ['2023-11-14T12:00:00Z', 1_699_963_200],
    ['2023-13-14 12:00 UTC', undefined],
    ['2023-11-14', undefined],
  ])('instant %j', (text, seconds) => {
    expect(secondsOf(text)).toBe(seconds)
  })
})

describe('names', () => {
  it.each([
    ['sys-apps/portage-3.0.30-r3', { name: 'sys-apps/portage', version: '3.0.30-r3' }],
    ['media-libs/x264-0.0.20220222', { name: 'media-libs/x264', version: '0.0.20220222' }],
    ['nothing', undefined],
    ['-1', undefined],
  ])('of Gentoo: %s', (text, expected) => {
    expect(nameAndVersion(text)).toEqual(expected)
  })

  it.each([
    ['aaa_base-15.0-x86_64-4', { name: 'aaa_base', version: '15.0', arch: 'x86_64' }],
    ['xorg-server-1.20-aarch64-1_SBo', { name: 'xorg-server', version: '1.20', arch: 'aarch64' }],
    ['README', undefined],
    ['a-b-c', undefined],
  ])('of Slackware: %s', (text, expected) => {
    expect(parsePackageName(text)).toEqual(expected)
  })

  it.each([
    ['Tool-2.1.0-x86_64.AppImage', 'Tool', '2.1.0', 'x86_64'],
    ['my-tool_v3_amd64.AppImage', 'my-tool', '3', 'amd64'],
    ['Tool-x86-64.AppImage', 'Tool', undefined, 'x86_64'],
    ['Tool.AppImage', 'Tool', undefined, undefined],
  ])('of AppImages: %s', (file, title, version, arch) => {
    expect(parseAppImageName(file)).toEqual({ title, version, arch })
  })

  it.each([
    ['org.gnome.Platform', 'gnome platform'],
    ['org.freedesktop.Sdk.Locale', 'freedesktop development platform translations'],
    ['org.freedesktop.Platform.GL.default', 'default'],
    ['org.example.App', 'App'],
  ])('of flatpak: %s', (id, name) => {
    expect(readableName(id)).toBe(name)
  })
})

/** GVariant `(ssasta{sv})` as flatpak writes it, short enough for offsets of one byte. */
function deploy(origin: string, size: number, facts: Record<string, string>): Buffer {
  const aligned = (bytes: Buffer): Buffer => Buffer.concat([bytes, Buffer.alloc(-bytes.length & 7)])
  const z = (text: string): Buffer => Buffer.from(`${text}\0`)
  let dictionary = Buffer.alloc(0)
  const ends: number[] = []
  for (const [key, value] of Object.entries(facts)) {
    const variant = Buffer.concat([
      aligned(z(key)),
      z(value),
      Buffer.of(0),
      Buffer.from('s'),
      Buffer.of(key.length + 1),
    ])
    dictionary = Buffer.concat([aligned(dictionary), variant])
    ends.push(dictionary.length)
  }
  const head = Buffer.concat([z(origin), z('c0ffee')])
  const number = Buffer.alloc(8)
  number.writeBigUInt64BE(BigInt(size))
  const body = Buffer.concat([aligned(head), number, dictionary, Buffer.from(ends)])
  return Buffer.concat([body, Buffer.of(head.length, head.length, origin.length + 1)])
}

describe('deployments of flatpak', () => {
  it('tell origin, size, name and version', () => {
    expect(parseDeploy(deploy('hub', 301_568, { 'appdata-name': 'A Tool', 'appdata-version': '3.1' }))).toEqual({
      origin: 'hub',
      size: 301_568,
      name: 'A Tool',
      version: '3.1',
    })
  })

  it('are read whatever the bytes', () => {
    const good = deploy('hub', 1, { 'appdata-name': 'A' })
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.nat(good.length), (noise, at) => {
        parseDeploy(noise)
        parseDeploy(good.subarray(0, at))
        parseDeploy(Buffer.concat([good.subarray(0, at), noise]))
      }),
    )
  })
})

const parsers: Readonly<Record<string, (text: string) => unknown>> = {
  bytesOf,
  dayOf,
  secondsOf,
  parseAppImageName,
  parsePisiMetadata,
  parseFlatpakInfo,
  parseFlatpakList,
  readableName,
  parseStorePaths,
  parseOpkgStatus,
  parsePacmanDesc,
  parsePacmanInfo,
  needsWildcard,
  parseEqueryList,
  parsePackageHead: (text) => parsePackageHead(text, 'name'),
  parsePackageName,
  parseSnapInfo,
  parseSnapList,
  parseSnapState,
  parseTopLevel,
  parsePackagePlist,
}

describe.each(Object.entries(parsers))('%s', (_, parse) => {
  const piece = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 20 }),
    fc.constantFrom(
      '\n',
      '\n\n',
      'Name : x',
      '%NAME%',
      '<key>a</key>',
      '<dict>',
      '</dict>',
      'Package: a',
      '-',
      '- ',
      ':',
    ),
    fc.constantFrom(
      '/nix/store/',
      'summary: |\n  x',
      '"',
      '{"data":{"snaps":{"a":null}}}',
      '<Package>',
      '<Name ',
      '&',
      '(',
    ),
  )

  it('is total', () => {
    fc.assert(fc.property(fc.array(piece), (pieces) => void parse(pieces.join(''))))
  })

  it.each(['\n', ' ', '-', ':', '<', '(', '0', 'a ', 'Name: ', '<Name', '\n\t', '&a'])(
    'is fast on many of %j',
    (unit) => {
      const started = performance.now()
      parse(unit.repeat(200_000 / unit.length))
      expect(performance.now() - started).toBeLessThan(2000)
    },
  )
})
