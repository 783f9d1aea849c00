import fc from 'fast-check'
import { expect, test } from 'vitest'
import { broadcasts, macBytes, magicPacket, shownMac } from './packet.ts'

test.each(['00:1a:2b:3c:4d:5e', '00-1A-2B-3C-4D-5E', '0:1a:2b:3c:4d:5e', '001A2B3C4D5E', '001a.2b3c.4d5e'])(
  '%s',
  (text) => {
    expect(shownMac(macBytes(text) ?? new Uint8Array())).toBe('00:1a:2b:3c:4d:5e')
  },
)
test.each(['', '00:1a:2b:3c:4d', '00:1a-2b:3c:4d:5e', '00:1a:2b:3c:4d:5g', '001A2B3C4D5E5F'])('%s is none', (text) => {
  expect(macBytes(text)).toBeUndefined()
})

test('six times 0xff, sixteen times the address, 102 bytes; a password comes last', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 6, maxLength: 6 }), fc.uint8Array({ maxLength: 6 }), (mac, password) => {
      const packet = Buffer.from(magicPacket(mac, password))
      expect(packet.length).toBe(102 + password.length)
      expect(packet.subarray(0, 6)).toEqual(Buffer.alloc(6, 0xff))
      for (let at = 0; at < 16; at++) expect(packet.subarray(6 + at * 6, 12 + at * 6)).toEqual(Buffer.from(mac))
      expect(packet.subarray(102)).toEqual(Buffer.from(password))
    }),
  )
})

test('broadcast addresses of this machine', () => {
  const one = (address: string, netmask: string, internal = false) => ({
    address,
    netmask,
    internal,
    family: 'IPv4' as const,
  })
  expect(
    broadcasts({
      lo: [one('127.0.0.1', '255.0.0.0', true)],
      eth0: [one('192.0.2.5', '255.255.255.0'), one('192.0.2.6', '255.255.255.0')],
      eth1: [
        one('10.1.130.9', '255.255.128.0'),
        { address: 'fe80::1', netmask: 'ffff::', internal: false, family: 'IPv6' },
      ],
      ppp0: [one('10.9.9.9', '255.255.255.255')],
      none: undefined,
    }),
  ).toEqual(['192.0.2.255', '10.1.255.255'])
})

test('any text is an address or none', () => {
  fc.assert(fc.property(fc.string(), (text) => [undefined, 6].includes(macBytes(text)?.length)))
})
