/** What tells a container or a hypervisor, first match first. Data only: `detect.ts` reads and decides. */

/** A file that is there, or whose text matches; without a `system` the first group of the match names it. */
export interface FileTest {
  readonly file: string
  readonly matches?: RegExp
  readonly system?: string
}

const mounts = '/proc/self/mountinfo'

/** Before anything about hardware: a container shows the hardware strings of its host. */
export const containerTests: readonly FileTest[] = [
  { file: '/proc/1/environ', matches: /(?:^|\0)container=([^\0]{1,64})/ },
  { file: '/run/systemd/container', matches: /^([\w.-]{1,64})\s*$/ },
  { file: '/run/.containerenv', system: 'podman' },
  { file: '/proc/self/status', matches: /^envID:\s*[1-9]/m, system: 'Virtuozzo' },
  { file: '/proc/self/status', matches: /^(?:VxID|s_context):\s*[1-9]/m, system: 'VServer' },
  { file: '/proc/sys/fs/binfmt_misc/WSLInterop', system: 'WSL' },
  { file: '/proc/sys/fs/binfmt_misc/WSLInterop-late', system: 'WSL' },
  { file: '/.dockerenv', system: 'Docker' },
  { file: '/.dockerinit', system: 'Docker' },
  { file: '/proc/1/cgroup', matches: /\/kubepods/, system: 'oci' },
  { file: '/proc/1/cgroup', matches: /\/docker[/-]/, system: 'Docker' },
  { file: '/proc/1/cgroup', matches: /\/lxc[./]/, system: 'lxc' },
  { file: '/var/run/secrets/kubernetes.io/serviceaccount', system: 'oci' },
  // What a runtime mounts over files of its container tells where its control group and account do not.
  { file: mounts, matches: /\/kubelet\/pods\/\S{1,500} \/etc\/hosts /, system: 'oci' },
  {
    file: mounts,
    matches: /\/(?:nerdctl|io\.containerd)\S{1,500} \/etc\/(?:hostname|hosts|resolv\.conf) /,
    system: 'oci',
  },
  { file: mounts, matches: / \/proc\/(?:cpuinfo|meminfo|uptime) [^\n]{1,500} fuse\.lxcfs /, system: 'lxc' },
  { file: '/proc/version', matches: /microsoft/i, system: 'WSL' },
]

/** Spellings of container managers that servers know otherwise. */
export const containerNames: Readonly<Record<string, string>> = { docker: 'Docker', wsl: 'WSL', openvz: 'OpenVZ' }

/** Strings of the firmware, by the fields of the BIOS section. All conditions of a line hold together. */
export interface FirmwareStrings {
  readonly systemVendor: string
  readonly systemModel: string
  readonly systemVersion: string
  readonly systemSerial: string
  readonly biosVendor: string
  readonly biosVersion: string
  readonly boardModel: string
}
export interface FirmwareTest {
  readonly system: string
  readonly when: { readonly [K in keyof FirmwareStrings]?: RegExp }
}
export const firmwareTests: readonly FirmwareTest[] = [
  { system: 'QEMU', when: { systemVendor: /QEMU/ } },
  { system: 'Hyper-V', when: { systemVendor: /Microsoft/, systemModel: /Virtual/ } },
  { system: 'VMware', when: { systemVendor: /VMware/ } },
  { system: 'Xen', when: { systemVendor: /^Xen/ } },
  { system: 'QEMU', when: { biosVendor: /QEMU|Bochs/ } },
  { system: 'VirtualBox', when: { biosVendor: /VirtualBox|innotek/ } },
  { system: 'Xen', when: { biosVendor: /^Xen/ } },
  { system: 'VMware', when: { systemModel: /VMware/ } },
  { system: 'Parallels', when: { systemVendor: /Parallels/ } },
  { system: 'Parallels', when: { biosVendor: /^Parallels/ } },
  { system: 'Virtual Machine', when: { systemModel: /Virtual Machine/ } },
  { system: 'QEMU', when: { systemModel: /KVM/ } },
  { system: 'VirtualBox', when: { biosVersion: /VirtualBox/ } },
  { system: 'VirtualBox', when: { boardModel: /VirtualBox/ } },
  { system: 'VirtualBox', when: { systemVersion: /VirtualBox/ } },
  { system: 'VMware', when: { systemSerial: /VMware/ } },
  { system: 'VMware', when: { biosVersion: /^VMW\d/ } },
  { system: 'QEMU', when: { systemVendor: /^Amazon EC2/, systemModel: /^(?!.*\.metal)/ } },
  { system: 'QEMU', when: { systemModel: /^Google Compute Engine|^OpenStack|^AHV|^Alibaba Cloud ECS|^RHEV|^oVirt/ } },
  {
    system: 'QEMU',
    when: { systemVendor: /^(?:KubeVirt|Nutanix|DigitalOcean|Vultr|Exoscale|UpCloud|Linode|Akamai)\b/ },
  },
  {
    system: 'QEMU',
    when: { systemVendor: /^(?:Hetzner|Scaleway|Tencent Cloud)/, systemModel: /^(?:vServer|SCW-|CVM)/ },
  },
  { system: 'Virtual Machine', when: { systemModel: /^Apple Virtualization|^BHYVE|^SmartDC HVM/ } },
  { system: 'Virtual Machine', when: { biosVendor: /^BHYVE/ } },
]

/** Marks that hypervisors leave in files of the kernel. */
export const kernelTests: readonly FileTest[] = [
  { file: '/proc/modules', matches: /^vmxnet\d? /m, system: 'VMware' },
  { file: '/proc/modules', matches: /^xen_\w*front /m, system: 'Xen' },
  { file: '/sys/hypervisor/type', matches: /^xen/, system: 'Xen' },
  { file: '/sys/hypervisor/type', matches: /^kvm/, system: 'QEMU' },
  { file: '/proc/device-tree/hypervisor/compatible', matches: /kvm/, system: 'QEMU' },
  { file: '/proc/device-tree/hypervisor/compatible', matches: /xen/, system: 'Xen' },
  { file: '/proc/device-tree/hypervisor/compatible', matches: /vmware/, system: 'VMware' },
  { file: '/proc/device-tree/compatible', matches: /linux,dummy-virt|riscv-virtio/, system: 'QEMU' },
  { file: '/proc/cpuinfo', matches: /QEMU Virtual CPU|emulated by qemu/, system: 'QEMU' },
  { file: '/proc/cpuinfo', matches: /^vendor_id\s*: User Mode Linux/m, system: 'Virtual Machine' },
  { file: '/proc/sysinfo', matches: /^VM00 Control Program:\s*KVM/m, system: 'QEMU' },
  { file: '/proc/sysinfo', matches: /^VM00 Control Program:\s*z\/VM/m, system: 'Virtual Machine' },
]

const clocks = '/sys/devices/system/clocksource/clocksource0/available_clocksource'
/** Only where the processor says that it is a virtual one: a host may know these clocks too. */
export const guestTests: readonly FileTest[] = [
  { file: clocks, matches: /\bkvm-clock\b/, system: 'QEMU' },
  { file: clocks, matches: /\bhyperv/, system: 'Hyper-V' },
  { file: clocks, matches: /\bxen\b/, system: 'Xen' },
]

/** Boot messages and SCSI devices, in the order of the systems. */
export const messageTests: readonly (readonly [system: string, patterns: RegExp])[] = [
  [
    'VMware',
    /Hypervisor detected: VMware|VMware vmxnet3? virtual NIC driver|Vendor: VMware\s+Model: Virtual disk|: VMware Virtual IDE CDROM Drive/,
  ],
  [
    'QEMU',
    / QEMUAPIC |QEMU Virtual CPU|: QEMU HARDDISK,|: QEMU CD-ROM,|: QEMU Standard PC|Hypervisor detected: KVM|Booting paravirtualized kernel on KVM/,
  ],
  ['Virtual Machine', /: Virtual HD,|: Virtual CD,/],
  ['VirtualBox', / VBOXBIOS |: VBOX HARDDISK,|: VBOX CD-ROM,/],
  ['Xen', /Hypervisor signature: xen|Xen reported:|xen-vbd: registered block device|Hypervisor detected: Xen/],
]
