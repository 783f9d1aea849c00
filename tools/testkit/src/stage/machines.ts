import { type CaptureParts, captureText } from '../builders/capture.ts'
import { debianLaptop } from '../hosts/debian-laptop.ts'
import { disks, mapped } from '../hosts/disks.ts'
import { modem, moreDisks } from '../hosts/expansion.ts'
import { docker, libvirt, virtualBox } from '../hosts/guests.ts'
import { management, wireless } from '../hosts/management.ts'
import { linesIn, merge } from '../hosts/parts.ts'
import { pci } from '../hosts/pci.ts'
import { laptopPeripherals } from '../hosts/peripherals.ts'
import { rpmServer } from '../hosts/rpm-server.ts'
import { usb } from '../hosts/usb.ts'
import { virtualSwitch } from '../hosts/virtual-switch.ts'

const extended = (capture: string, ...parts: readonly CaptureParts[]): string =>
  capture + captureText(merge(...parts)).replace(/^.*?\n\n/s, '')

const laptopHardware = (): readonly CaptureParts[] => [
  ...laptopPeripherals(),
  wireless('wlp0s20f3'),
  modem(),
  pci(
    { slot: '0000:00:00.0', id: '8086:9a14', kind: '060000', subsystem: '17aa:22d6', revision: 1 },
    {
      slot: '0000:00:02.0',
      id: '8086:9a49',
      kind: '030000',
      subsystem: '17aa:22d6',
      revision: 1,
      driver: 'i915',
      memory: 256 * 2 ** 20,
    },
    {
      slot: '0000:00:14.0',
      id: '8086:a0ed',
      kind: '0c0330',
      subsystem: '17aa:22d6',
      revision: 0x20,
      driver: 'xhci_hcd',
    },
    {
      slot: '0000:00:14.3',
      id: '8086:a0f0',
      kind: '028000',
      subsystem: '8086:0074',
      revision: 0x20,
      driver: 'iwlwifi',
    },
    {
      slot: '0000:00:1f.3',
      id: '8086:a0c8',
      kind: '040380',
      subsystem: '17aa:22d6',
      revision: 0x20,
      driver: 'snd_hda_intel',
    },
    { slot: '0000:00:1f.6', id: '8086:15fc', kind: '020000', subsystem: '17aa:22d6', revision: 0x20, driver: 'e1000e' },
    {
      slot: '0000:04:00.0',
      id: '144d:a809',
      kind: '010802',
      subsystem: '144d:a801',
      driver: 'nvme',
      place: 'pci0000:00/0000:00:1d.0',
    },
  ),
  usb(
    {
      port: '1-4',
      id: '04f2:b6d9',
      manufacturer: 'Chicony',
      product: 'Integrated Camera',
      serial: '200901010001',
      kind: [14, 1],
    },
    { port: '1-7', id: '046d:c52b', manufacturer: 'Logitech', product: 'USB Receiver', kind: [3, 1] },
    { port: '1-10', id: '8087:0026', manufacturer: 'Intel Corp.', product: 'AX201 Bluetooth', kind: [224, 1] },
  ),
  disks({
    name: 'nvme0n1',
    device: '259:0',
    sectors: 1_000_215_216,
    model: 'SAMSUNG MZALQ512HBLU-00BL2',
    serial: 'S65DNX0R000001',
    firmware: '7L2QFXM7',
    place: 'pci0000:00/0000:00:1d.0/0000:04:00.0',
  }),
  {
    files: {
      ...linesIn('/sys/devices/LNXSYSTM:00/PNP0C0A:00/power_supply/BAT0', {
        type: 'Battery',
        present: 1,
        status: 'Discharging',
        capacity: 81,
        manufacturer: 'SMP',
        model_name: '5B10W51867',
        serial_number: '2591',
        technology: 'Li-poly',
        voltage_min_design: 11_520_000,
        voltage_now: 12_100_000,
        energy_full_design: 50_500_000,
        energy_full: 46_210_000,
        energy_now: 37_430_000,
      }),
    },
    links: {
      '/sys/class/power_supply/BAT0': '../../devices/LNXSYSTM:00/PNP0C0A:00/power_supply/BAT0',
    },
  },
]

const serverHardware = (): readonly CaptureParts[] => [
  moreDisks(),
  virtualSwitch('bond0', 100, '02:00:00:00:00:31'),
  management(),
  pci(
    { slot: '0000:00:17.0', id: '8086:a182', kind: '010601', subsystem: '1028:0a65', revision: 0x0a, driver: 'ahci' },
    {
      slot: '0000:03:00.0',
      id: '102b:0536',
      kind: '030000',
      subsystem: '1028:0a65',
      revision: 4,
      driver: 'mgag200',
      memory: 16 * 2 ** 20,
      place: 'pci0000:00/0000:00:1c.4/0000:02:00.0',
    },
    {
      slot: '0000:31:00.0',
      id: '14e4:16d7',
      kind: '020000',
      subsystem: '14e4:4141',
      revision: 1,
      driver: 'bnxt_en',
      place: 'pci0000:30/0000:30:02.0',
    },
    {
      slot: '0000:31:00.1',
      id: '14e4:16d7',
      kind: '020000',
      subsystem: '14e4:4141',
      revision: 1,
      driver: 'bnxt_en',
      place: 'pci0000:30/0000:30:02.0',
    },
  ),
  usb({
    port: '1-14.1',
    id: '413c:2107',
    manufacturer: 'Dell',
    product: 'KB212-B Keyboard',
    serial: 'KB2120001',
    kind: [3, 1],
  }),
  disks({
    name: 'sda',
    device: '8:0',
    sectors: 7_814_037_168,
    model: 'ST4000NM0035-1V4107',
    serial: 'ZC1A0001',
    firmware: 'SN05',
    rotational: true,
    wwn: '5000c500a0000001',
    place: 'pci0000:00/0000:00:17.0',
  }),
  mapped({ device: '253:0', uuid: 'LVM-root' }, { device: '253:2', uuid: 'LVM-data' }),
  {
    commands: {
      'lvs -a --noheading --nosuffix --units M -o lv_name,vg_uuid,lv_attr,lv_size,lv_uuid,seg_count':
        '  data BHlJmH-0001-0001-0001-0001-0001-000001 -wi-ao---- 1638400.00 Xw3RpN-0001-0001-0001-0001-0001-00000a 1\n  root BHlJmH-0001-0001-0001-0001-0001-000001 -wi-ao---- 73728.00 Xw3RpN-0001-0001-0001-0001-0001-00000b 2\n',
      'pvs --noheading --nosuffix --units M -o pv_name,pv_fmt,pv_attr,pv_size,pv_free,pv_uuid,pv_pe_count,vg_uuid':
        '  /dev/sda3 lvm2 a-- 3998500.00 2286372.00 Qm5TzV-0001-0001-0001-0001-0001-00000c 953316 BHlJmH-0001-0001-0001-0001-0001-000001\n',
      'vgs --noheading --nosuffix --units M -o vg_name,pv_count,lv_count,vg_attr,vg_size,vg_free,vg_uuid,vg_extent_size':
        '  rl 1 2 wz--n- 3998500.00 2286372.00 BHlJmH-0001-0001-0001-0001-0001-000001 4.19\n',
    },
  },
]

const laptopGuests = (): CaptureParts =>
  virtualBox(
    { name: 'Debian test', uuid: '6f1c1f6e-0000-4000-8000-000000000001', memory: 2048, state: 'powered off' },
    { name: 'appliance', uuid: '6f1c1f6e-0000-4000-8000-000000000002', memory: 512, state: 'running' },
  )

const serverGuests = (): readonly CaptureParts[] => [
  libvirt(
    {
      name: 'web1',
      uuid: '3d5c0a52-0000-4000-8000-000000000001',
      memoryKib: 4_194_304,
      cpus: 4,
      mac: '52:54:00:00:00:01',
      state: 'running',
    },
    {
      name: 'build',
      uuid: '3d5c0a52-0000-4000-8000-000000000002',
      memoryKib: 1_048_576,
      cpus: 2,
      mac: '52:54:00:00:00:02',
      state: 'paused',
    },
    {
      name: 'archive',
      uuid: '3d5c0a52-0000-4000-8000-000000000003',
      memoryKib: 2_097_152,
      cpus: 1,
      mac: '52:54:00:00:00:03',
      state: 'shut off',
    },
  ),
  docker(
    { id: 'a1b2c3d4e5f6'.padEnd(64, '0'), name: 'proxy', image: 'nginx:1.27', running: true },
    { id: 'b1b2c3d4e5f6'.padEnd(64, '0'), name: 'migration', image: 'registry.example.org/tools:2', running: false },
  ),
]

/** A laptop with all that one can have. */
export const fullLaptop = (): string => extended(debianLaptop(), ...laptopHardware(), laptopGuests())

/** Captures of machines that the Perl agent and ours are both to see. */
export const stagedMachines: Readonly<Record<string, () => string>> = {
  laptop: fullLaptop,
  server: () => extended(rpmServer(), ...serverHardware(), ...serverGuests()),
}
