import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseSystool } from './fibre-channel.ts'
import { addresses, macIn, prefixOf } from './link.ts'
import {
  parseBonding,
  parseBootp,
  parseDhclient,
  parseLeaseServer,
  parseNmcliLeases,
  parseWicked,
} from './parse-dhcp.ts'
import { parseIfconfig } from './parse-ifconfig.ts'
import { parseIfInet6, parseIpv6Route } from './parse-inet6.ts'
import { parseIpAddr } from './parse-ip-addr.ts'
import {
  defaultGateways,
  netstatGateways,
  onLink,
  parseFibTrie,
  parseIpRoute,
  parseNetstat,
  parseProcRoute,
} from './parse-route.ts'
import { parseIwconfig, parseIwInfo, parseIwLink, parseNmcli } from './parse-wireless.ts'

const ipAddr = `1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536 qdisc noqueue state UNKNOWN group default qlen 1000
    link/loopback 00:00:00:00:00:00 brd 00:00:00:00:00:00
    inet 127.0.0.1/8 scope host lo
       valid_lft forever preferred_lft forever
    inet6 ::1/128 scope host
2: eth0: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc mq state UP
    link/ether 02:00:5E:10:00:01 brd ff:ff:ff:ff:ff:ff
    inet 192.0.2.10/25 brd 192.0.2.127 scope global eth0
    inet 198.51.100.7/32 scope global eth0:srv
3: veth1@if5: <BROADCAST,MULTICAST> mtu 1400 qdisc noop state DOWN
    link/ether 02:00:5e:10:00:02 brd ff:ff:ff:ff:ff:ff link-netnsid 0
4: tun0: <POINTOPOINT,MULTICAST,NOARP,UP,LOWER_UP> mtu 1500
    link/none
    inet 10.8.0.6 peer 10.8.0.5/32 scope global tun0
5: sit0: <NOARP> mtu 1480 qdisc noop
    link/sit 0.0.0.0 brd 0.0.0.0
`

test('ip addr show', () => {
  expect(parseIpAddr(ipAddr)).toEqual([
    {
      name: 'lo',
      up: true,
      mtu: 65536,
      mac: '00:00:00:00:00:00',
      type: 'loopback',
      ipv4: [{ address: '127.0.0.1', prefix: 8 }],
      ipv6: [{ address: '::1', prefix: 128 }],
    },
    {
      name: 'eth0',
      up: true,
      mtu: 1500,
      mac: '02:00:5e:10:00:01',
      ipv4: [
        { address: '192.0.2.10', prefix: 25 },
        { address: '198.51.100.7', prefix: 32, label: 'eth0:srv' },
      ],
      ipv6: [],
    },
    { name: 'veth1', up: false, mtu: 1400, mac: '02:00:5e:10:00:02', ipv4: [], ipv6: [] },
    { name: 'tun0', up: true, mtu: 1500, ipv4: [{ address: '10.8.0.6', prefix: 32 }], ipv6: [] },
    { name: 'sit0', up: false, mtu: 1480, ipv4: [], ipv6: [] },
  ])
})

test('one set of fields an address, one for an interface without any, and one for an alias', () => {
  const [, eth0, veth1] = parseIpAddr(ipAddr)
  expect(eth0 && addresses(eth0, ['192.0.2.1'])).toEqual([
    { IPADDRESS: '192.0.2.10', IPMASK: '255.255.255.128', IPSUBNET: '192.0.2.0', IPGATEWAY: '192.0.2.1' },
    {
      DESCRIPTION: 'eth0:srv',
      TYPE: 'alias',
      BASE: 'eth0',
      IPADDRESS: '198.51.100.7',
      IPMASK: '255.255.255.255',
      IPSUBNET: '198.51.100.7',
    },
  ])
  expect(veth1 && addresses(veth1, ['192.0.2.1'])).toEqual([{}])
  const wide = { name: 'lo', up: true, ipv4: [], ipv6: [{ address: '::1', prefix: 128 }] }
  expect(addresses(wide, [])).toEqual([
    { IPADDRESS6: '::1', IPMASK6: 'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff', IPSUBNET6: '::1' },
  ])
})

test('ifconfig, new and old style', () => {
  const modern = `lo: flags=73<UP,LOOPBACK,RUNNING>  mtu 65536
        inet 127.0.0.1  netmask 255.0.0.0
        inet6 ::1  prefixlen 128  scopeid 0x10<host>
        loop  txqueuelen 1000  (Local Loopback)

eth0:srv: flags=4163<UP,BROADCAST,RUNNING,MULTICAST>  mtu 1500
        inet 192.0.2.10  netmask 255.255.255.255  broadcast 0.0.0.0
        ether 02:00:5e:10:00:01  txqueuelen 1000  (Ethernet)
`
  expect(parseIfconfig(modern)).toEqual([
    {
      name: 'lo',
      up: true,
      mtu: 65536,
      type: 'loopback',
      ipv4: [{ address: '127.0.0.1', prefix: 8 }],
      ipv6: [{ address: '::1', prefix: 128 }],
    },
    {
      name: 'eth0:srv',
      up: true,
      mtu: 1500,
      mac: '02:00:5e:10:00:01',
      type: 'ethernet',
      ipv4: [{ address: '192.0.2.10', prefix: 32 }],
      ipv6: [],
    },
  ])
  const old = `eth0      Link encap:Ethernet  HWaddr 02:00:5E:10:00:01
          inet addr:192.0.2.10  Bcast:192.0.2.255  Mask:255.255.255.0
          inet6 addr: fe80::5eff:fe10:1/64 Scope:Link
          UP BROADCAST RUNNING MULTICAST  MTU:1500  Metric:1

tun0      Link encap:UNSPEC  HWaddr 00-00-00-00-00-00-00-00-00-00-00-00-00-00-00-00
          inet addr:10.8.0.6  P-t-P:10.8.0.5  Mask:255.255.255.255
          POINTOPOINT NOARP MULTICAST  MTU:1500  Metric:1`
  expect(parseIfconfig(old)).toEqual([
    {
      name: 'eth0',
      up: true,
      mtu: 1500,
      mac: '02:00:5e:10:00:01',
      type: 'ethernet',
      ipv4: [{ address: '192.0.2.10', prefix: 24 }],
      ipv6: [{ address: 'fe80::5eff:fe10:1', prefix: 64 }],
    },
    { name: 'tun0', up: false, mtu: 1500, ipv4: [{ address: '10.8.0.6', prefix: 32 }], ipv6: [] },
  ])
})

describe('routes', () => {
  const head = 'Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT\n'
  const table = `${head}wlan0\t00000000\t0100000A\t0003\t0\t0\t600\t00000000\t0\t0\t0
eth0\t00000000\t010200C0\t0003\t0\t0\t100\t00000000\t0\t0\t0
tun0\t00000000\t00000000\t0001\t0\t0\t50\t00000000\t0\t0\t0
eth0\t000200C0\t00000000\t0001\t0\t0\t100\t00FFFFFF\t0\t0\t0
eth0\t000200C0\t00000000\t0000\t0\t0\t0\t0000FFFF\t0\t0\t0
`
  test('/proc/net/route: the next hop of lowest metric', () => {
    expect(defaultGateways(parseProcRoute(table))).toEqual(['192.0.2.1', '10.0.0.1'])
    expect(parseProcRoute(table)).toHaveLength(4)
    expect(parseProcRoute(`${head}eth0\tC0000200\t00000000\t0001\t0\t0\t0\tFFFFFF00\n`, true)).toEqual([
      { device: 'eth0', destination: '192.0.2.0', prefix: 24, metric: 0 },
    ])
  })

  test('the narrowest network on the link holds an address', () => {
    expect(onLink('192.0.2.9', parseProcRoute(table))?.prefix).toBe(24)
    expect(onLink('198.51.100.1', parseProcRoute(table))).toBeUndefined()
  })

  test('ip route: no metric is the best one, and the order does not matter', () => {
    const lines = [
      'default via 192.0.2.1 dev eth0',
      'default via 10.0.0.1 dev wlan0 proto dhcp src 10.0.0.9 metric 600',
    ]
    expect(parseIpRoute(lines.join('\n'))).toEqual(['192.0.2.1', '10.0.0.1'])
    expect(parseIpRoute(lines.reverse().join('\n'))).toEqual(['192.0.2.1', '10.0.0.1'])
    expect(parseIpRoute('default dev ppp0 scope link')).toEqual([])
  })

  test('netstat', () => {
    const text =
      'Destination Gateway Flags\n0.0.0.0  192.0.2.1  UG\n192.0.2.0  0.0.0.0  U\n10.0.1/24 link#1 U\n127 127.0.0.1 U\n'
    const gateways = parseNetstat(text)
    expect([...gateways]).toEqual([
      ['0.0.0.0', '192.0.2.1'],
      ['192.0.2.0', '0.0.0.0'],
      ['10.0.1/24', 'link#1'],
    ])
    expect(netstatGateways(gateways)).toEqual(['192.0.2.1'])
    expect(netstatGateways(new Map([['default', 'link#4']]))).toEqual([])
  })

  test('local addresses of the trie, each once', () => {
    const trie = `Main:
  +-- 0.0.0.0/0 3 0 5
     |-- 172.17.0.0
        /16 link UNICAST
     |-- 172.17.0.1
        /32 host LOCAL
     |-- 172.17.255.255
        /32 link BROADCAST
Local:
     |-- 172.17.0.1
        /32 host LOCAL
`
    expect(parseFibTrie(trie)).toEqual(['172.17.0.1'])
  })

  test('IPv6: addresses sorted, and the next hop', () => {
    const text = `fe80000000000000000000fffe000001 04 40 20 80     eth0
20010db8000000000000000000000002 04 40 00 82     eth0
00000000000000000000000000000001 01 80 10 80       lo
`
    expect(parseIfInet6(text)).toEqual([
      { device: 'eth0', address: '2001:db8::2', prefix: 64 },
      { device: 'lo', address: '::1', prefix: 128 },
      { device: 'eth0', address: 'fe80::ff:fe00:1', prefix: 64 },
    ])
    const zero = '0'.repeat(32)
    const via = (hop: string, metric: string, flags = '00000003') =>
      `${zero} 00 ${zero} 00 ${hop} ${metric} 00000001 00000000 ${flags}     eth0\n`
    const far = 'fe800000000000000000000000000009'
    const near = 'fe800000000000000000000000000001'
    expect(parseIpv6Route(via(far, '00000400') + via(near, '00000064') + via(zero, 'ffffffff', '00200200'))).toEqual([
      'fe80::1',
      'fe80::9',
    ])
  })
})

test('leases of dhclient: the last valid one of the interface', () => {
  const lease = (device: string, server: string, expire: string) =>
    `lease {\n  interface "${device}";\n  option dhcp-server-identifier ${server};\n  expire ${expire};\n}\n`
  const text =
    lease('eth0', '192.0.2.1', '3 2030/07/21 17:41:38') +
    lease('eth0', '192.0.2.2', 'never') +
    lease('wlan0', '10.0.0.1', 'epoch 1900000000; # later') +
    lease('eth0', '192.0.2.3', '3 2020/07/21 17:41:38')
  const now = Date.UTC(2026, 10, 22)
  expect(parseDhclient(text, 'eth0', now)).toBe('192.0.2.2')
  expect(parseDhclient(text, 'wlan0', now)).toBe('10.0.0.1')
  expect(parseDhclient(text, 'wlan0', Date.UTC(2040, 0, 1))).toBeUndefined()
  expect(parseDhclient(text, 'eth1', now)).toBeUndefined()
})

test('lease of networkd, bonding, wireless, Fibre Channel', () => {
  expect(parseLeaseServer('# private\nADDRESS=192.0.2.10\nSERVER_ADDRESS=192.0.2.1\n')).toBe('192.0.2.1')
  expect(parseLeaseServer('SERVER_ADDRESS=nonsense\n')).toBeUndefined()
  const bond =
    'Slave Interface: eth0\nPermanent HW addr: 02:00:5E:00:00:0A\nSlave Interface: eth1\nPermanent HW addr: 02:00:5e:00:00:0b\n'
  expect([...parseBonding(bond)]).toEqual([
    ['eth0', '02:00:5e:00:00:0a'],
    ['eth1', '02:00:5e:00:00:0b'],
  ])
  const iwconfig =
    'wlan0     IEEE 802.11abgn  ESSID:"My net"\n          Mode:Managed  Frequency:5.18 GHz  Access Point: 02:00:5E:00:00:0C\n          Bit Rate=866.7 Mb/s   Tx-Power=22 dBm\n'
  expect(parseIwconfig(iwconfig)).toEqual({
    WIFI_VERSION: '802.11abgn',
    WIFI_SSID: 'My net',
    WIFI_MODE: 'Managed',
    WIFI_BSSID: '02:00:5E:00:00:0C',
    SPEED: '866',
  })
  expect(parseIwconfig('wlan0  IEEE 802.11  ESSID:off/any\n  Mode:Managed  Access Point: Not-Associated\n')).toEqual({
    WIFI_VERSION: '802.11',
    WIFI_MODE: 'Managed',
  })
  const iw = 'Connected to 02:00:5e:00:00:0c (on wlan0)\n\tSSID: My net\n\ttx bitrate: 866.7 MBit/s VHT-MCS 9\n'
  expect(parseIwLink(iw)).toEqual({
    WIFI_SSID: 'My net',
    WIFI_BSSID: '02:00:5e:00:00:0c',
    WIFI_VERSION: '802.11ac',
    SPEED: '866',
  })
  expect(parseIwInfo('Interface wlan0\n\tifindex 3\n\ttype AP\n')).toEqual({ WIFI_MODE: 'Master' })
  expect(parseIwLink('Not connected.\n')).toEqual({})
  const systool =
    '  Class Device = "host5"\n    port_name           = "0x10000000c9afdfc6"\n    port_state          = "Online"\n    speed               = "4 Gbit"\n    Device = "host5"\n'
  expect(parseSystool(systool)).toEqual([
    { DESCRIPTION: 'host5', TYPE: 'fibrechannel', STATUS: 'Up', WWN: '10:00:00:00:c9:af:df:c6', SPEED: '4000' },
  ])
})

test('any bytes are a DHCP message, or none', () => {
  const cookie = Uint8Array.from([...new Uint8Array(236), 99, 130, 83, 99])
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), (options) => {
      const server = parseBootp(Uint8Array.from([...cookie, ...options]))
      expect(server === undefined || /^\d+\.\d+\.\d+\.\d+$/.test(server)).toBe(true)
      expect(parseBootp(options.fill(0, 200))).toBeUndefined()
    }),
  )
})

test('hardware addresses and masks', () => {
  expect(macIn('02:00:5E:00:00:0A')).toBe('02:00:5e:00:00:0a')
  expect(macIn(Array(20).fill('0a').join(':'))).toHaveLength(59)
  for (const bad of [undefined, '', '0.0.0.0', '02:00:5e:00:00', '02:00:5e:00:00:0a:0b'])
    expect(macIn(bad)).toBeUndefined()
  expect(prefixOf('255.255.254.0')).toBe(23)
  expect(prefixOf('255.0.255.0')).toBeUndefined()
})

test('the parsers are total, and links lead to valid masks', () => {
  const words = fc.constantFrom(
    '1: eth0: <UP> mtu 1500',
    '    inet 192.0.2.1/24 scope global eth0',
    '    inet6 ::1/999',
    '  link/ether x',
    'default via',
    'lease {',
    '  interface "x";',
    '}',
    '|-- 1.2.3.4',
    '   /32 host LOCAL',
    'eth0: flags=1<UP> mtu 1',
    '  inet 1.2.3.4 netmask 1.2.3.4',
  )
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(fc.oneof(words, fc.string())).map((lines) => lines.join('\n')),
  )
  fc.assert(
    fc.property(text, (given) => {
      for (const link of [...parseIpAddr(given), ...parseIfconfig(given)])
        for (const row of addresses(link, ['192.0.2.1']))
          expect(row.IPMASK === undefined || prefixOf(row.IPMASK) !== undefined).toBe(true)
      for (const { prefix } of parseIfInet6(given)) expect(prefix).toBeLessThanOrEqual(128)
      parseIpv6Route(given)
      parseIpRoute(given)
      netstatGateways(parseNetstat(given))
      parseFibTrie(given)
      defaultGateways(parseProcRoute(given))
      parseDhclient(given, 'x', 0)
      parseLeaseServer(given)
      parseBonding(given)
      parseSystool(given)
      parseIwconfig(given)
      parseIwLink(given)
      parseIwInfo(given)
      parseNmcli(given, 'x')
      parseNmcliLeases(given)
      parseWicked(given)
    }),
  )
})

test('every address that a route holds is on its link', () => {
  const byte = fc.integer({ min: 0, max: 255 })
  fc.assert(
    fc.property(fc.tuple(byte, byte, byte, byte), fc.integer({ min: 1, max: 32 }), (bytes, prefix) => {
      const mask = prefix === 32 ? 0xffffffff : ~(0xffffffff >>> prefix) >>> 0
      const value = ((bytes[0] << 24) | (bytes[1] << 16) | (bytes[2] << 8) | bytes[3]) >>> 0
      const hex = (number: number) => (number >>> 0).toString(16).padStart(8, '0').toUpperCase()
      const routes = parseProcRoute(`eth0\t${hex(value & mask)}\t00000000\t0001\t0\t0\t0\t${hex(mask)}\n`, true)
      expect(onLink(bytes.join('.'), routes)?.prefix).toBe(prefix)
    }),
  )
})
