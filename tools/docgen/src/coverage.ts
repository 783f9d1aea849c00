/**
 * What has to be covered on Linux: rows of the coverage tables of the specification by their numbers, the probes that
 * do it, and a word that their tests must hold. A row whose probes are not registered, or that no test names, fails.
 */
export interface Row {
  readonly number: number
  readonly subject: string
  /** Names in the registry; they yield the sections together. */
  readonly probes: readonly string[]
  /** Folders under `core-probes/src/local/` with the tests, and what such a test names. */
  readonly shown: RegExp
  readonly folders: readonly string[]
}

const row = (number: number, subject: string, probes: string, folders: string, shown: RegExp): Row => ({
  number,
  subject,
  probes: probes.split(' ').map((name) => (name.includes('/') ? name : `linux/${name}`)),
  shown,
  folders: folders.split(' '),
})

/** Table 1: categories on Linux. */
export const categories: readonly Row[] = [
  row(1, 'hardware', 'hardware', 'hardware', /linuxHardware/),
  row(8, 'os', 'os', 'os', /linuxOs/),
  row(15, 'bios', 'bios', 'bios', /linuxBios/),
  row(22, 'cpu', 'cpu', 'cpu', /linuxCpu/),
  row(29, 'memory totals', 'memory', 'memory', /SWAP|parseMeminfo/),
  row(36, 'memory modules', 'memory ipmi-memories', 'memory ipmi', /MEMORIES/),
  row(43, 'slot', 'slots', 'slot', /linuxSlots/),
  row(50, 'port', 'ports', 'port', /linuxPorts/),
  row(53, 'battery', 'batteries', 'battery', /linuxBatteries/),
  row(57, 'psu', 'psu', 'psu ipmi', /linuxPowerSupplies/),
  row(60, 'drive', 'drives', 'drive', /linuxDrives/),
  row(67, 'storage', 'storages raid', 'storage', /linuxStorages/),
  row(74, 'lvm', 'lvm', 'lvm', /linuxLvm/),
  row(76, 'network', 'network management-port docker-networks', 'network', /linuxNetwork/),
  row(83, 'software', 'dpkg rpm apk', 'software', /linuxDpkg/),
  row(90, 'controller', 'controllers ipmi-controllers', 'pci', /linuxControllers/),
  row(96, 'video', 'videos', 'video pci', /linuxVideos/),
  row(101, 'monitor', 'monitors', 'monitor', /linuxMonitors/),
  row(105, 'sound', 'sounds', 'sound pci', /linuxSounds/),
  row(110, 'modem', 'modems', 'modem pci', /linuxModems/),
  row(114, 'usb', 'usb', 'usb', /linuxUsb/),
  row(118, 'input', 'inputs', 'input', /linuxInputs/),
  row(120, 'printer', 'printers', 'printer', /linuxPrinters/),
  row(124, 'user (logged, last)', 'users last-user', 'user', /linuxLastUser/),
  row(131, 'local_user', 'local-users', 'user', /linuxLocalUsers/),
  row(138, 'local_group', 'local-groups', 'user', /linuxLocalGroups/),
  row(145, 'process', 'processes', 'process', /linuxProcesses/),
  row(152, 'environment', 'environment', 'environment', /linuxEnvironment/),
  row(159, 'virtualmachine', 'guests', 'virtualmachine', /linuxGuests/),
  row(166, 'VMSYSTEM detection', 'hardware', 'virtual', /VMSYSTEM|virtualSystem/),
  row(174, 'antivirus', 'antivirus', 'antivirus', /linuxAntivirus/),
  row(177, 'firewall', 'firewall', 'firewall', /linuxFirewall/),
  row(180, 'remote_mgmt', 'remote-mgmt', 'remote-mgmt', /linuxRemoteManagement/),
  row(183, 'database', 'databases', 'database', /linuxDatabases/),
  row(186, 'rudder', 'rudder', 'rudder', /linuxRudder/),
  row(195, 'ipmi', 'management-port ipmi-memories psu ipmi-controllers', 'ipmi', /IPMI|ipmi/),
]

/** Table 1 too: what no probe but the tool itself adds to a document. */
export const ofTheTool: readonly (readonly [number: number, subject: string, test: string])[] = [
  [188, 'accesslog, provider, tag', 'packages/inventory-cli/src/main.test.ts'],
]

/** Table 2: sources that a Linux machine may have. */
export const sources: readonly Row[] = [
  row(1, 'dpkg', 'dpkg', 'software', /dpkg/),
  row(2, 'rpm', 'rpm', 'software', /linuxRpm/),
  row(3, 'pacman', 'pacman', 'software', /pacman/i),
  row(4, 'portage', 'portage', 'software', /portage|qlist|\/var\/db\/pkg/i),
  row(5, 'slackware', 'slackware', 'software', /slackware/i),
  row(6, 'nix', 'nix', 'software', /nix/i),
  row(7, 'snap', 'snap', 'software', /snap/i),
  row(8, 'flatpak', 'flatpak', 'software', /flatpak/i),
  row(9, 'apk', 'apk', 'software', /linuxApk/),
  row(10, 'AppImage', 'appimage', 'software', /appimage/i),
  row(11, 'xbps', 'xbps', 'software', /xbps/i),
  row(12, 'opkg', 'opkg', 'software', /opkg/i),
  row(13, 'eopkg', 'eopkg', 'software', /eopkg/i),
  row(23, 'sysfs, udev', 'storages', 'storage', /\/sys\/block|\/sys\/class\/block/),
  row(24, 'smartctl', 'storages', 'storage', /smartctl/i),
  row(25, 'hdparm', 'storages', 'storage', /hdparm/i),
  row(26, 'MegaCli', 'raid', 'storage', /megacli/i),
  row(27, 'MegaCli with smartctl', 'raid', 'storage', /megaraid,/i),
  row(28, 'megasasctl', 'raid', 'storage', /megasasctl/i),
  row(29, 'hpacucli', 'raid', 'storage', /hpacucli/i),
  row(30, 'hpacucli with smartctl', 'raid', 'storage', /cciss,/i),
  row(31, 'tw_cli', 'raid', 'storage', /tw_cli|3ware/i),
  row(32, 'Adaptec /proc/scsi', 'raid', 'storage', /\/proc\/scsi/),
  row(33, 'mpt-status', 'raid', 'storage', /mpt-status/i),
  row(34, 'ipssend', 'raid', 'storage', /ipssend/i),
  row(36, 'multipath', 'storages', 'storage', /multipath/i),
  row(37, 'storcli, perccli', 'raid', 'storage', /storcli/i),
  row(38, 'ssacli', 'raid', 'storage', /ssacli/i),
  row(39, 'arcconf', 'raid', 'storage', /arcconf/i),
  row(40, 'fio-status', 'storages raid', 'storage', /fio-status/i),
  row(41, 'nvme sysfs', 'storages', 'storage', /nvme/i),
  row(42, 'libvirt', 'guests', 'virtualmachine', /virsh|libvirt/i),
  row(43, 'qemu processes', 'guests', 'virtualmachine', /qemu/i),
  row(44, 'Proxmox pct', 'guests', 'virtualmachine', /pct|proxmox/i),
  row(45, 'LXC', 'guests', 'virtualmachine', /lxc/i),
  row(46, 'LXD', 'guests', 'virtualmachine', /lxd/i),
  row(47, 'Incus', 'guests', 'virtualmachine', /incus/i),
  row(48, 'Docker', 'guests', 'virtualmachine', /docker/i),
  row(49, 'Podman', 'guests', 'virtualmachine', /podman/i),
  row(50, 'systemd-nspawn', 'guests', 'virtualmachine', /nspawn|machinectl/i),
  row(51, 'Xen xm, xl', 'guests', 'virtualmachine', /\bx[ml]\b/),
  row(52, 'XenServer xe', 'guests', 'virtualmachine', /\bxe\b/),
  row(53, 'VirtualBox', 'guests', 'virtualmachine', /vboxmanage|virtualbox/i),
  row(54, 'VMware Workstation', 'guests', 'virtualmachine', /vmware|vmrun/i),
  row(55, 'VMware ESX console', 'guests', 'virtualmachine', /vmware-cmd|vim-cmd/i),
  row(56, 'Virtuozzo, OpenVZ', 'guests', 'virtualmachine', /vzlist/i),
  row(57, 'Linux-VServer', 'guests', 'virtualmachine', /vserver/i),
  row(58, 'Parallels', 'guests', 'virtualmachine', /prlctl|parallels/i),
  row(67, 'Cortex', 'antivirus', 'antivirus', /cortex/i),
  row(68, 'Defender', 'antivirus', 'antivirus', /mdatp|defender/i),
  row(69, 'Bitdefender', 'antivirus', 'antivirus', /bitdefender/i),
  row(70, 'SentinelOne', 'antivirus', 'antivirus', /sentinel/i),
  row(71, 'ClamAV', 'antivirus', 'antivirus', /clam/i),
  row(71, 'CrowdStrike', 'antivirus', 'antivirus', /crowdstrike|falcon/i),
  row(71, 'Sophos', 'antivirus', 'antivirus', /sophos/i),
  row(71, 'ESET', 'antivirus', 'antivirus', /\beset/i),
  row(72, 'TeamViewer', 'remote-mgmt', 'remote-mgmt', /teamviewer/i),
  row(74, 'AnyDesk', 'remote-mgmt', 'remote-mgmt', /anydesk/i),
  row(75, 'RustDesk', 'remote-mgmt', 'remote-mgmt', /rustdesk/i),
  row(76, 'SupRemo', 'remote-mgmt', 'remote-mgmt', /supremo/i),
  row(78, 'MeshCentral', 'remote-mgmt', 'remote-mgmt', /mesh/i),
  row(79, 'TacticalRMM', 'remote-mgmt', 'remote-mgmt', /tactical/i),
  row(80, 'MySQL, MariaDB', 'databases', 'database', /mysql/i),
  row(81, 'PostgreSQL', 'databases', 'database', /psql|postgres/i),
  row(82, 'Oracle', 'databases', 'database', /oracle|sqlplus/i),
  row(83, 'SQL Server', 'databases', 'database', /sqlcmd|mssql/i),
  row(84, 'MongoDB', 'databases', 'database', /mongo/i),
  row(85, 'Db2', 'databases', 'database', /db2/i),
  row(86, 'processors: x86', 'cpu', 'cpu', /x86|Intel/),
  row(87, 'processors: ARM', 'cpu', 'cpu', /aarch64|armv/i),
  row(88, 'processors: PowerPC', 'cpu', 'cpu', /ppc64|power/i),
  row(89, 'processors: SPARC', 'cpu', 'cpu', /sparc/i),
  row(90, 'processors: MIPS', 'cpu', 'cpu', /mips/i),
  row(91, 'processors: Alpha', 'cpu', 'cpu', /alpha/i),
  row(92, 'processors: m68k', 'cpu', 'cpu', /m68k/i),
  row(93, 'processors: s390x', 'cpu', 'cpu', /s390/i),
  row(94, 'processors: riscv64', 'cpu', 'cpu', /riscv/i),
  row(95, 'processors: loongarch64', 'cpu', 'cpu', /loongarch/i),
  row(96, 'ufw', 'firewall', 'firewall', /ufw/i),
  row(97, 'firewalld', 'firewall', 'firewall', /firewall-cmd|firewalld/i),
  row(100, 'nftables, iptables', 'firewall', 'firewall', /nft|iptables/i),
]

/** Rows of table 2 that no Linux machine has: of other systems, or products that are not made for it. */
export const elsewhere: Readonly<Record<number, string>> = {
  ...Object.fromEntries([14, 59, 64, 35].map((number) => [number, 'BSD'])),
  ...Object.fromEntries([15, 60].map((number) => [number, 'Solaris'])),
  16: 'AIX',
  ...Object.fromEntries([17, 61].map((number) => [number, 'HP-UX'])),
  ...Object.fromEntries([18, 19, 20, 21, 62, 63, 65, 66, 99].map((number) => [number, 'Windows'])),
  ...Object.fromEntries([22, 98].map((number) => [number, 'macOS'])),
  ...Object.fromEntries([73, 77].map((number) => [number, 'the product is not made for Linux'])),
}
