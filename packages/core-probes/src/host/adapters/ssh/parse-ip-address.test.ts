import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseIpAddress } from './parse-ip-address.ts'

const TEXT = `1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536 qdisc noqueue state UNKNOWN group default qlen 1000
    link/loopback 00:00:00:00:00:00 brd 00:00:00:00:00:00
    inet 127.0.0.1/8 scope host lo
       valid_lft forever preferred_lft forever
    inet6 ::1/128 scope host
2: eth0@if7: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc fq state UP group default qlen 1000
    link/ether 52:54:00:AA:bb:01 brd ff:ff:ff:ff:ff:ff link-netnsid 0
    inet 192.0.2.10/25 brd 192.0.2.127 scope global dynamic noprefixroute eth0
    inet 192.0.2.11/32 scope global eth0:1
    inet6 fe80::5054:ff:feaa:bb01/64 scope link
    inet6 2001:db8::10/48 scope global dynamic
3: eth1: <NO-CARRIER,BROADCAST,MULTICAST,UP> mtu 1500 state DOWN
    link/ether 52:54:00:aa:bb:02 brd ff:ff:ff:ff:ff:ff
    inet 198.51.100.1/24 scope global eth1
4: tun0: <POINTOPOINT,NOARP,UP,LOWER_UP> mtu 1400
    link/none
    inet 10.8.0.6 peer 10.8.0.5/32 scope global tun0
5: wg0: <POINTOPOINT,NOARP> mtu 1420
    inet 10.9.0.1/24 scope global wg0
`

test('interfaces that run, as Node tells of them', () => {
  const all = parseIpAddress(TEXT)
  expect(Object.keys(all)).toEqual(['eth0', 'eth0:1', 'lo', 'tun0'])
  expect(all.lo).toEqual([
    {
      address: '127.0.0.1',
      netmask: '255.0.0.0',
      family: 'IPv4',
      mac: '00:00:00:00:00:00',
      internal: true,
      cidr: '127.0.0.1/8',
    },
    {
      address: '::1',
      netmask: 'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff',
      family: 'IPv6',
      mac: '00:00:00:00:00:00',
      internal: true,
      cidr: '::1/128',
      scopeid: 0,
    },
  ])
  expect(all.eth0?.map(({ cidr, netmask, mac, scopeid }) => [cidr, netmask, mac, scopeid])).toEqual([
    ['192.0.2.10/25', '255.255.255.128', '52:54:00:aa:bb:01', undefined],
    ['fe80::5054:ff:feaa:bb01/64', 'ffff:ffff:ffff:ffff::', '52:54:00:aa:bb:01', 2],
    ['2001:db8::10/48', 'ffff:ffff:ffff::', '52:54:00:aa:bb:01', 0],
  ])
  expect(all['eth0:1']?.[0]).toMatchObject({ address: '192.0.2.11', netmask: '255.255.255.255' })
  expect(all.tun0?.[0]).toMatchObject({ address: '10.8.0.6', cidr: '10.8.0.6/32', mac: '00:00:00:00:00:00' })
})

test('any text has its answer', () => {
  const line = fc.oneof(fc.constantFrom(...TEXT.split('\n')), fc.string())
  fc.assert(
    fc.property(fc.array(line), (lines) => {
      for (const list of Object.values(parseIpAddress(lines.join('\n'))))
        for (const { netmask } of list) expect(netmask).not.toContain('NaN')
    }),
  )
})
