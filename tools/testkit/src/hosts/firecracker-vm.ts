import { captureText } from '../builders/capture.ts'
import { cpuinfo, dpkgStatus, group, meminfo, passwd } from '../builders/linux.ts'
import { loopback, network } from './network.ts'
import { dpkgLists, hoursAgo, linesIn, merge, mounts, osRelease, processes } from './parts.ts'

const boot = hoursAgo(2)

/** A micro virtual machine: no firmware tables, no PCI, virtio devices on the platform bus, a processor that says guest. */
export const firecrackerVm = (): string =>
  captureText(
    merge(
      {
        header: {
          machine: 'x86_64',
          release: '6.1.102',
          version: '#1 SMP PREEMPT_DYNAMIC 2024-08-05',
          hostname: 'microvm',
          fqdn: '',
          timezone: 'UTC',
        },
        files: {
          '/proc/cpuinfo': cpuinfo({
            name: 'Intel(R) Xeon(R) Processor @ 2.90GHz',
            model: 106,
            stepping: 6,
            mhz: 2899.9,
            cores: 1,
            threads: 2,
          }).replaceAll('fpu lm', 'fpu lm hypervisor'),
          '/proc/meminfo': meminfo(4_024_556),
          ...linesIn('/sys/devices/system/clocksource/clocksource0', {
            current_clocksource: 'kvm-clock',
            available_clocksource: 'kvm-clock tsc',
          }),
          ...linesIn('/sys/bus/virtio/devices/virtio0', { device: '0x0002', vendor: '0x0000' }),
          '/etc/debian_version': '12.7\n',
          '/etc/hostname': 'microvm\n',
          '/etc/hosts': '127.0.0.1\tlocalhost\n',
          '/etc/resolv.conf': 'nameserver 198.51.100.53\n',
          '/etc/passwd': passwd(['root', 0, 0, 'root', '/root']),
          '/etc/group': group(['root', 0]),
          '/var/lib/dpkg/status': dpkgStatus(
            {
              name: 'libc6',
              version: '2.36-9+deb12u8',
              size: 12_989,
              section: 'libs',
              summary: 'GNU C Library: Shared libraries',
            },
            {
              name: 'nodejs',
              version: '20.19.0-1',
              size: 120_000,
              section: 'web',
              summary: 'Node.js event-based server-side JavaScript engine',
            },
          ),
        },
        lists: { '/var/log': ['f dpkg.log'], '/run': [] },
        env: { PATH: '/usr/sbin:/usr/bin', HOME: '/root' },
      },
      osRelease({
        PRETTY_NAME: 'Debian GNU/Linux 12 (bookworm)',
        NAME: 'Debian GNU/Linux',
        VERSION_ID: '12',
        VERSION: '12 (bookworm)',
        ID: 'debian',
      }),
      dpkgLists(hoursAgo(900), 'libc6', 'nodejs'),
      processes(
        boot,
        { pid: 1, comm: 'init', args: ['/sbin/init', '--listen', '2024'], cpu: 5, vsizeKib: 51_000, rssPages: 4700 },
        { pid: 2, comm: 'kthreadd', args: [] },
        {
          pid: 120,
          comm: 'node',
          args: ['node', 'server.js'],
          start: 4,
          cpu: 60,
          vsizeKib: 990_000,
          rssPages: 15_000,
          tty: 0x0440,
        },
      ),
      mounts({
        device: '254:0',
        source: '/dev/vda',
        target: '/',
        type: 'ext4',
        statfs: ['ef53', 5_000_000, 2_000_000, 1_700_000],
        options: 'rw,relatime',
      }),
      network(
        [
          loopback,
          {
            name: 'eth0',
            index: 2,
            mac: '06:00:c6:33:64:02',
            driver: 'virtio_net',
            place: 'platform/d0000000.virtio_mmio/virtio0/net',
            ipv4: ['198.51.100.2', '255.255.255.252', '198.51.100.2/30'],
          },
        ],
        { device: 'eth0', gateway: '198.51.100.1' },
      ),
    ),
  )
