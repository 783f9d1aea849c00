import type { CaptureParts } from '../builders/capture.ts'

export interface LibvirtGuest {
  readonly name: string
  readonly uuid: string
  readonly memoryKib: number
  readonly cpus: number
  readonly mac: string
  readonly state: 'running' | 'paused' | 'shut off'
}

const domain = ({ name, uuid, memoryKib, cpus, mac }: LibvirtGuest): string =>
  [
    "<domain type='kvm'>",
    `  <name>${name}</name>`,
    `  <uuid>${uuid}</uuid>`,
    `  <memory unit='KiB'>${memoryKib}</memory>`,
    `  <currentMemory unit='KiB'>${memoryKib}</currentMemory>`,
    `  <vcpu placement='static'>${cpus}</vcpu>`,
    "  <os><type arch='x86_64' machine='pc-q35-7.2'>hvm</type></os>",
    '  <devices>',
    `    <interface type='bridge'><mac address='${mac}'/><source bridge='br0'/></interface>`,
    '  </devices>',
    '</domain>',
    '',
  ].join('\n')

/** Guests of libvirt: its files, and what `virsh` prints. */
export function libvirt(...guests: readonly LibvirtGuest[]): CaptureParts {
  const rows = guests.map(
    ({ name, state }, at) => ` ${(state === 'shut off' ? '-' : String(at + 1)).padEnd(4)} ${name.padEnd(10)} ${state}`,
  )
  const active = guests.filter(({ state }) => state !== 'shut off')
  return {
    files: {
      ...Object.fromEntries(guests.map((guest) => [`/etc/libvirt/qemu/${guest.name}.xml`, domain(guest)])),
      ...Object.fromEntries(
        active.map((guest) => [
          `/run/libvirt/qemu/${guest.name}.xml`,
          `<domstatus state='${guest.state}' reason='booted' pid='1'>\n${domain(guest)}</domstatus>\n`,
        ]),
      ),
    },
    commands: {
      'virsh --readonly list --all': ` Id   Name       State\n${'-'.repeat(30)}\n${rows.join('\n')}\n\n`,
      'virsh -c lxc:/// --readonly list --all': ` Id   Name   State\n${'-'.repeat(20)}\n\n`,
      ...Object.fromEntries(guests.map((guest) => [`virsh --readonly dumpxml ${guest.name}`, domain(guest)])),
    },
  }
}

export interface DockerContainer {
  readonly id: string
  readonly name: string
  readonly image: string
  readonly running: boolean
}

/** Containers of Docker as its program tells of them: the socket is a file that nobody listens on. */
export const docker = (...containers: readonly DockerContainer[]): CaptureParts => ({
  files: { '/var/run/docker.sock': '' },
  commands: {
    "docker ps -a --format '{{.ID}}#=#=#{{.Image}}#=#=#{{.Ports}}#=#=#{{.Names}}'": containers
      .map(({ id, image, name }) => `${[id.slice(0, 12), image, '', name].join('#=#=#')}\n`)
      .join(''),
    ...Object.fromEntries(
      containers.map(({ id, running }) => [
        `docker inspect ${id.slice(0, 12)}`,
        `${JSON.stringify([{ Id: id, State: { Status: running ? 'running' : 'exited', Running: running } }])}\n`,
      ]),
    ),
    'docker network ls --filter driver=macvlan -q': '',
  },
})

export interface VirtualBoxGuest {
  readonly name: string
  readonly uuid: string
  readonly memory: number
  readonly state: string
}

/** Guests of VirtualBox as VBoxManage tells of them. */
export const virtualBox = (...guests: readonly VirtualBoxGuest[]): CaptureParts => ({
  commands: {
    'VBoxManage --version': '7.0.20r163906\n',
    'VBoxManage -nologo list --long vms': guests
      .map(
        ({ name, uuid, memory, state }) =>
          `Name:                        ${name}\nGuest OS:                    Debian (64-bit)\nUUID:                        ${uuid}\nHardware UUID:               ${uuid}\nMemory size:                 ${memory}MB\nNumber of CPUs:              1\nState:                       ${state} (since 2026-11-20T08:00:00.000000000)\nNIC 1:                       MAC: 080027000001, Attachment: NAT, Cable connected: on\n\n`,
      )
      .join(''),
  },
})
