import { describe, expect, test } from 'vitest'
import { parseMacvlans, parseNetwork, parseNetworkList } from '../network/parse-docker-networks.ts'
import { parseTask } from './parse-containerd.ts'
import {
  parseContainers,
  parseCrictlPs,
  parseDockerPs,
  parseInspect,
  parseNerdctlPs,
  parsePodmanPs,
} from './parse-docker.ts'
import { parseInstances } from './parse-instances.ts'
import { parseLxcConfig, parseLxcState, parseMonitors } from './parse-lxc.ts'
import { parseMachine, parseMachinectl, quotaCpus, uuidOf } from './parse-nspawn.ts'
import { parsePrlctlInfo, parsePrlctlList } from './parse-parallels.ts'
import { parsePodmanStore } from './parse-podman-store.ts'
import { parseEther, parseVzConf, parseVzlist } from './parse-virtuozzo.ts'
import { parseVserverInfo, parseVserverStatus } from './parse-vserver.ts'

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

  test('containerd: bundles of what runs', () => {
    const bundle = (annotations: object) =>
      JSON.stringify({
        hostname: 'h1',
        annotations,
        linux: { resources: { memory: { limit: 536870912 }, cpu: { quota: 150000, period: 100000 } } },
      })
    const cri = 'io.kubernetes.cri.'
    const pod = {
      [`${cri}container-name`]: 'app',
      [`${cri}sandbox-name`]: 'web-1',
      [`${cri}sandbox-namespace`]: 'shop',
    }
    expect(parseTask(bundle(pod), id, 'k8s.io')).toMatchObject({
      NAME: 'web-1/app',
      UUID: '0123456789ab',
      MEMORY: 512,
      VCPU: 2,
      SUBSYSTEM: 'shop',
      VMTYPE: 'cri',
    })
    expect(parseTask(bundle({ [`${cri}container-type`]: 'sandbox' }), id, 'k8s.io')).toBeUndefined()
    expect(parseTask(bundle({ 'nerdctl/name': 'web' }), id, 'default')).toMatchObject({
      NAME: 'web',
      VMTYPE: 'containerd',
    })
    expect(parseTask('{}', id, 'default')).toMatchObject({ NAME: '0123456789ab', STATUS: 'running' })
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
