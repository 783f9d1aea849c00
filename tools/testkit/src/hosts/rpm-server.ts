import { captureText } from '../builders/capture.ts'
import { cpuinfo, group, meminfo, passwd } from '../builders/linux.ts'
import { smbios, structure, uuidBytes } from '../builders/smbios.ts'
import { loopback, network } from './network.ts'
import { hoursAgo, linesIn, merge, mounts, osRelease, processes, utmpRecord } from './parts.ts'

const processor = (socket: string) =>
  structure('processor', {
    socket,
    processorType: 3,
    family: 0xb3,
    manufacturer: 'Intel',
    id: 0xbfebfbff000606a6n,
    version: 'Intel(R) Xeon(R) Silver 4310 CPU @ 2.10GHz',
    externalClock: 2666,
    maxSpeed: 4000,
    currentSpeed: 2100,
    status: 0x41,
    coreCount: 12,
    coreEnabled: 12,
    threadCount: 24,
  })

const module = (locator: string, serial: string) =>
  structure('memoryDevice', {
    arrayHandle: 0x1000,
    totalWidth: 72,
    dataWidth: 64,
    size: 0x7fff,
    extendedSize: 65_536,
    formFactor: 0x09,
    locator,
    memoryType: 0x1a,
    typeDetail: 0x2080,
    speed: 3200,
    manufacturer: '00CE063200CE',
    serial,
    partNumber: 'M393A8G40BB4-CWE',
    attributes: 2,
    configuredSpeed: 2666,
    moduleManufacturerId: 0xce80,
  })

const empty = (locator: string) =>
  structure('memoryDevice', { arrayHandle: 0x1000, size: 0, formFactor: 0x09, locator, memoryType: 0x02 })

const powerSupply = (location: string, serial: string) =>
  structure('powerSupply', {
    location,
    name: 'PWR SPLY,800W,RDNT,DELTA',
    manufacturer: 'DELL',
    serial,
    assetTag: '',
    partNumber: '0T4TC7A02',
    maxPower: 800,
    characteristics: 0x11a3,
  })

const firmware = smbios(
  [
    structure('bios', { vendor: 'Dell Inc.', version: '1.14.1', releaseDate: '05/07/2024' }),
    structure('system', {
      manufacturer: 'Dell Inc.',
      product: 'PowerEdge R650',
      serial: 'XXXXX01',
      uuid: uuidBytes('4c4c4544-0058-5810-8058-b8c04f303158'),
      sku: 'SKU=0912;ModelName=PowerEdge R650',
      family: 'PowerEdge',
    }),
    structure('baseboard', {
      manufacturer: 'Dell Inc.',
      product: '0XXX01',
      version: 'A00',
      serial: '.XXXXX01.CNIVC0000001.',
    }),
    structure('chassis', { manufacturer: 'Dell Inc.', chassisType: 0x17, serial: 'XXXXX01', assetTag: 'RACK-7' }),
    processor('CPU1'),
    processor('CPU2'),
    structure('slot', {
      designation: 'PCIe Slot 1',
      slotType: 0xbe,
      width: 0x0d,
      usage: 0x04,
      id: 1,
      bus: 0x17,
      deviceFunction: 0,
    }),
    structure('slot', { designation: 'PCIe Slot 2', slotType: 0xbe, width: 0x0d, usage: 0x03, id: 2 }),
    structure(
      'memoryArray',
      {
        location: 3,
        use: 3,
        errorCorrection: 6,
        maximumCapacity: 0x8000_0000,
        extendedMaximumCapacity: 0x1000_0000_0000n,
        devices: 4,
      },
      { handle: 0x1000 },
    ),
    module('A1', '03A1B2C1'),
    module('B1', '03A1B2C2'),
    empty('A2'),
    empty('B2'),
    powerSupply('PS1', 'CNDED0000001'),
    powerSupply('PS2', 'CNDED0000002'),
  ],
  { version: '3.3' },
)

/** The query of the rpm probe, quoted for a shell. */
const query =
  "rpm -qa --queryformat '%{NAME}\\t%{ARCH}\\t%{VERSION}-%{RELEASE}\\t%{INSTALLTIME}\\t%{SIZE}\\t%{VENDOR}\\t%{SUMMARY}\\t%{GROUP}\\n'"

const rpm = (name: string, version: string, size: number, summary: string, arch = 'x86_64'): string =>
  `${[name, arch, version, hoursAgo(3000), size, 'Rocky Enterprise Software Foundation', summary, 'Unspecified'].join('\t')}\n`

const cache = (cpu: number, cpus: string) =>
  linesIn(`/sys/devices/system/cpu/cpu${cpu}/cache/index3`, {
    level: 3,
    type: 'Unified',
    size: '18432K',
    shared_cpu_list: cpus,
  })

/** A rack server with an RPM distribution: two sockets, part of the memory slots empty, two power supplies, a bond. */
export const rpmServer = (): string =>
  captureText(
    merge(
      {
        header: {
          machine: 'x86_64',
          release: '5.14.0-427.42.1.el9_4.x86_64',
          version: '#1 SMP PREEMPT_DYNAMIC Fri Nov 1 14:58:02 UTC 2024',
          hostname: 'server1.example.org',
          fqdn: 'server1.example.org',
          timezone: 'Europe/Berlin',
        },
        files: {
          '/sys/firmware/dmi/tables/DMI': firmware.table,
          '/sys/firmware/dmi/tables/smbios_entry_point': firmware.entryPoint,
          '/sys/firmware/efi/efivars/SecureBoot-8be4df61-93ca-11d2-aa0d-00e098032b8c': Buffer.of(6, 0, 0, 0, 0),
          '/proc/cpuinfo': cpuinfo({
            name: 'Intel(R) Xeon(R) Silver 4310 CPU @ 2.10GHz',
            model: 106,
            stepping: 6,
            packages: 2,
            cores: 12,
            threads: 2,
          }),
          ...cache(0, '0-23'),
          ...cache(24, '24-47'),
          '/proc/meminfo': meminfo(131_583_244, 4_194_300),
          '/etc/rocky-release': 'Rocky Linux release 9.4 (Blue Onyx)\n',
          '/etc/machine-id': '00000000000000000000000000000003\n',
          '/etc/hostname': 'server1.example.org\n',
          '/etc/hosts': '127.0.0.1   localhost localhost.localdomain\n::1   localhost\n',
          '/etc/resolv.conf': 'search example.org\nnameserver 192.0.2.53\n',
          '/etc/ssh/ssh_host_rsa_key.pub': 'ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAAAAQAAAA==\n',
          '/etc/passwd': passwd(
            ['root', 0, 0, 'root', '/root'],
            ['admin', 1000, 1000, 'Operations'],
            ['postgres', 26, 26, 'PostgreSQL Server', '/var/lib/pgsql'],
          ),
          '/etc/group': group(['root', 0], ['wheel', 10, ['admin']], ['postgres', 26], ['admin', 1000]),
          '/run/utmp': utmpRecord('admin', 'pts/0', hoursAgo(1), '192.0.2.17'),
          '/var/log/wtmp': utmpRecord('admin', 'pts/0', hoursAgo(1), '192.0.2.17'),
          '/proc/net/bonding/bond0': [
            'Ethernet Channel Bonding Driver: v5.14.0',
            '',
            'Bonding Mode: fault-tolerance (active-backup)',
            'Currently Active Slave: eno1',
            '',
            'Slave Interface: eno1',
            'MII Status: up',
            'Permanent HW addr: 02:00:00:00:00:31',
            '',
            'Slave Interface: eno2',
            'MII Status: up',
            'Permanent HW addr: 02:00:00:00:00:32',
            '',
          ].join('\n'),
        },
        lists: { '/var/lib/rpm': ['f .rpm.lock', 'f rpmdb.sqlite', 'f rpmdb.sqlite-shm', 'f rpmdb.sqlite-wal'] },
        commands: {
          [query]: [
            rpm('bash', '5.1.8-9.el9', 7_738_634, 'The GNU Bourne Again shell'),
            rpm(
              'basesystem',
              '11-13.el9',
              0,
              'The skeleton package which defines a simple Rocky Linux system',
              'noarch',
            ),
            'gpg-pubkey\t(none)\t350d275d-6279464b\t1720000000\t0\t(none)\tgpg(Rocky Enterprise Software Foundation)\tPublic Keys\n',
            rpm('kernel-core', '5.14.0-427.42.1.el9_4', 67_500_000, 'The Linux kernel'),
            rpm(
              'postgresql-server',
              '13.16-1.el9_4',
              25_100_000,
              'The programs needed to create and run a PostgreSQL server',
            ),
          ].join(''),
        },
        env: { LANG: 'en_US.UTF-8', PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin' },
      },
      osRelease({
        NAME: 'Rocky Linux',
        VERSION: '9.4 (Blue Onyx)',
        ID: 'rocky',
        ID_LIKE: 'rhel centos fedora',
        VERSION_ID: '9.4',
        PRETTY_NAME: 'Rocky Linux 9.4 (Blue Onyx)',
      }),
      processes(
        hoursAgo(2000),
        {
          pid: 1,
          comm: 'systemd',
          args: ['/usr/lib/systemd/systemd', '--switched-root', '--system', '--deserialize=31'],
          cpu: 400,
          vsizeKib: 175_000,
          rssPages: 4400,
        },
        { pid: 2, comm: 'kthreadd', args: [] },
        {
          pid: 1422,
          comm: 'postmaster',
          args: ['/usr/bin/postmaster', '-D', '/var/lib/pgsql/data'],
          uid: 26,
          start: 20,
          cpu: 90_000,
          vsizeKib: 350_000,
          rssPages: 7000,
        },
      ),
      mounts(
        {
          device: '253:0',
          source: '/dev/mapper/rl-root',
          target: '/',
          type: 'xfs',
          statfs: ['58465342', 18_000_000, 15_000_000, 15_000_000],
          uuid: '00000000-0000-4000-8000-000000000031',
        },
        {
          device: '8:2',
          source: '/dev/sda2',
          target: '/boot',
          type: 'xfs',
          statfs: ['58465342', 245_000, 180_000, 180_000],
          uuid: '00000000-0000-4000-8000-000000000032',
        },
        {
          device: '253:2',
          source: '/dev/mapper/rl-data',
          target: '/srv/data set',
          type: 'xfs',
          statfs: ['58465342', 400_000_000, 0, 0],
          uuid: '00000000-0000-4000-8000-000000000033',
          label: 'data',
        },
        {
          device: '0:44',
          source: '192.0.2.60:/export',
          target: '/mnt/nfs',
          type: 'nfs4',
          statfs: ['6969', 50_000_000, 20_000_000, 20_000_000],
        },
      ),
      network(
        [
          loopback,
          {
            name: 'eno1',
            index: 2,
            mac: '02:00:00:00:00:31',
            speed: 25_000,
            master: 'bond0',
            driver: 'bnxt_en',
            place: 'pci0000:30/0000:30:02.0/0000:31:00.0/net',
            pci: { slot: '0000:31:00.0', id: '14E4:16D7', subsystem: '14E4:4141' },
          },
          {
            name: 'eno2',
            index: 3,
            mac: '02:00:00:00:00:31',
            speed: 25_000,
            master: 'bond0',
            driver: 'bnxt_en',
            place: 'pci0000:30/0000:30:02.0/0000:31:00.1/net',
            pci: { slot: '0000:31:00.1', id: '14E4:16D7', subsystem: '14E4:4141' },
          },
          {
            name: 'bond0',
            index: 4,
            mac: '02:00:00:00:00:31',
            speed: 25_000,
            kind: 'bond',
            lower: ['eno1', 'eno2'],
            ipv4: ['192.0.2.31', '255.255.255.0', '192.0.2.31/24'],
            ipv6: ['2001:db8::31', 64, '00'],
          },
        ],
        { device: 'bond0', gateway: '192.0.2.254' },
      ),
    ),
  )
