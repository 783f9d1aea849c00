import { Buffer } from 'node:buffer'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { canonicalText, decodeText } from '../text.ts'
import { CaptureError } from './error.ts'
import { formatCapture } from './format.ts'
import { type Capture, PLATFORMS, type Section } from './model.ts'
import { parseCapture } from './parse.ts'

const start = 'fusioninventory-capture 1\nplatform: linux\n'
const read = (sections: string) => parseCapture(`${start}\n${sections}`).sections
const first = (sections: string): Section => {
  const [section] = read(sections)
  if (!section) throw new Error('no section')
  return section
}
const refusal = (text: string | Uint8Array, strict = false): string => {
  try {
    parseCapture(text, { strict })
  } catch (error) {
    if (error instanceof CaptureError) return error.message
    throw error
  }
  return 'accepted'
}

const EXAMPLE = `fusioninventory-capture 1
platform: linux
machine: x86_64
release: 6.1.0
hostname: lab1
now: 2026-11-22T17:00:00Z
timezone: Europe/Paris

-- file /proc/cpuinfo --
processor : 0
-- list /sys/class/net --
l eth0
-- command(exit=1) zpool list --
-- file(denied) /sys/class/dmi/id/product_uuid --
`

test('the example of the format', () => {
  const capture = parseCapture(EXAMPLE, { strict: true })
  expect(capture.header).toEqual({
    platform: 'linux',
    machine: 'x86_64',
    release: '6.1.0',
    hostname: 'lab1',
    now: Date.UTC(2026, 10, 22, 17),
    timezone: 'Europe/Paris',
  })
  const plain = { attributes: {}, state: 'ok' }
  expect(capture.sections).toEqual([
    { ...plain, kind: 'file', subject: ['/proc/cpuinfo'], content: 'processor : 0\n', line: 9 },
    { ...plain, kind: 'list', subject: ['/sys/class/net'], content: 'l eth0\n', line: 11 },
    { ...plain, kind: 'command', subject: ['zpool', 'list'], attributes: { exit: 1 }, content: '', line: 13 },
    { ...plain, kind: 'file', subject: ['/sys/class/dmi/id/product_uuid'], state: 'denied', content: '', line: 14 },
  ])
  expect(
    formatCapture(capture)
      .split('\n')
      .filter((line) => line.startsWith('-- ')),
  ).toEqual([
    '-- command(exit=1) zpool list --',
    '-- file /proc/cpuinfo --',
    '-- file(denied) /sys/class/dmi/id/product_uuid --',
    '-- list /sys/class/net --',
  ])
})

test.each([
  ['another version', 'fusioninventory-capture 2\nplatform: linux\n', 'line 1: version 2 of the format is not known'],
  ['no capture', '<?xml version="1.0"?>', 'line 1: not a capture'],
  ['nothing', '', 'line 1: not a capture'],
  ['a byte order mark', `\ufeff${EXAMPLE}`, 'line 1: the text begins with a byte order mark'],
  ['CR LF', EXAMPLE.replaceAll('\n', '\r\n'), 'line 1: the lines end in CR LF'],
  ['no platform', 'fusioninventory-capture 1\nuid: 0\n\n', 'line 3: the header has no platform'],
  ['a strange platform', 'fusioninventory-capture 1\nplatform: beos\n', 'line 2: bad platform: beos'],
  ['a strange time', `${start}now: yesterday\n`, 'line 3: bad now: yesterday'],
  ['no empty line', `${start}-- file /a --\n`, 'line 3: not "key: value": -- file /a -- (one empty line'],
  ['text before a section', `${start}\nhello\n`, 'line 4: not a section: hello'],
  ['no final dashes', `${start}\n-- file /a\n`, 'line 4: a heading without its final --'],
  ['dashes only', `${start}\n-- --\n`, 'line 4: a heading without'],
  ['a strange kind', `${start}\n-- fail /a --\n`, 'line 4: no such kind'],
  ['no subject', `${start}\n-- file --\n`, 'line 4: a name is missing'],
  ['a subject of env', `${start}\n-- env x --\n{}\n`, 'line 4: env has no subject'],
  ['a relative path', `${start}\n-- file a --\n`, 'line 4: not an absolute path'],
  ['a strange attribute', `${start}\n-- file(exit=1) /a --\n`, 'line 4: file has no attribute exit'],
  ['an open attribute list', `${start}\n-- file(denied /a --\n`, 'line 4: bad attributes'],
  ['twice an attribute', `${start}\n-- file(denied,denied) /a --\n`, 'line 4: twice the attribute'],
  ['two states', `${start}\n-- file(denied,absent) /a --\n`, 'line 4: two states'],
  ['a nameless failure', `${start}\n-- file(failed) /a --\n`, 'line 4: failed needs the name'],
  ['content of a state', `${start}\n-- file(absent) /a --\nx\n`, 'line 4: a section that is absent has no content'],
  ['a bad list line', `${start}\n-- list /a --\nx y\n`, 'line 4: not f, d, l or o'],
  ['a bad stat', `${start}\n-- stat /a --\nf 9 0 0 0 0\n`, 'line 4: not a number: 9'],
  ['bad JSON', `${start}\n-- env --\n{\n`, 'line 4: the content is not JSON'],
  ['bad base64', `${start}\n-- file(base64) /a --\nAAA\n`, 'line 4: not padded base64'],
  ['bytes', Buffer.from([...Buffer.from(start), 0xff]), 'not UTF-8 text'],
])('%s is refused', (_, text, message) => {
  expect(refusal(text)).toContain(message)
})

test('unknown header keys are ignored, default values are left out', () => {
  const strange = 'weather: fine\nX-Site_1.a b: c\nuid: 1000\nuid: 2\nnote:\nuser:\ntimezone: \n'
  expect(parseCapture(`${start}${strange}`).header).toEqual({ platform: 'linux', uid: 1000 })
})

test('every key of the header', () => {
  const text = `fusioninventory-capture 1
platform: freebsd
machine: amd64
release: 14.1
version: FreeBSD 14.1 releng: 1
hostname: h
fqdn: h.example.org
uid: 7
user: me
now: 1970-01-01T00:00:00Z
timezone: America/Argentina/Buenos_Aires
pagesize: 16384
recorder: fusioninventory-probe 3.0.0
redacted: secrets

`
  expect(formatCapture(parseCapture(text))).toBe(text)
})

test.each([
  ['lines', 'a\nb\n', 'a\nb\n'],
  ['no lines', '', ''],
  ['one empty line', '\n', '\n'],
  ['the end of the text ends the last line', 'a', 'a\n'],
  ['CR is an ordinary byte', 'a\r\n\rb\n', 'a\r\n\rb\n'],
  ['escaped', '\\-- x --\n\\\\y\n-\n--\n--x\n', '-- x --\n\\y\n-\n--\n--x\n'],
])('content: %s', (_, written, content) => {
  expect(first(`-- file /a --\n${written}`).content).toBe(content)
})

test('no-eol takes the final line feed away', () => {
  expect(first('-- file(no-eol) /a --\na\n').content).toBe('a')
  expect(first('-- file(no-eol) /a --\na\n\n').content).toBe('a\n')
  expect(first('-- file(no-eol) /a --\n').content).toBe('')
})

test('base64 of any width', () => {
  expect(first('-- file(base64) /a --\nAP8\nB\n').content).toBe('\0\udcff\x01')
  const long = decodeText(Uint8Array.from({ length: 100 }, (_, i) => 255 - i))
  const written = formatCapture({
    header: { platform: 'linux' },
    sections: [{ ...first('-- file /a --'), content: long }],
  })
  expect(written.split('\n').at(-3)).toHaveLength(76)
  expect(parseCapture(written).sections[0]?.content).toBe(long)
})

test('attributes', () => {
  expect(first('-- file(from=512) /a --').attributes).toEqual({ from: 512 })
  expect(first('-- stat(nofollow) /a --\nl - - - - -').attributes).toEqual({ nofollow: true })
  expect(first('-- list(stat) /a --\nf 644 0 0 12 1700000000 a b\n').attributes).toEqual({ stat: true })
  expect(first('-- command(signal=9) a --').attributes).toEqual({ signal: 9 })
  expect(first('-- command(stdin=secret) a --').attributes).toEqual({ secretStdin: true })
  expect(first('-- command(stdin="a,)\\n\\" --",exit=2) a --').attributes).toEqual({ stdin: 'a,)\n" --', exit: 2 })
  expect(first('-- request(status=404) /run/docker.sock GET /info --').attributes).toEqual({ status: 404 })
  expect(first('-- registry(view=32) HKEY_LOCAL_MACHINE/SOFTWARE --\n{}').attributes).toEqual({ view: 32 })
  expect(first('-- file(failed=EIO) /a --')).toMatchObject({ state: 'failed', detail: 'EIO' })
  expect(first('-- command(timeout) a --\nso far\n')).toMatchObject({ state: 'timeout', content: 'so far\n' })
})

test.each([
  ['-- request /run/a b.sock POST /v1?x=1 --', ['/run/a b.sock', 'POST', '/v1?x=1']],
  ['-- wmi root\\cimv2 Win32_BIOS --\n[]', ['root\\cimv2', 'Win32_BIOS']],
  ['-- file /a -- --', ['/a --']],
  ['-- file "/a\\n" --', ['/a\n']],
  ["-- command /sbin/ip 'a b' --", ['/sbin/ip', 'a b']],
  ['-- registry HKEY_LOCAL_MACHINE/SOFTWARE/Windows NT --\n{}', ['HKEY_LOCAL_MACHINE/SOFTWARE/Windows NT']],
])('%s', (heading, subject) => {
  expect(first(heading).subject).toEqual(subject)
})

test('strict refuses a key twice: kind, subject, and from, nofollow, stat, view, stdin', () => {
  const twice = (a: string, b: string): boolean => refusal(`${start}\n${a}\n${b}\n`, true).startsWith('line ')
  expect(twice('-- file /a --', '-- file(denied) /a --')).toBe(true)
  expect(twice('-- file /a --', '-- file(from=1) /a --')).toBe(false)
  expect(twice('-- command /sbin/ip a --', "-- command(exit=1) 'ip' a --")).toBe(true)
  expect(twice('-- command ip a --', '-- command(stdin="") ip a --')).toBe(false)
  expect(twice('-- command ip "a b" --', '-- command ip a b --')).toBe(false)
  expect(twice('-- stat(absent) /a --', '-- stat(nofollow,absent) /a --')).toBe(false)
  expect(twice('-- list(absent) /a --', '-- list(stat,absent) /a --')).toBe(false)
  expect(twice('-- registry(absent) HKEY/A --', '-- registry(absent) hkey/a --')).toBe(true)
  expect(twice('-- registry(absent) HKEY/A --', '-- registry(absent,view=32) HKEY/A --')).toBe(false)
  expect(twice('-- wmi(absent) root\\cimv2 A --', '-- wmi(absent) ROOT\\CIMV2 a --')).toBe(true)
  expect(refusal(`${start}\n-- file /a --\n-- file /a --\n`)).toBe('accepted')
})

const text = fc.oneof(
  fc.string({ unit: fc.constantFrom('a', '-', ' ', '\\', '\n', '\r', '\u2028', 'é', '-- ') }),
  fc.uint8Array({ maxLength: 120 }).map(decodeText),
)
const word = fc.string({ unit: 'binary', minLength: 1 }).map((s) => canonicalText(s.replaceAll('\0', '0')))
const part = word.map((s) => s.replaceAll('/', '_')).filter((s) => s !== '.' && s !== '..')
const path = fc.array(part, { minLength: 1, maxLength: 4 }).map((parts) => `/${parts.join('/')}`)
const state = fc.constantFrom(
  { state: 'absent' },
  { state: 'denied' },
  { state: 'timeout' },
  { state: 'failed', detail: 'E2BIG' },
) as fc.Arbitrary<Pick<Section, 'state' | 'detail'>>
const found = fc.record({ state: fc.constant('ok' as const), content: text })
const result = fc.oneof(
  found,
  state.map((s) => ({ ...s, content: '' })),
)
const count = fc.integer({ min: 1, max: 1e9 })
const optional = <T>(key: string, value: fc.Arbitrary<T>) =>
  fc.option(value).map((v) => (v === null ? {} : { [key]: v }))
const section: fc.Arbitrary<Section> = fc
  .oneof(
    fc.record({
      kind: fc.constant('file' as const),
      subject: fc.tuple(path),
      attributes: optional('from', count),
      result,
    }),
    fc.record({
      kind: fc.constant('command' as const),
      subject: fc.array(word, { minLength: 1, maxLength: 4 }),
      attributes: fc.oneof(
        optional('exit', count),
        optional('stdin', text),
        optional('secretStdin', fc.constant(true)),
      ),
      result,
    }),
    fc.record({
      kind: fc.constant('request' as const),
      subject: fc.tuple(path, fc.constantFrom('GET', 'POST'), fc.constantFrom('/', '/info?a=b')),
      attributes: optional('status', fc.integer({ min: 300, max: 599 })),
      result,
    }),
    fc.record({
      kind: fc.constant('registry' as const),
      subject: fc.tuple(word),
      attributes: optional('view', fc.constant(32)),
      result: state.map((s) => ({ ...s, content: '' })),
    }),
  )
  .map(({ result: r, ...rest }) => ({ ...rest, ...r }) as Section)

const plain = fc
  .string({ unit: 'grapheme', minLength: 1 })
  .map((s) => s.replace(/[\0-\x1f\x7f-\x9f]/g, '').trim() || 'x')
const capture: fc.Arbitrary<Capture> = fc.record({
  header: fc.record(
    {
      platform: fc.constantFrom(...PLATFORMS),
      hostname: plain,
      version: plain,
      uid: fc.nat(),
      now: fc.date({ min: new Date(0), max: new Date('2100-01-01'), noInvalidDate: true }).map((d) => d.getTime()),
      redacted: fc.constantFrom('no' as const, 'secrets' as const, 'all' as const),
    },
    { requiredKeys: ['platform'] },
  ),
  sections: fc.array(section, { maxLength: 6 }),
})

test('what is written reads back, and is written the same again, whatever the order of sections', () => {
  fc.assert(
    fc.property(capture, (made) => {
      const written = formatCapture(made)
      const back = parseCapture(written)
      expect(back.header).toEqual(made.header)
      expect(new Set(back.sections.map(({ line: _, ...rest }) => rest))).toEqual(new Set(made.sections))
      expect(formatCapture(back)).toBe(written)
      const keys = new Set(made.sections.map((s) => formatCapture({ ...made, sections: [{ ...s, content: '' }] })))
      if (keys.size === made.sections.length)
        expect(formatCapture({ ...made, sections: [...made.sections].reverse() })).toBe(written)
    }),
  )
})

test('hostile input ends in a capture or a CaptureError', () => {
  const pieces = fc.constantFrom(
    ...[
      '-- ',
      ' --',
      'file',
      'list(stat)',
      'command',
      '(',
      ')',
      'stdin="',
      '"',
      ',',
      'absent',
      'base64',
      ' ',
      '/a',
      '\n',
    ],
    ...[
      '\\',
      '{',
      '[',
      'wmi a b',
      'env',
      'request /s GET /',
      'f 644 0 0 1 1 x',
      '\ud800',
      '\udc80',
      '\0',
      'from=',
      '9',
    ],
  )
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 30 }), (parts) => {
      refusal(`${start}\n-- ${parts.join('')}`)
      refusal(parts.join(''))
    }),
    { numRuns: 500 },
  )
})
