import { describe, expect, test } from 'vitest'
import { parseDomain, parseVirshList } from './parse-domain.ts'
import { parsePctConf, parsePctList, parseQmConf } from './parse-proxmox.ts'
import { parseQemu } from './parse-qemu.ts'
import { parseRegistry, parseVBoxManage, parseVbox } from './parse-virtualbox.ts'
import { parseLibrary, parseVmPaths, parseVmState, parseVmx } from './parse-vmware.ts'
import { parseXeList, parseXeParams } from './parse-xe.ts'
import { parseXenList, parseXmDetails } from './parse-xen.ts'

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
    ['/opt/q/qemu-system-aarch64 -m 0 -drive if=virtio,file=/srv/b,,c.img -smp 0', '/srv/b,c.img', 128, 1],
    ['qemu -hda a.img', 'a.img', undefined, 1],
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
