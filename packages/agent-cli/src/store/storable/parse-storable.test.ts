import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseStorable } from './parse-storable.ts'

const bytes = (base64: string): Uint8Array => Buffer.from(base64, 'base64')

/** Written by agent 2.6 of Debian 12 on x86-64: its identity, and the dates of a server. */
const agent = 'cHN0MAQLCDEyMzQ1Njc4BAgICAMBAAAAChZ2bS0yMDI2LTExLTI2LTA4LTE1LTAyCAAAAGRldmljZWlk'
const target = 'cHN0MAQLCDEyMzQ1Njc4BAgICAMCAAAABooQCGsAAAAACwAAAG5leHRSdW5EYXRlBjAqAAAAAAAACAAAAG1heERlbGF5'
/** Written by Perl's nstore: network byte order, a list, names that are no ASCII, and bytes. */
const network =
  'cHN0MAULAwAAAAUKEAEjRWeJq83vASNFZ4mrze8AAAAHYWdlbnRpZAiBAAAACGZvcmNlcnVuChhsYWIxLTIwMjQtMDEtMDItMDMtMDQtMDUAAAAIZGV2aWNlaWQXA+KCrAAAAANjbOkEAgAAAAIIgQQCAAAAAQiCAAAABGxpc3Q='
/** An object, which would run code of its class when Perl reads it. */
const blessed = 'cHN0MAQLCDEyMzQ1Njc4BAgICBEBWAMBAAAACIEBAAAAYQ=='

test('what agent 2.6 wrote', () => {
  expect(parseStorable(bytes(agent))).toEqual(new Map([['deviceid', 'vm-2026-11-26-08-15-02']]))
  expect(parseStorable(bytes(target))).toEqual(
    new Map([
      ['nextRunDate', 1795690634],
      ['maxDelay', 10_800],
    ]),
  )
})

test('network byte order; what is no scalar is read over', () => {
  expect(parseStorable(bytes(network))).toEqual(
    new Map<string, unknown>([
      ['agentid', '\x01#Eg\x89«Íï\x01#Eg\x89«Íï'],
      ['forcerun', 1],
      ['deviceid', 'lab1-2024-01-02-03-04-05'],
      ['cl\xe9', '€'],
      ['list', undefined],
    ]),
  )
})

test('objects are refused, and so is what is too long, too deep or no such file', () => {
  expect(parseStorable(bytes(blessed))).toBeUndefined()
  expect(parseStorable(new Uint8Array())).toBeUndefined()
  expect(parseStorable(Buffer.from('{"deviceid":"a"}'))).toBeUndefined()
  const head = Buffer.from('pst0\x05\x0b', 'latin1')
  const pair = (...value: readonly number[]) =>
    Buffer.concat([head, Buffer.from([3, 0, 0, 0, 1, ...value, 0, 0, 0, 1, 97])])
  expect(parseStorable(pair(10, 1, 98))).toEqual(new Map([['a', 'b']]))
  // Code, an object, a hook, an expression, something of a version to come.
  for (const kind of [17, 19, 26, 32, 99]) expect(parseStorable(pair(kind))).toBeUndefined()
  const one = Buffer.from([3, 0, 0, 0, 1])
  const deep = Buffer.concat([head, one, ...Array.from({ length: 40 }, () => Buffer.from([4]))])
  expect(parseStorable(deep)).toBeUndefined()
  const whole = bytes(agent)
  expect(parseStorable(Buffer.concat([whole, Buffer.alloc(65_536)]))).toBeUndefined()
  for (let size = 0; size < whole.length; size++) expect(parseStorable(whole.subarray(0, size))).toBeUndefined()
})

test('any bytes, and any bytes behind a right head, are read or refused', () => {
  const heads = [new Uint8Array(), bytes(agent).subarray(0, 19), bytes(network).subarray(0, 6)]
  fc.assert(
    fc.property(fc.constantFrom(...heads), fc.uint8Array({ maxLength: 300 }), (head, rest) => {
      const found = parseStorable(Buffer.concat([head, rest]))
      for (const value of found?.values() ?? []) expect(['string', 'number', 'undefined']).toContain(typeof value)
    }),
  )
})

const perl = ['/usr/bin/perl', '/usr/local/bin/perl'].find((path) => existsSync(path))

test.skipIf(perl === undefined)('what Perl writes here, whatever the values', () => {
  const dir = mkdtempSync(join(tmpdir(), 'fi-storable-'))
  try {
    const script = `use Storable qw(store nstore); use JSON::PP;
      my $all = decode_json(join '', <STDIN>); my $n = 0;
      for my $one (@$all) { store($one, "$ARGV[0]/$n.native"); nstore($one, "$ARGV[0]/$n.network"); $n++ }`
    const value = fc.oneof(fc.string({ maxLength: 400 }), fc.string({ unit: 'grapheme' }), fc.maxSafeInteger())
    const key = fc.string({ unit: 'grapheme', maxLength: 20 })
    const samples = fc.sample(fc.dictionary(key, value, { noNullPrototype: true }), 40)
    execFileSync(perl ?? '', ['-e', script, dir], { input: JSON.stringify(samples) })
    for (const [at, sample] of samples.entries())
      for (const order of ['native', 'network']) {
        const found = parseStorable(readFileSync(join(dir, `${at}.${order}`)))
        const texts = [...(found ?? [])].map(([name, one]) => [name, String(one)] as const)
        expect(new Map(texts), `${order} ${JSON.stringify(sample)}`).toEqual(
          new Map(Object.entries(sample).map(([name, one]) => [name, String(one)])),
        )
      }
  } finally {
    rmSync(dir, { recursive: true })
  }
})
