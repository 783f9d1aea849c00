import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseMacvlans, parseNetwork, parseNetworkList } from '../network/parse-docker-networks.ts'
import { listedCpus, macs, mebibytes, parsePairs } from './parse-amount.ts'
import {
  parseContainers,
  parseCrictlPs,
  parseDockerPs,
  parseInspect,
  parseNerdctlPs,
  parsePodmanPs,
} from './parse-docker.ts'
import { parseDomain, parseVirshList } from './parse-domain.ts'
import { parseInstances } from './parse-instances.ts'
import { parseLxcConfig, parseLxcState, parseMonitors } from './parse-lxc.ts'
import { parseMachine, parseMachinectl, quotaCpus, uuidOf } from './parse-nspawn.ts'
import { parsePrlctlInfo, parsePrlctlList } from './parse-parallels.ts'
import { parsePodmanStore } from './parse-podman-store.ts'
import { parsePctConf, parsePctList, parseQmConf } from './parse-proxmox.ts'
import { parseQemu } from './parse-qemu.ts'
import { parseRegistry, parseVBoxManage, parseVbox } from './parse-virtualbox.ts'
import { parseEther, parseVzConf, parseVzlist } from './parse-virtuozzo.ts'
import { parseLibrary, parseVmPaths, parseVmState, parseVmx } from './parse-vmware.ts'
import { parseVserverInfo, parseVserverStatus } from './parse-vserver.ts'
import { parseXeList, parseXeParams } from './parse-xe.ts'
import { parseXenList, parseXenUuid, parseXmDetails } from './parse-xen.ts'

test.each([
  ['512M', 'b', 512],
  ['2GiB', 'b', 2048],
  ['1.5g', 'b', 1536],
  ['2147483648', 'b', 2048],
  ['1024', 'm', 1024],
  ['1048576', 'k', 1024],
  ['256MB', 'm', 256],
  ['50%', 'b', undefined],
  ['max', 'b', undefined],
  ['', 'b', undefined],
] as const)('memory %s (%s): %s', (text, bare, expected) => {
  expect(mebibytes(text, bare)).toBe(expected)
})

test('lists of processors and of hardware addresses', () => {
  expect(listedCpus('0,3-5,7')).toBe(5)
  expect(listedCpus('')).toBeUndefined()
  expect(macs(['AA:BB:CC:00:11:22', undefined, 'none', 'aa:bb:cc:00:11:22'])).toBe('aa:bb:cc:00:11:22')
})

describe('libvirt', () => {
  test('list: states of two words, names with blanks and longer than the column', () => {
    const rows = [
      ' Id    Name                           State',
      '----------------------------------------------------',
      ' 0     Domain-0                       running',
      ' 3     web server                     running',
      ' 7     a-name-that-is-longer-than-its-column paused',
      ' 8     going                          in shutdown',
      ' 9     waiting                        no state',
      ' -     asleep                         pmsuspended',
      ' -     old one                        shut off',
      '',
    ]
    expect(parseVirshList(rows.join('\n')).map(({ NAME, STATUS }) => [NAME, STATUS])).toEqual([
      ['web server', 'running'],
      ['a-name-that-is-longer-than-its-column', 'paused'],
      ['going', 'shutdown'],
      ['waiting', 'idle'],
      ['asleep', 'paused'],
      ['old one', 'off'],
    ])
  })

  const domain = (memory: string) =>
    `<!-- WARNING: generated --><domain type='kvm' id='3'><name>web &amp; co</name><uuid>0a1b2c3d-0000-4000-8000-000000000001</uuid>${memory}<vcpu placement='static' current='2'>4</vcpu><devices><interface type='bridge'><mac address='52:54:00:AA:00:01'/></interface><interface type='bridge'><mac address='52:54:00:aa:00:02'/></interface></devices></domain>`

  test.each([
    ['<currentMemory>2097152</currentMemory>', 2048],
    ["<memory unit='KiB'>4194304</memory><currentMemory unit='KiB'>500000</currentMemory>", 488],
    ["<memory unit='GiB'>3</memory>", 3072],
    ["<memory unit='MB'>1049</memory>", 1000],
    ["<memory unit='bytes'>1073741824</memory>", 1024],
    ["<memory unit='apples'>3</memory>", undefined],
  ])('memory %s', (memory, expected) => {
    expect(parseDomain(domain(memory))).toEqual({
      NAME: 'web & co',
      STATUS: undefined,
      UUID: '0a1b2c3d-0000-4000-8000-000000000001',
      SUBSYSTEM: 'kvm',
      VCPU: '4',
      MEMORY: expected,
      MAC: '52:54:00:aa:00:01/52:54:00:aa:00:02',
      COMMENT: undefined,
      VMTYPE: 'libvirt',
    })
  })

  test('the state file of an active domain', () => {
    const status = `<domstatus state='paused' reason='user' pid='99'>${domain('')}</domstatus>`
    expect(parseDomain(status)).toMatchObject({ NAME: 'web & co', STATUS: 'paused' })
    expect(parseDomain('<network><name>default</name></network>')).toBeUndefined()
    expect(parseDomain('<domain><name>cut')).toBeUndefined()
  })
})

describe('qemu', () => {
  const parse = (line: string) => parseQemu(line.split(' '))
  test.each([
    ['qemu-system-x86_64 -name guest=web,debug-threads=on -m size=2G,slots=2 -smp 4,sockets=2,cores=2', 'web', 2048, 4],
    ['/usr/libexec/qemu-kvm -name db -m 4096M -smp cpus=3', 'db', 4096, 3],
    ['kvm -hda /srv/a.img -m 1048576k -smp sockets=2,cores=3,threads=2', '/srv/a.img', 1024, 12],
    ['/opt/q/qemu-system-aarch64 -drive if=virtio,file=/srv/b,,c.img -smp 0', '/srv/b,c.img', 128, 1],
  ])('%s', (line, name, memory, vcpus) => {
    expect(parse(line)).toMatchObject({ name, memory, vcpus })
  })

  test('identity, cards, acceleration', () => {
    expect(
      parse(
        'qemu-system-x86_64 -machine pc-q35,accel=kvm -uuid 00000000-0000-4000-8000-000000000001 --smbios type=1,serial=S1,uuid=00000000-0000-4000-8000-000000000002 -smbios type=2,serial=B2 -device e1000,mac=52:54:00:00:00:01 -net nic,macaddr=52:54:00:00:00:02 -id 108',
      ),
    ).toMatchObject({
      uuid: '00000000-0000-4000-8000-000000000002',
      serial: 'S1',
      accelerated: true,
      id: '108',
      mac: '52:54:00:00:00:01/52:54:00:00:00:02',
    })
  })

  test.each(['qemu-ga -d', 'qemu-img convert a b', '/usr/bin/vim kvm', 'qemu-nbd -c /dev/nbd0 x', ''])(
    '%s is none',
    (line) => {
      expect(parse(line)).toBeUndefined()
    },
  )
})

test('Proxmox: the guest itself, not its snapshots; templates are none', () => {
  const conf =
    '#web%20server\nbios: ovmf\ncores: 4\nmemory: 8192\nname: web\nnet0: virtio=AA:BB:CC:00:00:01,bridge=vmbr0\nsmbios1: uuid=00000000-0000-4000-8000-000000000003\nsockets: 2\n\n[before-upgrade]\nmemory: 1024\nname: old\n'
  expect(parseQmConf(conf, '108')).toEqual({
    NAME: 'web',
    VMID: '108',
    UUID: '00000000-0000-4000-8000-000000000003',
    MEMORY: 8192,
    VCPU: 8,
    MAC: 'aa:bb:cc:00:00:01',
    COMMENT: 'web server',
    SUBSYSTEM: 'proxmox',
    VMTYPE: 'kvm',
  })
  expect(parseQmConf('template: 1\nname: t\n', '9000')).toBeUndefined()
  const container = 'hostname: ct1\nmemory: 512\nnet0: name=eth0,bridge=vmbr0,hwaddr=AA:BB:CC:00:00:02,ip=dhcp\n'
  expect(parsePctConf(container, '200')).toMatchObject({ NAME: 'ct1', MEMORY: 512, MAC: 'aa:bb:cc:00:00:02' })
  const list =
    'VMID       Status     Lock         Name\n200        running                 ct1\n201        stopped    backup       ct2\n'
  expect(parsePctList(list)).toEqual([
    { id: '200', running: true, name: 'ct1' },
    { id: '201', running: false, name: 'ct2' },
  ])
})

test('LXC: keys of both versions of control groups and of old configurations', () => {
  expect(
    parseLxcConfig(
      '# comment\nlxc.utsname = old\nlxc.network.hwaddr = 00:16:3E:00:00:01\nlxc.cgroup.memory.limit_in_bytes = 512M\nlxc.rootfs = overlayfs:/a:/b/delta0\n',
    ),
  ).toEqual({
    guest: { NAME: 'old', MEMORY: 512, VCPU: undefined, MAC: '00:16:3e:00:00:01', VMTYPE: 'lxc' },
    rootfs: '/b/delta0',
  })
  const printed =
    'lxc.cgroup.memory.limit_in_bytes = \nlxc.cgroup2.memory.max = 1G\nlxc.cgroup2.cpuset.cpus = 0-2\nlxc.cgroup.cpuset.cpus =\n'
  expect(parseLxcConfig(printed).guest).toMatchObject({ MEMORY: 1024, VCPU: 3 })
  expect(
    ['RUNNING', 'FROZEN', 'STOPPING', 'nonsense'].map((word) => parseLxcState(`Name: x\nState: ${word}\n`)),
  ).toEqual(['running', 'paused', 'dying', 'off'])
  expect(
    parseMonitors(
      'Num RefCount Protocol Flags Type St Inode Path\n0: 00000002 00000000 00010000 0001 01 281203 @/var/lib/lxc/box1/command\n0: 00000002 0 0 0001 01 9 /run/x/command\n',
    ),
  ).toEqual([{ name: 'box1', path: '/var/lib/lxc' }])
})

test('LXD and Incus: containers and machines, with and without the envelope', () => {
  const instances = [
    {
      name: 'c1',
      type: 'container',
      status: 'Running',
      config: { 'volatile.eth0.hwaddr': '00:16:3e:00:00:09', 'image.description': 'Debian bookworm' },
      expanded_config: { 'limits.memory': '2GiB', 'limits.cpu': '0-3' },
      state: {
        network: {
          lo: { addresses: [{ family: 'inet', address: '127.0.0.1', scope: 'local' }] },
          eth0: {
            addresses: [
              { family: 'inet6', address: 'fd00::1', scope: 'global' },
              { family: 'inet', address: '192.0.2.9', scope: 'global' },
            ],
          },
        },
      },
    },
    { name: 'v1', type: 'virtual-machine', status: 'Frozen', config: { 'volatile.uuid': 'u-1', 'limits.cpu': '2' } },
    { status: 'Running' },
  ]
  const whole = parseInstances(JSON.stringify({ type: 'sync', metadata: instances }), 'incus')
  expect(whole).toEqual(parseInstances(JSON.stringify(instances), 'incus'))
  expect(whole.map(({ guest }) => guest)).toMatchObject([
    {
      NAME: 'c1',
      STATUS: 'running',
      MEMORY: 2048,
      VCPU: 4,
      MAC: '00:16:3e:00:00:09',
      IPADDRESS: '192.0.2.9',
      IMAGE: 'Debian bookworm',
      SUBSYSTEM: 'lxc',
      VMTYPE: 'incus',
    },
    { NAME: 'v1', STATUS: 'paused', MEMORY: 1024, VCPU: 2, UUID: 'u-1', SUBSYSTEM: 'kvm' },
  ])
})

const id = '0123456789abcdef'.repeat(4)

describe('containers', () => {
  test('Docker Engine API', () => {
    const answer = [
      {
        Id: id,
        Names: ['/web/alias', '/db'],
        Image: 'mariadb:11',
        State: 'exited',
        NetworkSettings: { Networks: null },
      },
      {
        Id: id.replace('0', 'f'),
        Names: [],
        State: 'paused',
        NetworkSettings: { Networks: { bridge: { IPAddress: '172.17.0.2', MacAddress: '02:42:AC:11:00:02' } } },
      },
      null,
    ]
    expect(parseContainers(JSON.stringify(answer), 'docker')).toMatchObject([
      { NAME: 'db', UUID: '0123456789ab', IMAGE: 'mariadb:11', STATUS: 'off' },
      { NAME: 'f123456789ab', STATUS: 'paused', MAC: '02:42:ac:11:00:02', IPADDRESS: '172.17.0.2' },
    ])
  })

  test('docker ps and inspect', () => {
    const [row] = parseDockerPs('0123456789ab#=#=#nginx:1#=#=#0.0.0.0:80->80/tcp#=#=#web,proxy/web\nbroken line\n')
    expect(row).toEqual({ NAME: 'web', UUID: '0123456789ab', IMAGE: 'nginx:1', VMTYPE: 'docker' })
    const two = JSON.stringify([
      { Id: 'f'.repeat(64), State: { Running: false } },
      { Id: id, State: { Running: true, Paused: true, Status: 'paused' } },
    ])
    expect(parseInspect(two, '0123456789ab')).toBe('paused')
    expect(parseInspect(two, 'ffffffffffff')).toBe('off')
    expect(parseInspect(two, 'eeeeeeeeeeee')).toBeUndefined()
    expect(parseInspect(JSON.stringify({ State: { Running: true } }), 'x')).toBe('running')
    expect(parseInspect('Error: No such object', 'x')).toBeUndefined()
  })

  test('Podman by program, old and new, and by its storage', () => {
    const rows = [{ Id: id, Names: ['web'], Image: 'localhost/web:1', State: 'running' }]
    const expected = {
      NAME: 'web',
      UUID: '0123456789ab',
      IMAGE: 'localhost/web:1',
      STATUS: 'running',
      VMTYPE: 'podman',
    }
    expect(parsePodmanPs(JSON.stringify(rows))).toEqual([expected])
    expect(
      parsePodmanPs(JSON.stringify([{ ID: id, Names: 'web', Image: 'localhost/web:1', Status: 'Up 2 hours ago' }])),
    ).toEqual([expected])
    const metadata = JSON.stringify({ 'image-name': 'localhost/web:1', name: 'web' })
    expect(
      parsePodmanStore(
        JSON.stringify([{ id, names: ['web'], metadata }, { id: 'short', metadata }, { id: 'e'.repeat(64) }]),
      ),
    ).toEqual([{ id, guest: { NAME: 'web', UUID: '0123456789ab', IMAGE: 'localhost/web:1', VMTYPE: 'podman' } }])
  })

  test('containerd', () => {
    const lines = `${JSON.stringify({ ID: id, Names: 'web', Image: 'nginx', Status: 'Up' })}\n${JSON.stringify({ ID: id, Names: 'old', Status: 'Exited (0) 2 days ago' })}\n`
    expect(parseNerdctlPs(lines).map(({ NAME, STATUS }) => [NAME, STATUS])).toEqual([
      ['web', 'running'],
      ['old', 'off'],
    ])
    const pod = {
      id,
      metadata: { name: 'app' },
      state: 'CONTAINER_RUNNING',
      image: { image: 'nginx' },
      labels: { 'io.kubernetes.pod.name': 'web-1', 'io.kubernetes.pod.namespace': 'shop' },
    }
    expect(parseCrictlPs(JSON.stringify({ containers: [pod] }))).toEqual([
      { NAME: 'web-1/app', UUID: '0123456789ab', IMAGE: 'nginx', STATUS: 'running', SUBSYSTEM: 'shop', VMTYPE: 'cri' },
    ])
  })

  test('macvlan networks', () => {
    expect(parseMacvlans('c9e960a0c68b\n\nCannot connect\n')).toEqual(['c9e960a0c68b'])
    expect(
      parseNetworkList(
        JSON.stringify([
          { Id: 'a1', Driver: 'bridge' },
          { Id: 'b2', Driver: 'macvlan' },
        ]),
      ),
    ).toEqual(['b2'])
    const network = {
      Name: 'lan',
      IPAM: { Config: [{ Subnet: '192.0.2.0/24', Gateway: '192.0.2.1' }] },
      Containers: {
        [id]: {
          Name: 'web',
          MacAddress: '02:42:C0:00:02:07',
          IPv4Address: '192.0.2.7/24',
          IPv6Address: '2001:db8::7/64',
        },
      },
    }
    const expected = {
      DESCRIPTION: 'lan@web',
      MACADDR: '02:42:c0:00:02:07',
      TYPE: 'ethernet',
      STATUS: 'Up',
      VIRTUALDEV: 1,
      IPADDRESS: '192.0.2.7',
      IPMASK: '255.255.255.0',
      IPSUBNET: '192.0.2.0',
      IPGATEWAY: '192.0.2.1',
      IPADDRESS6: '2001:db8::7',
      IPMASK6: 'ffff:ffff:ffff:ffff::',
      IPSUBNET6: '2001:db8::',
    }
    expect(parseNetwork(JSON.stringify([network]))).toEqual([expected])
    expect(parseNetwork(JSON.stringify(network))).toEqual([expected])
  })
})

test('systemd-nspawn', () => {
  const text =
    'NAME=web\nSCOPE=machine-web.scope\nSERVICE=systemd-nspawn\nROOT=/var/lib/machines/web\nID=0123456789abcdef0123456789abcdef\nLEADER=812\nCLASS=container\n'
  expect(parseMachine(text)).toMatchObject({ name: 'web', id: '01234567-89ab-cdef-0123-456789abcdef', nspawn: true })
  expect(parseMachine(text.replace('systemd-nspawn', 'libvirt-qemu'))).toMatchObject({ nspawn: false })
  expect(uuidOf('0'.repeat(32))).toBeUndefined()
  expect([quotaCpus('150000 100000\n'), quotaCpus('max 100000\n')]).toEqual([2, undefined])
  expect(parseMachinectl('web container systemd-nspawn debian 12 -\nvm1 vm libvirt-qemu - - -\n')).toEqual(['web'])
})

test('Xen', () => {
  const list = [
    'Name                                        ID   Mem VCPUs\tState\tTime(s)',
    'Domain-0                                     0   512    48     r-----  1655498.2',
    'web server                                   4 20480     4     -b----  1415311.0 482e6c75-090e-4cf2-9c06-de39c824cbe4        -',
    'ready                                       11  4096     2     ------  175634.0',
    'asleep                                          1024     1                52.0',
    'gone                                        12  1024     1     --ps--  1.0',
  ]
  expect(
    parseXenList(list.join('\n')).map(({ NAME, MEMORY, VCPU, STATUS, UUID }) => [NAME, MEMORY, VCPU, STATUS, UUID]),
  ).toEqual([
    ['web server', '20480', '4', 'blocked', '482e6c75-090e-4cf2-9c06-de39c824cbe4'],
    ['ready', '4096', '2', 'off', undefined],
    ['asleep', '1024', '1', 'off', undefined],
    ['gone', '1024', '1', 'shutdown', undefined],
  ])
  const details =
    '(domain\n    (domid 1)\n    (uuid aaaa)\n    (name one)\n    (device (vif (uuid nested)))\n)\n(domain\n    (name two)\n    (uuid bbbb)\n)\n'
  expect([...parseXmDetails(details)]).toEqual([
    ['one', 'aaaa'],
    ['two', 'bbbb'],
  ])
})

test('XenServer', () => {
  expect(
    parseXeList('uuid ( RO)           : aa73f25f-7bb9-0bcd-9d8a-3790d8196d2c\n     name-label ( RW): x\n'),
  ).toEqual(['aa73f25f-7bb9-0bcd-9d8a-3790d8196d2c'])
  const halted =
    '  name-label ( RW): old: one\n name-description ( RW): \n power-state ( RO): halted\n memory-actual ( RO): 0\n memory-static-max ( RW): 2147483648\n dom-id ( RO): -1\n VCPUs-number ( RO): 2\n'
  expect(parseXeParams(halted)).toEqual({
    NAME: 'old: one',
    MEMORY: 2048,
    VCPU: '2',
    STATUS: 'shutdown',
    COMMENT: undefined,
  })
  expect(parseXeParams(halted.replace('-1', '0'))).toBeUndefined()
})

test('VirtualBox: output of the program, and its files', () => {
  const text =
    'Name:            one\nUUID:            0a\nMemory size      512MB\nMemory size:     512MB\nNumber of CPUs:  2\nState:           running (since 2020)\nNIC 1:           MAC: 0800272C26F0, Attachment: NAT\nVRDE:\nIndex:           0\nName:            USB thing\nUUID:            99\n\nName:            two\nUUID:            0b\nState:           aborted (since 2020)\n'
  expect(parseVBoxManage(text)).toMatchObject([
    { NAME: 'one', UUID: '0a', MEMORY: 512, VCPU: '2', STATUS: 'running', MAC: '08:00:27:2c:26:f0' },
    { NAME: 'two', UUID: '0b', VCPU: 1, STATUS: 'crashed' },
  ])
  const registry =
    '<VirtualBox xmlns="http://www.virtualbox.org/"><Global><MachineRegistry><MachineEntry uuid="{0a}" src="/vm/one.vbox"/></MachineRegistry></Global></VirtualBox>'
  expect(parseRegistry(registry)).toEqual(['/vm/one.vbox'])
  const machine =
    '<VirtualBox><Machine uuid="{0a}" name="one" stateFile="x.sav"><Hardware><CPU count="2"/><Memory RAMSize="1024"/><Network><Adapter slot="0" enabled="true" MACAddress="0800272C26F0"/><Adapter slot="1" enabled="false" MACAddress="0800272C26F1"/></Network></Hardware></Machine></VirtualBox>'
  expect(parseVbox(machine)).toMatchObject({
    NAME: 'one',
    UUID: '0a',
    MEMORY: 1024,
    VCPU: '2',
    MAC: '08:00:27:2c:26:f0',
    STATUS: 'off',
  })
})

test('VMware', () => {
  const vmx =
    '#!/usr/bin/vmplayer\n.encoding = "UTF-8"\ndisplayName = "web server"\nmemsize = "2048"\nnumvcpus = "2"\nuuid.bios = "56 4d 1c 2a 00 01 02 03-04 05 06 07 08 09 0a 0b"\nethernet0.generatedAddress = "00:0c:29:00:00:01"\n'
  expect(parseVmx(vmx)).toMatchObject({
    NAME: 'web server',
    UUID: '564d1c2a-0001-0203-0405-060708090a0b',
    MEMORY: 2048,
    VCPU: '2',
    MAC: '00:0c:29:00:00:01',
  })
  expect(parseVmPaths('Total running VMs: 1\n/vm/web server/web.vmx\n')).toEqual(['/vm/web server/web.vmx'])
  expect(parseLibrary('vmlist1.config = "/vm/a.vmx"\nvmlist1.DisplayName = "a"\nvmlist2.config = ""\n')).toEqual([
    '/vm/a.vmx',
  ])
  expect([parseVmState('getstate() = on'), parseVmState('getstate() = suspended'), parseVmState('?')]).toEqual([
    'running',
    'paused',
    undefined,
  ])
})

test('Virtuozzo, Linux-VServer, Parallels', () => {
  expect(parseVzlist('   -    101   2 mounted -\nweb.example.org 102 0 running debian-12\n')).toMatchObject([
    { id: '101', guest: { NAME: '101', VCPU: '2', STATUS: 'off' } },
    { id: '102', guest: { NAME: 'web.example.org', STATUS: 'running', SUBSYSTEM: 'debian-12' } },
  ])
  expect(parseVzConf('SLMMEMORYLIMIT="1073741824:2147483648"\nPRIVVMPAGES="1:262144"\n')).toMatchObject({
    MEMORY: 2048,
  })
  expect(
    parseVzConf(
      'PRIVVMPAGES="unlimited"\nPHYSPAGES="0:524288"\nNETIF="ifname=eth0,mac=00:18:51:00:00:01,host_ifname=veth101.0"\n',
    ),
  ).toEqual({ MEMORY: 2048, MAC: '00:18:51:00:00:01' })
  expect(parseVzConf('PHYSPAGES="0:1G"\n')).toMatchObject({ MEMORY: 1024 })
  expect(parseVzConf('PHYSPAGES="0:9223372036854775807"\n')).toMatchObject({ MEMORY: undefined })
  expect(
    parseEther(
      '2: venet0: <UP>\n    link/void \n3: eth0: <UP>\n    link/ether 52:54:00:95:1F:77 brd ff:ff:ff:ff:ff:ff\n',
    ),
  ).toBe('52:54:00:95:1f:77')
  const info =
    'Versions:\n          util-vserver: 0.30.216; Jan  1 2012\nPaths:\n         cfg-Directory: /etc/vservers\n'
  expect(parseVserverInfo(info)).toEqual({ dir: '/etc/vservers', version: '0.30.216' })
  expect([
    parseVserverStatus("Vserver 'x' is running at context '2'"),
    parseVserverStatus("Vserver 'x' is stopped"),
  ]).toEqual(['running', 'off'])
  const prl =
    'UUID                                    STATUS       IP_ADDR         T  NAME\n{bc993872-c70f-40bf-b2e2-94d9f080eb55}  running      192.0.2.4       CT web server\n'
  expect(parsePrlctlList(prl)).toMatchObject([{ NAME: 'web server', STATUS: 'running', IPADDRESS: '192.0.2.4' }])
  expect(parsePrlctlInfo('Hardware:\n  cpu cpus=2 VT-x accl=high mode=32\n  memory 1024Mb\n')).toEqual({
    MEMORY: 1024,
    VCPU: '2',
  })
})

const parsers: readonly ((text: string) => unknown)[] = [
  mebibytes,
  listedCpus,
  (text) => parsePairs(text, '='),
  (text) => parsePairs(text, ':'),
  (text) => parseContainers(text, 'docker'),
  parseCrictlPs,
  parseDockerPs,
  (text) => parseInspect(text, 'x'),
  parseNerdctlPs,
  parsePodmanPs,
  parsePodmanStore,
  parseMacvlans,
  parseNetwork,
  parseNetworkList,
  parseDomain,
  parseVirshList,
  (text) => parseInstances(text, 'lxd'),
  parseLxcConfig,
  parseLxcState,
  parseMonitors,
  parseMachine,
  parseMachinectl,
  quotaCpus,
  uuidOf,
  parsePrlctlInfo,
  parsePrlctlList,
  (text) => parsePctConf(text, '1'),
  (text) => parseQmConf(text, '1'),
  parsePctList,
  (text) => parseQemu(text.split(' ')),
  parseRegistry,
  parseVBoxManage,
  parseVbox,
  parseEther,
  parseVzConf,
  parseVzlist,
  parseLibrary,
  parseVmPaths,
  parseVmState,
  parseVmx,
  parseVserverInfo,
  parseVserverStatus,
  parseXeList,
  parseXeParams,
  parseXenList,
  parseXenUuid,
  parseXmDetails,
]

/** Words that lead parsers on, among arbitrary text. */
const words = fc.constantFrom(
  'Name: ',
  'UUID: ',
  'State: ',
  ' = ',
  ': ',
  '\n',
  ' ',
  '"',
  '<domain>',
  '<name>',
  '{"Id":',
  '[',
  ']',
  '}',
  '#=#=#',
  'qemu -m ',
  '-smp ',
  ',',
  'lxc.net.0.hwaddr',
  '( RO)',
  '(domain',
  '0',
  '- x shut off',
  '@/',
  '/command',
)
const noise = fc.array(fc.oneof(fc.string(), words, fc.json()), { maxLength: 40 }).map((parts) => parts.join(''))

test('any text: no exception', () => {
  fc.assert(
    fc.property(noise, (text) => {
      for (const parse of parsers) parse(text)
    }),
  )
})

test('time grows with the text only', () => {
  const times = (size: number): number => {
    const started = performance.now()
    for (const seed of ['a', ' ', '0', 'Name: ', 'x 1 ', '<', '[', 'a=', ', ', '1-', '\\', '-- '])
      for (const parse of parsers) parse(`x${seed.repeat(size / seed.length)}`)
    return performance.now() - started
  }
  times(10_000)
  expect(times(200_000)).toBeLessThan(5_000)
})
