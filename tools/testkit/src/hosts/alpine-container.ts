import { captureText } from '../builders/capture.ts'
import { cpuinfo, group, meminfo, passwd } from '../builders/linux.ts'
import { loopback, network } from './network.ts'
import { hoursAgo, merge, mounts, osRelease, processes } from './parts.ts'

/** A stanza of apk's database of installed packages, with the list of its files as it really stands there. */
const apk = (name: string, version: string, size: number, description: string): string =>
  `C:Q1AAAAAAAAAAAAAAAAAAAAAAAAAAA=
P:${name}
V:${version}
A:x86_64
S:${Math.round(size / 2)}
I:${size}
T:${description}
U:https://example.org/${name}
L:MIT
o:${name}
m:A Maintainer <maintainer@example.org>
t:1733000000
c:0000000000000000000000000000000000000000
F:usr
F:usr/bin
R:${name}
a:0:0:755
Z:Q1AAAAAAAAAAAAAAAAAAAAAAAAAAA=

`

/** Its first twelve digits are the name of the machine. */
const id = '0123456789ab'.padEnd(64, '0')

/** A Docker container with Alpine: the processor of its host, no firmware, an overlay, one process. */
export const alpineContainer = (): string =>
  captureText(
    merge(
      {
        header: {
          machine: 'x86_64',
          release: '6.6.58-0-virt',
          version: '#1-Alpine SMP PREEMPT_DYNAMIC 2024-10-25 10:00:00',
          hostname: '0123456789ab',
          fqdn: '',
          timezone: 'UTC',
        },
        files: {
          '/.dockerenv': '',
          '/proc/1/cgroup': '0::/\n',
          '/proc/1/environ': Buffer.from('PATH=/usr/bin:/bin\0HOSTNAME=0123456789ab\0HOME=/root\0'),
          '/proc/cpuinfo': cpuinfo({
            name: 'AMD EPYC 7763 64-Core Processor',
            vendor: 'AuthenticAMD',
            family: 25,
            model: 1,
            stepping: 1,
            mhz: 2445.4,
            cores: 2,
            threads: 2,
          }),
          '/proc/meminfo': meminfo(8_131_584),
          '/etc/alpine-release': '3.20.3\n',
          '/etc/hostname': '0123456789ab\n',
          '/etc/hosts': '127.0.0.1\tlocalhost\n192.0.2.130\t0123456789ab\n',
          '/etc/resolv.conf': 'nameserver 192.0.2.129\noptions ndots:0\n',
          '/etc/passwd': passwd(
            ['root', 0, 0, 'root', '/root', '/bin/sh'],
            ['nginx', 101, 101, 'nginx', '/var/lib/nginx', '/sbin/nologin'],
          ),
          '/etc/group': group(['root', 0, ['root']], ['nginx', 101, ['nginx']]),
          '/lib/apk/db/installed': [
            apk('alpine-baselayout', '3.6.5-r0', 331_776, 'Alpine base dir structure and init scripts'),
            apk('busybox', '1.36.1-r29', 954_368, 'Size optimized toolbox of many common UNIX utilities'),
            apk('musl', '1.2.5-r0', 667_648, 'the musl c library (libc) implementation'),
            apk('nginx', '1.26.2-r0', 1_232_896, 'HTTP and reverse proxy server (stable version)'),
          ].join(''),
        },
        env: {
          PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
          HOSTNAME: '0123456789ab',
          HOME: '/root',
        },
      },
      osRelease({ NAME: 'Alpine Linux', ID: 'alpine', VERSION_ID: '3.20.3', PRETTY_NAME: 'Alpine Linux v3.20' }),
      processes(
        hoursAgo(400),
        {
          pid: 1,
          comm: 'nginx',
          args: ['nginx: master process nginx -g daemon off;'],
          start: 1_400_000,
          cpu: 3,
          vsizeKib: 9100,
          rssPages: 1400,
        },
        {
          pid: 29,
          comm: 'nginx',
          args: ['nginx: worker process'],
          uid: 101,
          start: 1_400_001,
          cpu: 40,
          vsizeKib: 9600,
          rssPages: 700,
        },
      ),
      mounts(
        { device: '0:45', source: 'overlay', target: '/', type: 'overlay' },
        { device: '0:48', source: 'proc', target: '/proc', type: 'proc' },
        { device: '0:49', source: 'tmpfs', target: '/dev', type: 'tmpfs' },
        {
          device: '253:1',
          source: '/dev/vda1',
          target: '/etc/hosts',
          root: `/var/lib/docker/containers/${id}/hosts`,
          type: 'ext4',
          statfs: ['ef53', 10_000_000, 4_000_000, 3_500_000],
        },
        {
          device: '253:1',
          source: '/dev/vda1',
          target: '/etc/hostname',
          root: `/var/lib/docker/containers/${id}/hostname`,
          type: 'ext4',
          statfs: ['ef53', 10_000_000, 4_000_000, 3_500_000],
        },
      ),
      network(
        [
          loopback,
          {
            name: 'eth0',
            index: 35,
            mac: '02:42:c0:00:02:82',
            speed: 10_000,
            ipv4: ['192.0.2.130', '255.255.255.128', '192.0.2.130/25'],
          },
        ],
        { device: 'eth0', gateway: '192.0.2.129' },
      ),
    ),
  )
