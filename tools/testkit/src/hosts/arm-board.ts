import { captureText } from '../builders/capture.ts'
import { dpkgStatus, group, meminfo, passwd } from '../builders/linux.ts'
import { loopback, network } from './network.ts'
import { dpkgLists, hoursAgo, linesIn, merge, mounts, osRelease, processes } from './parts.ts'

/** Four cores as /proc/cpuinfo of arm64 shows them, and the block of the board behind them. */
const cpuinfo = `${[0, 1, 2, 3]
  .map(
    (core) => `processor\t: ${core}
BogoMIPS\t: 108.00
Features\t: fp asimd evtstrm crc32 cpuid
CPU implementer\t: 0x41
CPU architecture: 8
CPU variant\t: 0x0
CPU part\t: 0xd08
CPU revision\t: 3
`,
  )
  .join('\n')}
Revision\t: c03114
Serial\t\t: 10000000deadbeef
Model\t\t: Raspberry Pi 4 Model B Rev 1.4
`

/** A single-board computer: no SMBIOS, the device tree names the board, the system runs from a memory card. */
export const armBoard = (): string =>
  captureText(
    merge(
      {
        header: {
          machine: 'aarch64',
          release: '6.6.51+rpt-rpi-v8',
          version: '#1 SMP PREEMPT Debian 1:6.6.51-1+rpt3 (2024-10-08)',
          hostname: 'board1',
          fqdn: 'board1.example.org',
          timezone: 'America/New_York',
        },
        files: {
          '/proc/cpuinfo': cpuinfo,
          '/proc/meminfo': meminfo(3_882_304, 204_796),
          '/proc/device-tree/model': Buffer.from('Raspberry Pi 4 Model B Rev 1.4\0'),
          '/proc/device-tree/serial-number': Buffer.from('10000000deadbeef\0'),
          '/proc/device-tree/compatible': Buffer.from('raspberrypi,4-model-b\0brcm,bcm2711\0'),
          ...Object.assign(
            {},
            ...[0, 1, 2, 3].map((core) => ({
              ...linesIn(`/sys/devices/system/cpu/cpu${core}/topology`, {
                physical_package_id: 0,
                core_siblings_list: '0-3',
                thread_siblings_list: core,
              }),
              ...linesIn(`/sys/devices/system/cpu/cpu${core}/cpufreq`, { cpuinfo_max_freq: 1_800_000 }),
            })),
          ),
          '/etc/debian_version': '12.7\n',
          '/etc/machine-id': '00000000000000000000000000000004\n',
          '/etc/hostname': 'board1\n',
          '/etc/hosts': '127.0.0.1\tlocalhost\n127.0.1.1\tboard1\n',
          '/etc/resolv.conf': 'search example.org\nnameserver 203.0.113.1\n',
          '/etc/passwd': passwd(['root', 0, 0, 'root', '/root'], ['pi', 1000]),
          '/etc/group': group(['root', 0], ['gpio', 993, ['pi']], ['pi', 1000]),
          '/var/lib/dpkg/status': dpkgStatus(
            {
              name: 'libc6',
              version: '2.36-9+rpt2+deb12u8',
              architecture: 'arm64',
              size: 13_400,
              section: 'libs',
              summary: 'GNU C Library: Shared libraries',
            },
            {
              name: 'raspi-firmware',
              version: '1:1.20240924-1',
              architecture: 'all',
              size: 32_768,
              section: 'non-free-firmware/kernel',
              summary: 'Raspberry Pi family GPU firmware and bootloaders',
            },
          ),
        },
        lists: { '/var/log': ['f dpkg.log'], '/run': [] },
        env: { LANG: 'C.UTF-8', PATH: '/usr/sbin:/usr/bin' },
      },
      osRelease({
        PRETTY_NAME: 'Debian GNU/Linux 12 (bookworm)',
        NAME: 'Debian GNU/Linux',
        VERSION_ID: '12',
        VERSION: '12 (bookworm)',
        ID: 'debian',
      }),
      dpkgLists(hoursAgo(1200), 'libc6', 'raspi-firmware'),
      processes(
        hoursAgo(700),
        { pid: 1, comm: 'systemd', args: ['/sbin/init', 'splash'], cpu: 30, vsizeKib: 168_300, rssPages: 2900 },
        { pid: 2, comm: 'kthreadd', args: [] },
        {
          pid: 480,
          comm: 'agetty',
          args: ['/sbin/agetty', '-o', '-p -- \\u', '--noclear', '-', 'linux'],
          tty: 0x0401,
          start: 12,
          vsizeKib: 6100,
          rssPages: 250,
        },
      ),
      mounts(
        {
          device: '179:2',
          source: '/dev/mmcblk0p2',
          target: '/',
          type: 'ext4',
          statfs: ['ef53', 7_500_000, 5_800_000, 5_500_000],
          uuid: '00000000-0000-4000-8000-000000000041',
          label: 'rootfs',
        },
        {
          device: '179:1',
          source: '/dev/mmcblk0p1',
          target: '/boot/firmware',
          type: 'vfat',
          statfs: ['4d44', 130_000, 110_000, 110_000],
          uuid: '0000-0041',
          label: 'bootfs',
        },
      ),
      network(
        [
          loopback,
          {
            name: 'eth0',
            index: 2,
            mac: '02:00:00:00:00:41',
            speed: 1000,
            driver: 'bcmgenet',
            place: 'platform/scb/fd580000.ethernet/net',
            ipv4: ['203.0.113.41', '255.255.255.0', '203.0.113.41/24'],
            ipv6: ['2001:db8::41', 64, '00'],
          },
          {
            name: 'wlan0',
            index: 3,
            mac: '02:00:00:00:00:42',
            up: false,
            kind: 'wlan',
            driver: 'brcmfmac',
            place: 'platform/soc/fe300000.mmcnr/mmc1:0001:1/net',
          },
        ],
        { device: 'eth0', gateway: '203.0.113.1' },
      ),
    ),
  )
