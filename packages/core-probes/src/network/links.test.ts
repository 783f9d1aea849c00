import { expect, it } from 'vitest'
import type { InterfaceAddress } from '../host/port.ts'
import { placesOf } from './links.ts'

const on = (cidr: string, more: Partial<InterfaceAddress> = {}): InterfaceAddress => ({
  address: cidr.replace(/\/.*/, ''),
  netmask: '',
  family: cidr.includes(':') ? 'IPv6' : 'IPv4',
  mac: '02:00:5e:00:53:01',
  internal: false,
  cidr,
  ...more,
})

it('tells where an address is', () => {
  const place = placesOf({
    lo: [on('127.0.0.1/8', { internal: true, mac: '00:00:00:00:00:00' })],
    eth0: [on('192.0.2.10/24'), on('2001:db8::10/64')],
    eth1: [on('198.51.100.0/31')],
    tun0: [on('10.8.0.6/24', { mac: '00:00:00:00:00:00' })],
  })
  const told = (address: string): string => `${address} ${place(address)}`
  expect(['192.0.2.10', '127.0.9.9', '::1', '192.0.2.11', '192.0.2.0', '192.0.2.255', '192.0.3.1'].map(told)).toEqual([
    '192.0.2.10 own',
    '127.0.9.9 own',
    '::1 own',
    '192.0.2.11 on-link',
    '192.0.2.0 broadcast',
    '192.0.2.255 broadcast',
    '192.0.3.1 routed',
  ])
  expect(['198.51.100.1', '10.8.0.1', '10.8.0.255', '2001:db8::', '2001:db8::11', '2001:db9::1'].map(told)).toEqual([
    '198.51.100.1 on-link',
    '10.8.0.1 routed',
    '10.8.0.255 routed',
    '2001:db8:: on-link',
    '2001:db8::11 on-link',
    '2001:db9::1 routed',
  ])
})
