import { type CaptureParts, captureText, runProbe } from '@fusioninventory/testkit'
import { describe, expect, test } from 'vitest'
import { linuxDockerNetworks } from '../network/docker.ts'
import type { ProbeOptions } from '../probe.ts'
import type { Guest } from './guest.ts'
import { linuxGuests } from './linux.ts'

async function guests(parts: CaptureParts, probe: Partial<ProbeOptions> = {}): Promise<readonly Guest[]> {
  const { patches } = await runProbe(linuxGuests, captureText(parts), { probe })
  return patches.flatMap(({ content }) => (content.VIRTUALMACHINES ?? []) as readonly Guest[])
}

const request = (socket: string, target: string, body: unknown): string =>
  `-- request ${socket} GET ${target} --\n${typeof body === 'string' ? body : JSON.stringify(body)}\n`

const process = (pid: number, ...args: readonly string[]): CaptureParts['files'] => ({
  [`/proc/${pid}/stat`]: `${pid} (x) S 1 1 1 0 -1 4194304 0 0 0 0 1 1 0 0 20 0 1 0 100 1000 10 0 0\n`,
  [`/proc/${pid}/cmdline`]: args.map((arg) => `${arg}\0`).join(''),
})

const passwd = 'root:x:0:0:root:/root:/bin/sh\njane:x:1000:1000::/home/jane:/bin/sh\n'
const id = '0123456789abcdef'.repeat(4)
const uuid = '00000000-0000-4000-8000-000000000001'
const docker = '/var/run/docker.sock'

describe('a machine without guests', () => {
  test('no sign of any tool: nothing', async () => {
    expect(await guests({})).toEqual([])
  })

  test('clients whose daemon is not there are not started', async () => {
    const commands = {
      "docker ps -a --format '{{.ID}}#=#=#{{.Image}}#=#=#{{.Ports}}#=#=#{{.Names}}'": '0123456789ab#=#=#a#=#=##=#=#b\n',
      'docker network ls --filter driver=macvlan -q': '0123456789ab\n',
      'virsh --readonly list --all': ' 1 web running\n',
    }
    const files = { '/var/run/utmp': '', '/etc/hostname': 'lab1\n' }
    expect(await guests({ commands, files })).toEqual([])
    const { patches } = await runProbe(linuxDockerNetworks, captureText({ commands, files }))
    expect(patches).toEqual([])
    expect(await guests({ commands })).toHaveLength(2)
  })
})

describe('containers', () => {
  const listed = [{ Id: id, Names: ['/web'], Image: 'nginx:1', State: 'running' }]

  test('Docker by its socket', async () => {
    const stats = { [docker]: 'o 660 0 0 - -' }
    const raw = [request(docker, '/containers/json?all=1', listed)]
    expect(await guests({ stats, raw })).toEqual([
      { NAME: 'web', UUID: '0123456789ab', IMAGE: 'nginx:1', STATUS: 'running', VMTYPE: 'docker' },
    ])
  })

  test('Podman that serves the socket of Docker, too: once', async () => {
    const podman = '/run/podman/podman.sock'
    const stats = { [docker]: 'o 660 0 0 - -', [podman]: 'o 660 0 0 - -' }
    const raw = [docker, podman].map((socket) => request(socket, '/containers/json?all=1', listed))
    expect(await guests({ stats, raw })).toMatchObject([{ NAME: 'web', VMTYPE: 'podman' }])
  })

  test('Docker by its program', async () => {
    const commands = {
      "docker ps -a --format '{{.ID}}#=#=#{{.Image}}#=#=#{{.Ports}}#=#=#{{.Names}}'":
        '0123456789ab#=#=#nginx:1#=#=##=#=#web\nffffffffffff#=#=#db#=#=##=#=#db\n',
      'docker inspect 0123456789ab': JSON.stringify([{ Id: id, State: { Running: true, Status: 'running' } }]),
    }
    expect(await guests({ commands })).toMatchObject([
      { NAME: 'web', STATUS: 'running' },
      { NAME: 'db', UUID: 'ffffffffffff' },
    ])
  })

  test('Podman by its storage, those of other users where asked for', async () => {
    const store = (name: string, containerId: string) =>
      JSON.stringify([{ id: containerId, names: [name], metadata: JSON.stringify({ name, 'image-name': 'img' }) }])
    const files = {
      '/etc/passwd': passwd,
      '/var/lib/containers/storage/overlay-containers/containers.json': store('web', id),
      [`/run/containers/storage/overlay-containers/${id}/userdata/pidfile`]: '812',
      ...process(812, 'nginx'),
      '/home/jane/.local/share/containers/storage/overlay-containers/containers.json': store('own', 'e'.repeat(64)),
    }
    expect(await guests({ files })).toMatchObject([{ NAME: 'web', STATUS: 'running' }])
    expect(await guests({ files }, { scanHomedirs: true })).toMatchObject([
      { NAME: 'web', STATUS: 'running' },
      { NAME: 'own', STATUS: 'off', OWNER: 'jane' },
    ])
  })

  test('LXC by its files; what it calls itself inside gives the UUID', async () => {
    const files = {
      '/proc/cpuinfo': 'processor\t: 0\n\nprocessor\t: 1\n',
      '/proc/net/unix': '0: 2 0 10000 1 01 9 @/var/lib/lxc/c1/command\n0: 2 0 10000 1 01 9 @/var/lib/lxc/c2/command\n',
      '/sys/fs/cgroup/lxc.payload.c2/cgroup.events': 'populated 1\nfrozen 1\n',
      '/var/lib/lxc/c1/config': 'lxc.uts.name = c1\nlxc.rootfs.path = dir:/srv/c1\nlxc.cgroup2.memory.max = 1G\n',
      '/srv/c1/etc/machine-id': '0123456789abcdef0123456789abcdef\n',
      '/srv/c1/etc/hostname': 'web01\n',
      '/var/lib/lxc/c2/config': 'lxc.cgroup2.cpuset.cpus = 1\n',
      '/var/lib/lxc/c3/config': 'lxc.uts.name = c3\n',
    }
    expect(await guests({ files })).toMatchObject([
      { NAME: 'c1', STATUS: 'running', MEMORY: 1024, VCPU: 2, UUID: '16eebefb46c996a8db75c3bc6f48f9601ae3b80b' },
      { NAME: 'c2', STATUS: 'paused', VCPU: 1 },
      { NAME: 'c3', STATUS: 'off' },
    ])
  })

  test('LXC by its programs', async () => {
    const commands = {
      'lxc-ls -1': 'c1\n',
      'lxc-info -n c1 -s': 'State:          FROZEN\n',
      'lxc-attach -n c1 -- /bin/cat /etc/machine-id': '0123456789abcdef0123456789abcdef\n',
      'lxc-attach -n c1 -- /bin/cat /etc/hostname': 'web01\n',
    }
    expect(await guests({ commands })).toMatchObject([
      { NAME: 'c1', STATUS: 'paused', UUID: '16eebefb46c996a8db75c3bc6f48f9601ae3b80b' },
    ])
  })

  test('Incus by its socket', async () => {
    const socket = '/var/lib/incus/unix.socket'
    const instance = { name: 'web01', project: 'default', type: 'container', status: 'Running' }
    const raw = [
      request(socket, '/1.0/instances?recursion=2&all-projects=true', { metadata: [instance] }),
      request(
        socket,
        '/1.0/instances/web01/files?path=/etc/machine-id&project=default',
        '0123456789abcdef0123456789abcdef',
      ),
    ]
    expect(await guests({ stats: { [socket]: 'o 660 0 0 - -' }, raw })).toMatchObject([
      { NAME: 'web01', STATUS: 'running', VMTYPE: 'incus', UUID: '16eebefb46c996a8db75c3bc6f48f9601ae3b80b' },
    ])
  })

  test('LXD and containerd by their programs', async () => {
    const commands = {
      'lxc list --format json': JSON.stringify([{ name: 'c1', type: 'container', status: 'Stopped' }]),
      'nerdctl ps -a --no-trunc --format json': JSON.stringify({ ID: id, Names: 'web', Status: 'Up' }),
    }
    const found = await guests({ commands, raw: ['-- which lxd --\n/usr/bin/lxd\n'] })
    expect(found).toMatchObject([
      { NAME: 'c1', STATUS: 'off', VMTYPE: 'lxd' },
      { NAME: 'web', STATUS: 'running', VMTYPE: 'containerd' },
    ])
  })

  test('systemd-nspawn: machines that run, and images of those that do not', async () => {
    const machine = (name: string, service: string) =>
      `NAME=${name}\nSERVICE=${service}\nID=${'0'.repeat(31)}1\nSCOPE=machine-${name}.scope\n`
    const files = {
      '/run/systemd/machines/web': machine('web', 'systemd-nspawn'),
      '/run/systemd/machines/qemu-1-vm': machine('qemu-1-vm', 'libvirt-qemu'),
      '/sys/fs/cgroup/machine.slice/machine-web.scope/memory.max': '1073741824\n',
      '/sys/fs/cgroup/machine.slice/machine-web.scope/cpu.max': '200000 100000\n',
      '/var/lib/machines/web/etc/machine-id': `${'0'.repeat(31)}1\n`,
      '/var/lib/machines/old/etc/machine-id': `${'0'.repeat(31)}2\n`,
    }
    expect(await guests({ files, raw: ['-- which systemd-nspawn --\n/usr/bin/systemd-nspawn\n'] })).toEqual([
      {
        NAME: 'web',
        UUID: '00000000-0000-0000-0000-000000000001',
        STATUS: 'running',
        MEMORY: 1024,
        VCPU: 2,
        VMTYPE: 'systemd-nspawn',
      },
      { NAME: 'old', UUID: '00000000-0000-0000-0000-000000000002', STATUS: 'off', VMTYPE: 'systemd-nspawn' },
    ])
  })

  test('Virtuozzo: the UUID of the host goes before the number', async () => {
    const commands = {
      'vzlist --all --no-header -o hostname,ctid,cpulimit,status,ostemplate': 'web 101 2 running debian\n',
      "vzctl exec 101 'ip -0 a'": '2: eth0:\n    link/ether 52:54:00:95:1f:77 brd ff:ff:ff:ff:ff:ff\n',
    }
    const files = {
      '/etc/vz/conf/101.conf': 'PHYSPAGES="0:1G"\n',
      '/sys/class/dmi/id/product_uuid': `${uuid}\n`,
      '/sys/class/dmi/id/sys_vendor': 'Acme\n',
    }
    expect(await guests({ commands, files })).toEqual([
      {
        NAME: 'web',
        VCPU: '2',
        STATUS: 'running',
        SUBSYSTEM: 'debian',
        VMTYPE: 'virtuozzo',
        MEMORY: 1024,
        MAC: '52:54:00:95:1f:77',
        UUID: `${uuid}-101`,
      },
    ])
  })

  test('macvlan networks of Docker, by its socket and by its program', async () => {
    const network = { Name: 'lan', Containers: { [id]: { Name: 'web', IPv4Address: '192.0.2.7/24' } } }
    const bySocket = captureText({
      stats: { [docker]: 'o 660 0 0 - -' },
      raw: [
        request(docker, '/networks?filters=%7B%22driver%22%3A%5B%22macvlan%22%5D%7D', [
          { Id: 'a1', Driver: 'macvlan' },
        ]),
        request(docker, '/networks/a1', network),
      ],
    })
    const byProgram = captureText({
      commands: {
        'docker network ls --filter driver=macvlan -q': 'c9e960a0c68b\n',
        'docker network inspect c9e960a0c68b': JSON.stringify([network]),
      },
    })
    for (const capture of [bySocket, byProgram])
      expect((await runProbe(linuxDockerNetworks, capture)).patches).toMatchObject([
        { content: { NETWORKS: [{ DESCRIPTION: 'lan@web', IPADDRESS: '192.0.2.7', VIRTUALDEV: 1 }] } },
      ])
  })
})

describe('machines', () => {
  const domain = (name: string, own: string) =>
    `<domain type='kvm'><name>${name}</name><uuid>${own}</uuid><memory unit='MiB'>512</memory><vcpu>2</vcpu></domain>`

  test('libvirt by its files: active ones as they are now, and with the process of the same guest once', async () => {
    const files = {
      '/etc/libvirt/qemu/web.xml': domain('web', uuid),
      '/etc/libvirt/qemu/old.xml': domain('old', uuid.replace('1', '2')),
      '/etc/libvirt/qemu/networks/default.xml': '<network/>',
      '/run/libvirt/qemu/web.xml': `<domstatus state='paused'>${domain('web', uuid).replace('512', '1024')}</domstatus>`,
      ...process(99, '/usr/bin/qemu-system-x86_64', '-name', 'guest=web', '-uuid', uuid, '-smbios', 'type=1,serial=S1'),
      ...process(100, '/usr/bin/kvm', '-name', 'alone', '-m', '256'),
    }
    expect(await guests({ files })).toMatchObject([
      { NAME: 'web', STATUS: 'paused', MEMORY: 1024, VMTYPE: 'libvirt', SERIAL: 'S1' },
      { NAME: 'old', STATUS: 'off', MEMORY: 512 },
      { NAME: 'alone', STATUS: 'running', MEMORY: 256, VMTYPE: 'kvm' },
    ])
  })

  test('libvirt by its program where the files may not be read', async () => {
    const commands = {
      'virsh --readonly list --all': ' Id   Name   State\n----\n 1    web   running\n',
      'virsh --readonly dumpxml web': domain('web', uuid),
      'virsh -c lxc:/// --readonly list --all': ' Id   Name   State\n----\n -    box   shut off\n',
    }
    const raw = ['qemu', 'lxc', 'libxl'].map((name) => `-- list(denied) /etc/libvirt/${name} --\n`)
    expect(await guests({ commands, raw })).toMatchObject([
      { NAME: 'web', STATUS: 'running', MEMORY: 512, VCPU: '2', UUID: uuid, SUBSYSTEM: 'kvm' },
      { NAME: 'box', STATUS: 'off' },
    ])
  })

  test('Proxmox: machines and containers, once', async () => {
    const files = {
      '/etc/pve/qemu-server/108.conf': `name: win\nmemory: 2048\nsmbios1: uuid=${uuid}\n`,
      '/etc/pve/qemu-server/109.conf': 'name: off\n',
      '/etc/pve/lxc/200.conf': 'hostname: ct1\nmemory: 512\ncores: 1\n',
      '/run/qemu-server/108.pid': '99\n',
      '/proc/net/unix': '0: 2 0 10000 1 01 9 @/var/lib/lxc/200/command\n',
      '/var/lib/lxc/200/config': 'lxc.uts.name = ct1\n',
      ...process(99, '/usr/bin/kvm', '-id', '108', '-name', 'win,debug-threads=on'),
    }
    expect((await guests({ files })).map(({ NAME, STATUS, VMTYPE, VMID }) => [NAME, STATUS, VMTYPE, VMID])).toEqual([
      ['win', 'running', 'kvm', '108'],
      ['off', 'off', 'kvm', '109'],
      ['ct1', 'running', 'lxc', '200'],
    ])
  })

  test('Proxmox by its program', async () => {
    const commands = {
      'pct list': 'VMID       Status     Lock         Name\n200        running                 ct1\n',
      'lxc-info -n 200 -s': 'State: RUNNING\n',
    }
    expect(await guests({ commands })).toMatchObject([{ NAME: 'ct1', STATUS: 'running', VMID: '200', VMTYPE: 'lxc' }])
  })

  test('VirtualBox by the files of its users; a process tells that it runs', async () => {
    const home = (dir: string) => ({
      [`${dir}/.config/VirtualBox/VirtualBox.xml`]: `<VirtualBox><Global><MachineRegistry><MachineEntry src="${dir}/m.vbox"/></MachineRegistry></Global></VirtualBox>`,
    })
    const files = {
      '/etc/passwd': passwd,
      ...home('/root'),
      ...home('/home/jane'),
      '/root/m.vbox': `<VirtualBox><Machine name="one" uuid="{${uuid}}"><Hardware><Memory RAMSize="512"/></Hardware></Machine></VirtualBox>`,
      '/home/jane/m.vbox': '<VirtualBox><Machine name="two" uuid="{0b}"/></VirtualBox>',
      ...process(7, '/usr/lib/virtualbox/VBoxHeadless', '--comment', 'one', '--startvm', uuid),
    }
    const raw = ['-- which VBoxManage --\n/usr/bin/VBoxManage\n']
    expect(await guests({ files, raw })).toMatchObject([{ NAME: 'one', STATUS: 'running', MEMORY: 512 }])
    expect(await guests({ files, raw }, { scanHomedirs: true })).toMatchObject([
      { NAME: 'one', STATUS: 'running' },
      { NAME: 'two', STATUS: 'off', OWNER: 'jane' },
    ])
  })

  test('VMware: running ones, the library, the old console', async () => {
    const vmx = (name: string) => `displayName = "${name}"\nmemsize = "1024"\n`
    const commands = {
      'vmrun list': 'Total running VMs: 1\n/vm/a.vmx\n',
      'vmware-cmd -l': '\n/vm/c.vmx\n',
      'vmware-cmd /vm/c.vmx getstate': 'getstate() = suspended\n',
    }
    const files = {
      '/etc/passwd': passwd,
      '/root/.vmware/inventory.vmls': 'vmlist1.config = "/vm/a.vmx"\nvmlist2.config = "/vm/b.vmx"\n',
      '/vm/a.vmx': vmx('a'),
      '/vm/b.vmx': vmx('b'),
      '/vm/c.vmx': vmx('c'),
    }
    expect((await guests({ commands, files })).map(({ NAME, STATUS }) => [NAME, STATUS])).toEqual([
      ['a', 'running'],
      ['b', 'off'],
      ['c', 'paused'],
    ])
  })

  test('Xen, XenServer: one identity is one guest', async () => {
    const commands = {
      'xl list': 'Name ID Mem VCPUs State Time(s)\nweb 4 2048 2 -b---- 15.0\n',
      'xl list -v': `Name ID Mem VCPUs State Time(s) UUID\nweb 4 2048 2 -b---- 15.0 ${uuid}\n`,
      'xe vm-list': `uuid ( RO)           : ${uuid}\n`,
      [`xe vm-param-list uuid=${uuid}`]: 'name-label ( RW): web\n power-state ( RO): running\n dom-id ( RO): 4\n',
    }
    expect(await guests({ commands })).toMatchObject([
      { NAME: 'web', STATUS: 'running', SUBSYSTEM: 'xe', MEMORY: '2048' },
    ])
    const { 'xe vm-list': _, ...xl } = commands
    expect(await guests({ commands: xl })).toMatchObject([
      { NAME: 'web', STATUS: 'blocked', UUID: uuid, SUBSYSTEM: 'xl' },
    ])
  })

  test('Parallels, Linux-VServer', async () => {
    const commands = {
      'prlctl list -a': `UUID STATUS IP_ADDR NAME\n{${uuid}}  stopped      -               one\n`,
      [`prlctl list -i ${uuid}`]: '  cpu 2 VT-x\n  memory 512Mb\n',
      'vserver-info': '  util-vserver: 0.30\n  cfg-Directory: /etc/vservers\n',
      'vserver web status': "Vserver 'web' is running at context '4'\n",
    }
    const found = await guests({
      commands,
      files: { '/etc/vservers/web/context': '4\n' },
      raw: ['-- which vserver --\n/usr/sbin/vserver\n'],
    })
    expect(found).toMatchObject([
      { NAME: 'one', STATUS: 'off', MEMORY: 512, VCPU: '2' },
      { NAME: 'web', STATUS: 'running', SUBSYSTEM: '0.30' },
    ])
  })
})

test('files that make no sense take nothing else with them', async () => {
  const files = {
    '/etc/libvirt/qemu/broken.xml': '<domain><name>',
    '/var/lib/containers/storage/overlay-containers/containers.json': '[{',
    '/etc/pve/lxc/1.conf': '\0\0',
    ...process(5, 'kvm', '-name', 'web'),
  }
  const found = await guests({ files, commands: { 'xe vm-list': 'The host is not responding\n' } })
  expect(found.map(({ NAME }) => NAME)).toEqual(['CT1', 'web'])
})
