import { type CaptureParts, captureText, runProbe } from '@fusioninventory/testkit'
import { expect, test } from 'vitest'
import { originOf } from '../probe.ts'
import { linuxNetwork } from './linux.ts'

const networks = async (parts: CaptureParts) => {
  const { patches } = await runProbe(linuxNetwork, captureText(parts))
  return { networks: patches.flatMap((patch) => patch.content.NETWORKS ?? []), patches }
}

const base = { flags: '0x1003', address: '02:00:5e:00:00:01', mtu: '1500', type: '1' }
/** Files of /sys/class/net/NAME. */
const device = (name: string, index: number, files: Readonly<Record<string, string>> = {}, uevent = '') =>
  Object.fromEntries(
    Object.entries({ ...base, uevent: `${uevent}INTERFACE=${name}\nIFINDEX=${index}`, ...files }).map(
      ([file, text]) => [`/sys/class/net/${name}/${file}`, `${text}\n`],
    ),
  )
const ipv4 = (address: string, netmask: string, cidr: string) => ({
  address,
  netmask,
  cidr,
  family: 'IPv4',
  mac: '',
  internal: false,
})

test('a machine with a card, an alias, an idle bridge and a loopback', async () => {
  const got = await networks({
    files: {
      ...device('lo', 1, { flags: '0x9', address: '00:00:00:00:00:00', type: '772', mtu: '65536' }),
      ...device('eth0', 2, { speed: '10000' }),
      '/sys/class/net/eth0/device/uevent':
        'DRIVER=ixgbe\nPCI_ID=8086:10FB\nPCI_SUBSYS_ID=8086:0003\nPCI_SLOT_NAME=0000:03:00.0\n',
      ...device('docker0', 3, {}, 'DEVTYPE=bridge\n'),
      '/proc/net/route':
        'Iface\tDestination\tGateway\tFlags\tRefCnt\tUse\tMetric\tMask\n' +
        'eth0\t00000000\t010200C0\t0003\t0\t0\t0\t00000000\n' +
        'eth0\t000200C0\t00000000\t0001\t0\t0\t0\t00FFFFFF\n' +
        'docker0\t000011AC\t00000000\t0001\t0\t0\t0\t0000FFFF\n',
      '/proc/net/fib_trie':
        '     |-- 172.17.0.1\n        /32 host LOCAL\n     |-- 192.0.2.10\n        /32 host LOCAL\n',
      '/proc/net/if_inet6': '20010db8000000000000000000000002 02 40 00 80 eth0\n',
      '/run/systemd/netif/leases/2': 'SERVER_ADDRESS=192.0.2.3\n',
    },
    lists: { '/sys/class/net': ['f bonding_masters', 'l docker0', 'l eth0', 'l lo'] },
    links: { '/sys/class/net/eth0': '../../devices/pci0000:00/0000:00:02.0/0000:03:00.0/net/eth0' },
    interfaces: {
      lo: [ipv4('127.0.0.1', '255.0.0.0', '127.0.0.1/8')],
      eth0: [ipv4('192.0.2.10', '255.255.255.0', '192.0.2.10/24')],
      'eth0:1': [ipv4('198.51.100.7', '255.255.255.255', '198.51.100.7/32')],
    },
  })
  const card = {
    DESCRIPTION: 'eth0',
    STATUS: 'Up',
    TYPE: 'ethernet',
    VIRTUALDEV: 0,
    MACADDR: '02:00:5e:00:00:01',
    MTU: 1500,
    SPEED: '10000',
    DRIVER: 'ixgbe',
    PCISLOT: '0000:03:00.0',
    PCIID: '8086:10FB:8086:0003',
  }
  expect(got.networks).toEqual([
    {
      DESCRIPTION: 'lo',
      STATUS: 'Up',
      TYPE: 'loopback',
      VIRTUALDEV: 1,
      MACADDR: '00:00:00:00:00:00',
      MTU: 65536,
      IPADDRESS: '127.0.0.1',
      IPMASK: '255.0.0.0',
      IPSUBNET: '127.0.0.0',
    },
    {
      ...card,
      IPADDRESS: '192.0.2.10',
      IPMASK: '255.255.255.0',
      IPSUBNET: '192.0.2.0',
      IPGATEWAY: '192.0.2.1',
      IPDHCP: '192.0.2.3',
    },
    { ...card, IPADDRESS6: '2001:db8::2', IPMASK6: 'ffff:ffff:ffff:ffff::', IPSUBNET6: '2001:db8::' },
    {
      ...card,
      DESCRIPTION: 'eth0:1',
      TYPE: 'alias',
      BASE: 'eth0',
      IPADDRESS: '198.51.100.7',
      IPMASK: '255.255.255.255',
      IPSUBNET: '198.51.100.7',
      IPDHCP: '192.0.2.3',
    },
    {
      DESCRIPTION: 'docker0',
      STATUS: 'Up',
      TYPE: 'bridge',
      VIRTUALDEV: 1,
      MACADDR: '02:00:5e:00:00:01',
      MTU: 1500,
      IPADDRESS: '172.17.0.1',
      IPMASK: '255.255.0.0',
      IPSUBNET: '172.17.0.0',
    },
  ])
  const [, eth0 = {}] = got.networks
  expect(originOf(eth0, 'DRIVER')).toBe('/sys/class/net/eth0')
  expect(originOf(eth0, 'IPADDRESS')).toBe('network interfaces')
  expect(originOf(eth0, 'IPDHCP')).toBe('DHCP lease')
  expect(got.patches[0]).toEqual({ from: '/proc/net/route', content: { HARDWARE: { DEFAULTGATEWAY: '192.0.2.1' } } })
})

test('kinds of interfaces', async () => {
  const marks = (name: string, ...entries: string[]) =>
    Object.fromEntries(entries.map((entry) => [`/sys/class/net/${name}/${entry}/x`, '']))
  const got = await networks({
    files: {
      ...device('bond0', 1, {}, 'DEVTYPE=bond\n'),
      ...marks('bond0', 'bonding', 'lower_eth0', 'lower_eth1'),
      ...device('eth0', 2, { address: '02:00:5e:00:00:ff', speed: '-1' }),
      ...marks('eth0', 'bonding_slave', 'device'),
      '/proc/net/bonding/bond0': 'Slave Interface: eth0\nPermanent HW addr: 02:00:5e:00:00:0a\n',
      ...device('wlan0', 3),
      ...marks('wlan0', 'phy80211', 'device'),
      ...device('tun0', 4, { type: '65534', flags: '0x1091', address: '' }),
      ...device('ib0', 5, { type: '32', address: Array(20).fill('0a').join(':') }),
      ...device('eth0.7', 6, { flags: '0x1002', speed: '1000' }, 'DEVTYPE=vlan\n'),
      ...marks('eth0.7', 'lower_eth0'),
      ...device('ppp0', 7, { type: '512' }),
      ...device('sit0', 8, { type: '776', address: '0.0.0.0', flags: '0x80' }),
      ...device('team0', 9),
      ...marks('team0', 'lower_eth2', 'lower_eth3'),
      ...device('ovs-system', 10, { flags: '0x1002' }),
      ...marks('ovs-system', 'lower_eth4'),
      ...device('eth2', 11),
      ...marks('eth2', 'bonding_slave', 'device'),
    },
    links: {
      '/sys/class/net/eth0/master': '../../../virtual/net/bond0',
      '/sys/class/net/wlan0': '../../devices/pci0000:00/0000:02:00.0/net/wlan0',
    },
    commands: { 'ethtool -P eth2': 'Permanent address: 02:00:5e:00:00:0b\n' },
  })
  const summary = got.networks.map(({ DESCRIPTION, TYPE, VIRTUALDEV, MACADDR, SPEED, STATUS, SLAVES, BASE }) =>
    [DESCRIPTION, TYPE, VIRTUALDEV, MACADDR, SPEED, STATUS, SLAVES, BASE].map((value) => value ?? '-').join(' '),
  )
  const mac = '02:00:5e:00:00:01'
  expect(summary).toEqual([
    `bond0 aggregate 1 ${mac} - Up eth0,eth1 -`,
    'eth0 ethernet 0 02:00:5e:00:00:0a - Up - -',
    `wlan0 wifi 0 ${mac} - Up - -`,
    'tun0 dialup 1 - - Up - -',
    `ib0 infiniband 1 ${Array(20).fill('0a').join(':')} - Up - -`,
    `eth0.7 ethernet 1 ${mac} 0 Down - eth0`,
    `ppp0 dialup 1 ${mac} - Up - -`,
    'sit0 dialup 1 - 0 Down - -',
    `team0 aggregate 1 ${mac} - Up eth2,eth3 -`,
    'ovs-system bridge 1 02:00:5e:00:00:01 0 Down eth4 -',
    `eth2 ethernet 0 02:00:5e:00:00:0b - Up - -`,
  ])
})

test('a virtual card stands on the bus of the device that carries it, a USB adapter on none', async () => {
  const pci = (address: string, id: string) => ({
    [`/sys/bus/pci/devices/${address}/uevent`]: `DRIVER=x\nPCI_ID=${id}\nPCI_SUBSYS_ID=1AF4:0001\nPCI_SLOT_NAME=${address}\n`,
  })
  const { networks: got } = await networks({
    files: {
      ...device('enp0s3', 2),
      '/sys/class/net/enp0s3/device/uevent': 'DRIVER=virtio_net\nMODALIAS=virtio:d00000001v00001AF4\n',
      ...device('usb0', 3),
      '/sys/class/net/usb0/device/uevent': 'DRIVER=cdc_ether\nDEVTYPE=usb_interface\n',
      ...pci('0000:00:03.0', '1AF4:1000'),
      ...pci('0000:00:14.0', '8086:A36D'),
    },
    links: {
      '/sys/class/net/enp0s3': '../../devices/pci0000:00/0000:00:03.0/virtio0/net/enp0s3',
      '/sys/class/net/usb0': '../../devices/pci0000:00/0000:00:14.0/usb1/1-1/1-1:1.0/net/usb0',
    },
  })
  expect(got[0]).toMatchObject({ DRIVER: 'virtio_net', PCISLOT: '0000:00:03.0', PCIID: '1AF4:1000:1AF4:0001' })
  expect(got[1]).toMatchObject({ DRIVER: 'cdc_ether', VIRTUALDEV: 0 })
  expect(got[1]).not.toHaveProperty('PCISLOT')
})

test('a wireless interface is asked for its network', async () => {
  const { networks: got } = await networks({
    files: { ...device('wlan0', 3), '/sys/class/net/wlan0/phy80211/x': '' },
    commands: {
      'iw dev wlan0 link': 'Connected to 02:00:5e:00:00:0c (on wlan0)\n\tSSID: My net\n\ttx bitrate: 866.7 MBit/s\n',
      'iwconfig wlan0':
        'wlan0     IEEE 802.11ac  ESSID:"Other"\n          Mode:Managed  Access Point: 02:00:5E:00:00:0D\n',
    },
  })
  expect(got[0]).toMatchObject({
    WIFI_SSID: 'My net',
    WIFI_BSSID: '02:00:5e:00:00:0c',
    WIFI_MODE: 'Managed',
    WIFI_VERSION: '802.11ac',
    SPEED: '866',
  })
})

test('leases of dhclient, the newest file first', async () => {
  const lease = (server: string) =>
    `lease {\n  interface "eth0";\n  option dhcp-server-identifier ${server};\n  expire never;\n}\n`
  const { networks: got } = await networks({
    files: {
      ...device('eth0', 2),
      '/var/lib/dhcp/a.leases': lease('192.0.2.1'),
      '/var/lib/dhcp/b.leases': lease('192.0.2.2'),
    },
    stats: { '/var/lib/dhcp/a.leases': 'f 644 0 0 99 100', '/var/lib/dhcp/b.leases': 'f 644 0 0 99 200' },
    interfaces: { eth0: [ipv4('192.0.2.10', '255.255.255.0', '192.0.2.10/24')] },
  })
  expect(got[0]?.IPDHCP).toBe('192.0.2.2')
})

test('without iw and iwconfig NetworkManager tells the network', async () => {
  const { networks: got } = await networks({
    files: { ...device('wlan0', 3), '/sys/class/net/wlan0/phy80211/x': '' },
    commands: {
      'nmcli -g DEVICE,ACTIVE,RATE dev wifi list': 'wlan0:no:130 Mbit/s\nwlan0:yes:540 Mbit/s\n',
      'nmcli -g DEVICE,ACTIVE,SSID,BSSID,MODE dev wifi list':
        'wlan0:no:Other:02\\:00\\:5E\\:00\\:00\\:0F:Infra\nwlan0:yes:My\\: net:02\\:00\\:5E\\:00\\:00\\:0E:Infra\n',
    },
  })
  expect(got[0]).toMatchObject({
    WIFI_SSID: 'My: net',
    WIFI_BSSID: '02:00:5E:00:00:0E',
    WIFI_MODE: 'Managed',
    SPEED: '540',
  })
})

test('leases of dhcpcd, wicked and NetworkManager', async () => {
  const message = new Uint8Array(260)
  message.set([99, 130, 83, 99, 53, 1, 5, 0, 54, 4, 192, 0, 2, 4, 255], 236)
  const { networks: got } = await networks({
    files: {
      ...device('eth0', 2),
      ...device('eth1', 3),
      ...device('eth2', 4),
      ...device('eth3', 5),
      '/var/lib/dhcpcd/eth0.lease': message,
      '/var/lib/wicked/lease-eth1-dhcp-ipv4.xml':
        '<lease><ipv4:dhcp><server-id>192.0.2.5</server-id></ipv4:dhcp></lease>',
      '/var/lib/NetworkManager/internal-0815-eth2.lease': 'ADDRESS=192.0.2.12\nSERVER_ADDRESS=192.0.2.6\n',
      '/run/NetworkManager/devices/5': '[device]\n',
    },
    commands: {
      'nmcli -f GENERAL.DEVICE,DHCP4 device show':
        'GENERAL.DEVICE:                         eth2\n\nGENERAL.DEVICE:                         eth3\n' +
        'DHCP4.OPTION[5]:                        dhcp_server_identifier = 192.0.2.7\n',
    },
    interfaces: Object.fromEntries(
      [0, 1, 2, 3].map((at) => [`eth${at}`, [ipv4(`192.0.2.1${at}`, '255.255.255.0', `192.0.2.1${at}/24`)]]),
    ),
  })
  expect(got.map(({ IPDHCP }) => IPDHCP)).toEqual(['192.0.2.4', '192.0.2.5', '192.0.2.6', '192.0.2.7'])
})

test('Fibre Channel ports', async () => {
  const { networks: got } = await networks({
    files: {
      ...device('lo', 1),
      '/sys/class/fc_host/host5/port_name': '0x10000000c9afdfc6\n',
      '/sys/class/fc_host/host5/port_state': 'Linkdown\n',
      '/sys/class/fc_host/host5/speed': 'unknown\n',
      '/sys/class/scsi_host/host5/model_name': 'QLE2562\n',
      '/sys/class/scsi_host/host5/fw_version': '5.03.02\n',
    },
  })
  expect(got[1]).toEqual({
    DESCRIPTION: 'host5',
    TYPE: 'fibrechannel',
    STATUS: 'Down',
    WWN: '10:00:00:00:c9:af:df:c6',
    MODEL: 'QLE2562',
    FIRMWARE: '5.03.02',
  })
})

test('without sysfs: ip, else ifconfig, and the gateway by command', async () => {
  const ip = {
    'ip addr show':
      '2: eth0@if3: <UP> mtu 1500\n    link/ether 02:00:5e:00:00:01 brd ff:ff:ff:ff:ff:ff\n    inet 192.0.2.10/24 scope global eth0\n',
    'ip -o route list default': 'default via 192.0.2.1 dev eth0 metric 100\n',
  }
  const byIp = await networks({ commands: ip })
  expect(byIp.patches.slice(0, 2)).toEqual([
    { from: 'ip route', content: { HARDWARE: { DEFAULTGATEWAY: '192.0.2.1' } } },
    {
      from: 'ip addr',
      content: {
        NETWORKS: [
          {
            DESCRIPTION: 'eth0',
            STATUS: 'Up',
            MACADDR: '02:00:5e:00:00:01',
            MTU: 1500,
            IPADDRESS: '192.0.2.10',
            IPMASK: '255.255.255.0',
            IPSUBNET: '192.0.2.0',
            IPGATEWAY: '192.0.2.1',
          },
        ],
      },
    },
  ])
  const ifconfig = {
    'ifconfig -a': 'lo: flags=73<UP,LOOPBACK,RUNNING>  mtu 65536\n        inet 127.0.0.1  netmask 255.0.0.0\n',
    'netstat -nr': 'Destination     Gateway         Genmask\n0.0.0.0         192.0.2.1       0.0.0.0\n',
  }
  const byIfconfig = await networks({ commands: ifconfig })
  expect(byIfconfig.patches[0]).toEqual({ from: 'netstat', content: { HARDWARE: { DEFAULTGATEWAY: '192.0.2.1' } } })
  expect(byIfconfig.networks).toMatchObject([{ DESCRIPTION: 'lo', IPADDRESS: '127.0.0.1', IPMASK: '255.0.0.0' }])
})

test('each network has its own gateway; what is down or the end of a tunnel is told by ip', async () => {
  const got = await networks({
    files: {
      ...device('eth0', 2),
      ...device('eth1', 3),
      ...device('tap0', 4, { flags: '0x1002' }),
      '/proc/net/route':
        'Iface\tDestination\tGateway\tFlags\tRefCnt\tUse\tMetric\tMask\n' +
        'eth0\t00000000\t010200C0\t0003\t0\t0\t50\t00000000\n' +
        'eth1\t00000000\t7E7100CB\t0003\t0\t0\t10\t00000000\n',
      '/proc/net/fib_trie': '     |-- 198.51.100.1\n        /32 host LOCAL\n',
    },
    commands: {
      'ip addr show':
        '2: eth0: <UP> mtu 1500\n    inet 10.0.0.1/8 scope global eth0\n4: tap0: <BROADCAST> mtu 1500\n    inet 198.51.100.1/24 scope global tap0\n',
    },
    interfaces: {
      eth0: [ipv4('192.0.2.10', '255.255.255.0', '192.0.2.10/24')],
      eth1: [ipv4('203.0.113.1', '255.255.255.128', '203.0.113.1/25')],
    },
  })
  expect(got.networks.map(({ IPADDRESS, IPGATEWAY }) => [IPADDRESS, IPGATEWAY])).toEqual([
    ['192.0.2.10', '192.0.2.1'],
    ['203.0.113.1', '203.0.113.126'],
    ['198.51.100.1', undefined],
  ])
  expect(got.patches[0]?.content.HARDWARE).toEqual({ DEFAULTGATEWAY: '203.0.113.126' })
})

test('IPv6 alone gives the gateway when there is no other', async () => {
  const zero = '0'.repeat(32)
  const { patches } = await networks({
    files: {
      '/proc/net/route': 'Iface\tDestination\tGateway\tFlags\n',
      '/proc/net/ipv6_route': `${zero} 00 ${zero} 00 fe800000000000000000000000000001 00000400 00000001 00000000 00000003     eth0\n`,
    },
  })
  expect(patches[0]).toEqual({ from: '/proc/net/ipv6_route', content: { HARDWARE: { DEFAULTGATEWAY: 'fe80::1' } } })
})
