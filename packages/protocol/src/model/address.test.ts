import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addressText, addressValue, ipv4Mask, ipv4Subnet, ipv6Mask, ipv6Subnet, isIpv4, isIpv6 } from './address.ts'

test('IPv4 masks and subnets', () => {
  expect([0, 8, 24, 25, 31, 32, 33, -1, 1.5].map(ipv4Mask)).toEqual([
    '0.0.0.0',
    '255.0.0.0',
    '255.255.255.0',
    '255.255.255.128',
    '255.255.255.254',
    '255.255.255.255',
    undefined,
    undefined,
    undefined,
  ])
  expect(ipv4Subnet('192.0.2.77', '255.255.255.0')).toBe('192.0.2.0')
  expect(ipv4Subnet('203.0.113.201', '255.255.255.240')).toBe('203.0.113.192')
  expect(ipv4Subnet('192.0.2.256', '255.255.255.0')).toBeUndefined()
})

test('IPv6 masks and subnets', () => {
  expect(ipv6Mask(64)).toBe('ffff:ffff:ffff:ffff::')
  expect(ipv6Mask(128)).toBe('ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff')
  expect(ipv6Mask(10)).toBe('ffc0::')
  expect(ipv6Mask(0)).toBe('::')
  expect(ipv6Mask(129)).toBeUndefined()
  expect(ipv6Subnet('2001:db8::77', 64)).toBe('2001:db8::')
  expect(ipv6Subnet('fe80::1%eth0', 64)).toBe('fe80::')
  expect(ipv6Subnet('::ffff:192.0.2.1', 120)).toBe('::ffff:c000:200')
  expect(ipv6Subnet('2001:db8:0:1::1', 128)).toBe('2001:db8:0:1::1')
  expect(ipv6Subnet('1::2::3', 64)).toBeUndefined()
})

test('what is an address', () => {
  expect(['192.0.2.1', '1.2.3', '1.2.3.4.5', 'a.b.c.d', '300.1.1.1'].map(isIpv4)).toEqual([
    true,
    false,
    false,
    false,
    false,
  ])
  expect(['::', '::1', '2001:db8::1', ':::', '1:2:3:4:5:6:7:8:9', 'fe80::1%1', 'g::'].map(isIpv6)).toEqual([
    true,
    true,
    true,
    false,
    false,
    false,
    false,
  ])
})

test('a full-length subnet is the address, and printing is stable', () => {
  fc.assert(
    fc.property(fc.ipV6(), (address) => {
      const printed = ipv6Subnet(address, 128)
      expect(printed).toBeDefined()
      expect(ipv6Subnet(printed ?? '', 128)).toBe(printed)
    }),
  )
  fc.assert(
    fc.property(fc.ipV4(), (address) => {
      expect(ipv4Subnet(address, '255.255.255.255')).toBe(address)
    }),
  )
  fc.assert(
    fc.property(fc.string(), fc.string(), (a, b) => {
      ipv4Subnet(a, b)
      ipv6Subnet(a, b.length)
    }),
  )
})

test('an address and its number', () => {
  expect(addressValue('192.0.2.1')).toBe(0xc0000201n)
  expect(addressText(6, 0x20010db8_00000000_00000000_00000001n)).toBe('2001:db8::1')
  expect(addressText(6, 0n)).toBe('::')
  fc.assert(
    fc.property(fc.bigInt(0n, 2n ** 32n - 1n), (value) => {
      expect(addressValue(addressText(4, value))).toBe(value)
    }),
  )
  fc.assert(
    fc.property(fc.bigInt(0n, 2n ** 128n - 1n), (value) => {
      expect(addressValue(addressText(6, value))).toBe(value)
    }),
  )
})
