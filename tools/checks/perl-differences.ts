/** One entry of a section: fields by name, those that repeat joined, those of a map as `NAME/FIELD`. */
export type Row = Readonly<Record<string, string>>

/** What may differ from the Perl agent, and why. `like` is true where the two values differ for that reason alone. */
export interface Difference {
  readonly section: string
  readonly field: string
  readonly why: string
  readonly like: (perl: string, ours: string | undefined, rows: { readonly perl: Row; readonly ours: Row }) => boolean
}

const differ = (section: string, fields: string, why: string, like: Difference['like']): readonly Difference[] =>
  fields.split(' ').map((field) => ({ section, field, why, like }))

const seconds = (text = ''): number => Date.parse(`${text.replace(' ', 'T')}Z`) / 1000
const within =
  (most: number, value: (text?: string) => number): Difference['like'] =>
  (perl, ours) =>
    Math.abs(value(perl) - value(ours)) <= most
const moves = within(Number.POSITIVE_INFINITY, Number)
/** A title as far as a terminal of ASCII can show it. */
const asPs = (title: string): string => title.replace(/[^!-\-/->@-~]+/g, ' ').trim()
/** 128 of the prefix is read as 12 there, and so on: the first two digits of three. */
const longPrefix: Difference['like'] = (_, ours, { perl }) =>
  ours !== undefined && /^(?:fff[0-9a-f]|fe00|ffe0):{1,2}$/.test(perl.IPMASK6 ?? '')

/** The one table of what is told otherwise than by the Perl agent 2.6; the numbers are those of the Linux probes' rules. */
export const differences: readonly Difference[] = [
  ...differ('CPUS', 'ARCH', '§2: i386 is what it calls every PC', (perl, ours) => perl === 'i386' && ours === 'x86_64'),
  ...differ(
    'CPUS',
    'THREAD',
    '§2: threads of a core, not of the socket',
    (perl, ours, { ours: { CORE } }) => Number(ours) === Math.ceil(Number(perl) / Number(CORE)),
  ),
  ...differ(
    'CPUS',
    'ID',
    'model §4.4: one number, the most significant byte first',
    (perl, ours) => perl.split(' ').reverse().join('') === ours,
  ),
  ...differ(
    'HARDWARE',
    'LASTLOGGEDUSER DATELASTLOGGEDUSER',
    '§12: nobody logged in, and the file is not a user',
    (_, ours, { perl }) => ours === undefined && perl.LASTLOGGEDUSER === 'wtmp',
  ),
  ...differ(
    'HARDWARE',
    'LASTLOGGEDUSER',
    '§12: the whole name, not its first eight characters',
    (perl, ours) => perl.length === 8 && ours?.startsWith(perl) === true,
  ),
  ...differ(
    'HARDWARE',
    'VMSYSTEM',
    '§19: the processor tells that it is a virtual one',
    (perl, ours = '') => perl === 'Physical' && ours !== '',
  ),
  ...differ('HARDWARE', 'ETIME', 'the time that each took', moves),
  ...differ('OPERATINGSYSTEM', 'BOOT_TIME', '§11: read, not counted back from now', within(2, seconds)),
  ...differ(
    'OPERATINGSYSTEM',
    'TIMEZONE/NAME',
    '§11: the name that the system is set to, not an abbreviation or alias',
    (perl, ours = '') => /^[A-Z]{3,4}$/.test(perl) && (ours.includes('/') || perl === 'UTC'),
  ),
  ...differ('DRIVES', 'FREE', 'the disk is in use', within(1024, Number)),
  ...differ(
    'STORAGES',
    'SERIALNUMBER',
    '§7: a number of the partition table or of LVM is none of the disk',
    (perl, ours) => ours === undefined && /^(?:[0-9a-f]{8}|[0-9A-F-]{36}|\w{6}(?:-\w{4}){5}-\w{6})$/i.test(perl),
  ),
  ...differ(
    'STORAGES',
    'TYPE DISKSIZE',
    '§7: an optical drive, with or without a disc',
    (_, ours, { ours: { TYPE } }) => TYPE === 'cd' && (ours === undefined || ours === 'cd'),
  ),
  ...differ('STORAGES', 'TYPE', '§7: USB comes and goes', (perl, ours) => perl === 'disk' && ours === 'removable'),
  ...differ(
    'STORAGES',
    'FIRMWARE MODEL',
    '§7: the whole name, not what SCSI has room for or what is before a dot',
    (perl, ours = '') => ours.length > perl.length && ours.includes(perl),
  ),
  ...differ(
    'STORAGES',
    'DESCRIPTION',
    '§7: the bus of the disk, not that of its driver',
    (perl, ours = '') => /^(?:SCSI|SATA|IDE)$/.test(perl) && /^(?:SAS|SATA|USB|1394|NVME|IDE)$/.test(ours),
  ),
  ...differ(
    'DRIVES',
    'ENCRYPT_NAME ENCRYPT_STATUS',
    '§6: device mapper alone encrypts nothing',
    (_, ours, { perl }) => ours === undefined && perl.ENCRYPT_NAME === 'n/a',
  ),
  ...differ(
    'NETWORKS',
    'SPEED',
    '§9: unknown is not -1, with or without its sign',
    (perl) => perl === '-1' || perl === '4294967295',
  ),
  ...differ(
    'MEMORIES',
    'SERIALNUMBER',
    '§1: zeros are no serial number',
    (perl, ours) => /^0+$/.test(perl) && ours === undefined,
  ),
  ...differ(
    'SOFTWARES',
    'NAME VERSION ARCH FROM COMMENTS FILESIZE INSTALLDATE SYSTEM_CATEGORY',
    '§10: the keys of rpm are no software',
    (_, ours, { perl: { NAME } }) => ours === undefined && NAME === 'gpg-pubkey',
  ),
  ...differ('NETWORKS', 'IPMASK6 IPSUBNET6', '§9: prefixes of three digits', longPrefix),
  ...differ(
    'NETWORKS',
    'WIFI_BSSID',
    'model §4.8: hardware addresses in lower case',
    (perl, ours) => perl.toLowerCase() === ours,
  ),
  ...differ(
    'HARDWARE',
    'IPADDR',
    'the order of the interfaces',
    (perl, ours = '') => perl.split('/').sort().join() === ours.split('/').sort().join(),
  ),
  ...differ(
    'NETWORKS',
    'DESCRIPTION',
    '§9: the name without what the interface is bound to',
    (perl, ours) => perl.split('@')[0] === ours,
  ),
  ...differ(
    'NETWORKS',
    'TYPE',
    '§9: a VLAN is no alias',
    (perl, ours, { ours: { BASE } }) => perl === 'alias' && ours === 'ethernet' && BASE !== undefined,
  ),
  ...differ(
    'PORTS',
    'CAPTION',
    '§1.3: the name on the case before the kind of plug',
    (perl, ours, { ours: { DESCRIPTION } }) => ours !== undefined && DESCRIPTION === perl,
  ),
  ...differ('POWERSUPPLIES', 'POWER_MAX', 'model §4.10: a number of watts', (perl, ours) => perl === `${ours} W`),
  ...differ('PROCESSES', 'CPUUSAGE', 'processes work', moves),
  ...differ('PROCESSES', 'MEM', 'processes work', within(3, Number)),
  ...differ('PROCESSES', 'VIRTUALMEMORY', 'processes work', (perl, ours) => {
    const ratio = Number(ours) / Number(perl)
    return ratio > 0.5 && ratio < 2
  }),
  ...differ(
    'CONTROLLERS',
    'DRIVER',
    '§3: names of drivers go on after a dash',
    (perl, ours) => ours?.startsWith(`${perl}-`) === true,
  ),
  ...differ(
    'MONITORS',
    'SERIAL',
    '§5: a number that many displays share is no serial number',
    (perl, ours) => /^(?:0{8}|0{7}1|01010101)$/.test(perl) && ours === undefined,
  ),
  ...differ(
    'MONITORS',
    'SERIAL ALTSERIAL',
    '§5: the form of the label, for products that it does not know yet',
    (_, __, { perl, ours }) => perl.SERIAL !== undefined && perl.SERIAL === ours.ALTSERIAL,
  ),
  ...differ(
    'INPUTS',
    'TYPE',
    '§13: a keyboard, whose first handler is that of its SysRq key',
    (perl, ours) => perl === 'sysrq' && ours === 'Keyboard',
  ),
  ...differ(
    'INPUTS',
    'CAPTION DESCRIPTION TYPE',
    '§13: a part of a keyboard that is there',
    (_, ours, { perl: { CAPTION = '' } }) =>
      ours === undefined && / (?:Consumer|System|Wireless Radio) Control$/.test(CAPTION),
  ),
  ...differ('PROCESSES', 'CPUUSAGE MEM VIRTUALMEMORY', 'processes work', moves),
  ...differ(
    'PROCESSES',
    'CMD',
    'a worker of the kernel is named by its work',
    (perl, ours) => /^\[kworker\//.test(perl) && /^\[kworker\//.test(ours ?? ''),
  ),
  ...differ(
    'PROCESSES',
    'CMD',
    '§12: as UTF-8, control characters as blanks; ps shows a question mark or a dot for each byte',
    (perl, ours) => ours !== undefined && asPs(perl) === asPs(Buffer.from(ours).toString('latin1')),
  ),
  ...differ(
    'PROCESSES',
    'USER',
    '§12: the whole name, where ps has eight columns',
    (perl, ours) => perl.endsWith('+') && ours?.startsWith(perl.slice(0, -1)) === true,
  ),
  ...differ('PROCESSES', 'STARTED', '§12: the time of the start itself', within(60, seconds)),
  ...differ('PROCESSES', 'CMD', 'secrets in arguments are covered', (_, ours) => ours?.includes('<redacted>') === true),
  ...differ(
    'VIRTUALMACHINES',
    'MEMORY',
    '§18: KiB are divided by 1024, and the unit is not written there',
    (perl, ours = '', { perl: { VMTYPE } }) =>
      VMTYPE === 'libvirt' ? Math.abs(Number(perl) * (1000 / 1024) - Number(ours)) < 1 : perl === `${ours}MB`,
  ),
  ...differ(
    'VIRTUALMACHINES',
    'VCPU',
    '§18: all processors of -smp and of VBoxManage, not one',
    (perl, ours) => perl === '1' && Number(ours) > 1,
  ),
  ...differ(
    'VIRTUALMACHINES',
    'SERIAL',
    '§18: the serial number of the system, not that of another part',
    (_, ours, { perl: { VMTYPE } }) => ours !== undefined && /^(?:qemu|kvm)$/.test(VMTYPE ?? ''),
  ),
  ...differ(
    'VIRTUALMACHINES',
    'VMTYPE',
    'model §4: one spelling, in lower case',
    (perl, ours) => perl.toLowerCase() === ours,
  ),
  ...differ('ENVS', 'VAL', '§12: secrets are covered', (_, ours) => ours?.includes('<redacted>') === true),
  ...differ(
    'ENVS',
    'KEY VAL',
    'what it sets itself, for a tool that it calls',
    (_, ours, { perl }) => ours === undefined && perl.KEY === 'INFOMGR_BYPASS_NONSA',
  ),
]

/** Sections that may have entries which the Perl agent lacks. */
export const more: ReadonlyMap<string, string> = new Map([
  ['INPUTS', '§13: Bluetooth, I2C, and the last of the list'],
  ['DRIVES', '§6: full and read-only file systems, shares'],
  ['USBDEVICES', '§4: devices whose product happens to be 0001 or 0002'],
  ['USERS', '§12: sessions without utmp'],
  ['VIDEOS', '§3: adapters on the PCI bus, without an X server too'],
])
