import fc from 'fast-check'
import { expect, test } from 'vitest'
import { duration, exactMac, integer, mac, mebibytes, serial, string, trimmed } from './clean.ts'
import type { SnmpValue } from './port.ts'

const octets = (value: string | Uint8Array): SnmpValue => ({ type: 'octets', value: Buffer.from(value as string) })
const hex = (value: string): SnmpValue => octets(Buffer.from(value, 'hex'))

test.each([
  ['quotes', '"ACME switch"', 'ACME switch'],
  ['escaped quotes', '\\"x\\"', 'x'],
  ['behind a NUL', 'PORT\0\0\n00 00', 'PORT'],
  ['a NUL first', '\0\0x', ''],
  ['a control character before a line break', 'one\r\ntwo', 'one\ntwo'],
  ['the last line cut', 'one\x07\ntwo\x07three', 'one\ntwo'],
  ['one line break at the end', 'one\n', 'one'],
  ['UTF-8', 'Bâle', 'Bâle'],
])('a text: %s', (_, raw, clean) => {
  expect(string(octets(raw))).toBe(clean)
})

test('Latin-1 where it is no UTF-8; absent stays absent, empty stays empty', () => {
  expect(string(hex('42e26c65'))).toBe('Bâle')
  expect([string(undefined), string(octets('')), trimmed(octets('  '))]).toEqual([undefined, '', undefined])
  expect(trimmed(octets(' a \t b\n c '))).toBe('a b c')
})

test.each([
  [' FOC123 ', 'FOC123'],
  ['"FOC1"', 'FOC1'],
  ['AB..C.D', 'ABC.D'],
  ['AB\0junk', 'AB'],
  ['XXXX', undefined],
  ['', undefined],
])('a serial number: %j is %j', (raw, clean) => {
  expect(serial(octets(raw))).toBe(clean)
})

test.each([
  ['six bytes', hex('00005e0053aa'), '00:00:5e:00:53:aa'],
  ['text with colons', octets('0:0:5E:0:53:AA'), '00:00:5e:00:53:aa'],
  ['text with dots', octets('0000.5e00.53aa'), '00:00:5e:00:53:aa'],
  ['digits', octets('0x00005E0053AA'), '00:00:5e:00:53:aa'],
  ['a World Wide Name', hex('2001000533aabbcc'), '20:01:00:05:33:aa:bb:cc'],
  ['another eight bytes', hex('000000005e0053aa'), '00:00:5e:00:53:aa'],
  ['an InfiniBand address', hex(`80000048fe80000000000000${'0002c903005e53aa'}`), 'c9:03:00:5e:53:aa'],
  ['too few bytes', hex('0500'), '10:00:00:00:00:00:05:00'],
  ['a few digits', octets('3473408'), '10:00:00:00:34:73:40:08'],
  ['zeros', hex('000000000000'), undefined],
  ['a few zeros', octets('0'), undefined],
  ['nothing', octets(''), undefined],
  ['a number', { type: 'integer', value: 5 } as const, undefined],
])('a hardware address: %s', (_, value, address) => {
  expect(mac(value)).toBe(address)
})

test('where an id may be anything, only six bytes are an address', () => {
  expect(exactMac(hex('00005e0053aa'))).toBe('00:00:5e:00:53:aa')
  expect(exactMac(octets('00-00-5e-00-53-aa'))).toBe('00:00:5e:00:53:aa')
  for (const other of [hex('05'), hex('2001000533aabbcc'), octets('Gi0/1'), octets('3473408'), undefined])
    expect(exactMac(other)).toBeUndefined()
})

test('numbers of all types, with a name around them, none that is too large to be exact', () => {
  expect(integer(octets(' 12 '))).toBe(12)
  expect(integer(octets('up(1)'))).toBe(1)
  expect(integer(octets('12V'))).toBeUndefined()
  expect(integer({ type: 'counter64', value: 2n ** 53n - 1n })).toBe(Number.MAX_SAFE_INTEGER)
  expect(integer({ type: 'counter64', value: 2n ** 53n })).toBeUndefined()
})

test.each([
  [octets('524288 KBytes'), 512],
  [octets('1024 kB'), 1],
  [{ type: 'integer', value: 33_554_432 } as const, 32],
  [{ type: 'integer', value: -1 } as const, undefined],
])('memory %j is %j MiB', (value, mebi) => {
  expect(mebibytes(value)).toBe(mebi)
})

test.each([
  [100, '1.00 second'],
  [205, '2.05 seconds'],
  [6005, '1 minute, 00.05'],
  [360_000, '1 hour, 00:00.00'],
  [8_640_000 * 2 + 123, '2 days, 00:00:01.23'],
])('%i hundredths are %s', (ticks, words) => {
  expect(duration(ticks)).toBe(words)
})

test('whatever the bytes: no reader throws, and an address is whole pairs of digits', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
      const value: SnmpValue = { type: 'octets', value: bytes }
      for (const read of [string, trimmed, serial, integer, mebibytes]) read(value)
      const address = mac(value)
      if (address !== undefined) expect(address).toMatch(/^([0-9a-f]{2}:){5}([0-9a-f]{2}:){0,2}[0-9a-f]{2}$/)
      expect(trimmed(value)).not.toBe('')
    }),
    { numRuns: 500 },
  )
})
