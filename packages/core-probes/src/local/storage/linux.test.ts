import { type CaptureParts, captureText, runProbe } from '@fusioninventory/testkit'
import { expect, test } from 'vitest'
import { originOf } from '../probe.ts'
import { ataPage } from './ata-page.ts'
import { linuxStorages } from './linux.ts'

const storages = async (...all: readonly CaptureParts[]) => {
  const merged = Object.fromEntries(
    (['header', 'files', 'lists', 'links', 'stats', 'commands'] as const).map((key) => [
      key,
      Object.assign({}, ...all.map((parts) => parts[key])),
    ]),
  )
  const { patches } = await runProbe(linuxStorages, captureText(merged))
  return patches.flatMap((patch) => patch.content.STORAGES ?? [])
}

/** A disk in sysfs; attributes of the device behind it begin with `device/`. */
function disk(
  name: string,
  attributes: Readonly<Record<string, string | number | Uint8Array>>,
  more: { readonly place?: string; readonly bus?: string; readonly udev?: readonly string[] } = {},
): CaptureParts {
  const dir = more.place === undefined ? `/sys/block/${name}` : `/sys/devices/${more.place}/block/${name}`
  const device = more.place === undefined ? `${dir}/device` : `/sys/devices/${more.place}`
  return {
    files: {
      ...Object.fromEntries(
        Object.entries(attributes).map(([file, value]) => [
          file.startsWith('device/') ? `${device}/${file.slice(7)}` : `${dir}/${file}`,
          value instanceof Uint8Array ? value : `${value}\n`,
        ]),
      ),
      ...(more.udev && { [`/run/udev/data/b${attributes.dev}`]: more.udev.map((line) => `E:${line}\n`).join('') }),
    },
    links: {
      ...(more.place !== undefined && {
        [`/sys/block/${name}`]: `../devices/${more.place}/block/${name}`,
        [`${dir}/device`]: '../..',
      }),
      ...(more.bus !== undefined && { [`${device}/subsystem`]: `../../../../../bus/${more.bus}` }),
    },
  }
}

const ata = 'pci0000:00/0000:00:1f.2/ata1/host0/target0:0:0/0:0:0:0'
const sata = {
  size: 1_953_525_168,
  removable: 0,
  dev: '8:0',
  'device/vendor': 'ATA     ',
  'device/model': 'WDC WD10EZEX-08W',
  'device/rev': '1A01',
}
const whole = {
  model: 'WDC WD10EZEX-08WN4A0',
  serial: 'WD-WCC6Y0000001',
  firmware: '01.01A01',
  wwn: '50014ee2b0000001',
}
const expected = {
  NAME: 'sda',
  TYPE: 'disk',
  DESCRIPTION: 'SATA',
  DISKSIZE: 1_000_204,
  MANUFACTURER: 'Western Digital',
  MODEL: 'WDC WD10EZEX-08WN4A0',
  FIRMWARE: '01.01A01',
  SERIALNUMBER: 'WD-WCC6Y0000001',
  WWN: 'wwn-50014ee2b0000001',
}
const address = { SCSI_COID: '0', SCSI_CHID: '0', SCSI_UNID: '0', SCSI_LUN: '0' }

test('a SATA disk by its whole names: udev, else what it says itself', async () => {
  const udev = [
    'ID_BUS=ata',
    'ID_TYPE=disk',
    'ID_ATA_SATA=1',
    'ID_MODEL=WDC_WD10EZEX-08WN4A0',
    'ID_MODEL_ENC=WDC\\x20WD10EZEX-08WN4A0\\x20\\x20\\x20',
    'ID_REVISION=01.01A01',
    'ID_SERIAL_SHORT=WD-WCC6Y0000001',
    'ID_WWN=0x50014ee2b0000001',
  ]
  const [known = {}] = await storages(disk('sda', sata, { place: ata, bus: 'scsi', udev }))
  expect(known).toEqual({ ...expected, INTERFACE: 'SATA', ...address })
  expect([originOf(known, 'MODEL'), originOf(known, 'DISKSIZE')]).toEqual(['/run/udev/data/b8:0', '/sys/block/sda'])
  const page = { 'device/vpd_pg89': ataPage(whole) }
  expect(await storages(disk('sda', { ...sata, ...page }, { place: ata }))).toEqual([
    { ...expected, INTERFACE: 'SATA', ...address },
  ])
})

const smartctl = `smartctl 7.3 2022-02-28 r5338 [x86_64-linux-6.1.0-18-amd64] (local build)

=== START OF INFORMATION SECTION ===
Model Family:     Western Digital Blue
Device Model:     WDC WD10EZEX-08WN4A0
Serial Number:    WD-WCC6Y0000001
LU WWN Device Id: 5 0014ee 2b0000001
Firmware Version: 01.01A01
User Capacity:    1,000,204,886,016 bytes [1.00 TB]
SATA Version is:  SATA 3.1, 6.0 Gb/s (current: 6.0 Gb/s)
`
const hdparm = `
/dev/sda:

ATA device, with non-removable media
\tModel Number:       WDC WD10EZEX-08WN4A0
\tSerial Number:      WD-WCC6Y0000001
\tFirmware Revision:  01.01A01
\tTransport:          Serial, SATA 1.0a, SATA II Extensions, SATA Rev 2.5, SATA Rev 2.6, SATA Rev 3.0
\tdevice size with M = 1000*1000:     1000204 MBytes (1000 GB)
`

test.each([
  ['smartctl -i /dev/sda', smartctl],
  ['hdparm -I /dev/sda', hdparm],
])('an old kernel without udev: %s, as root', async (command, output) => {
  const old = disk('sda', sata)
  const [found = {}] = await storages(old, { commands: { [command]: output } })
  expect(found).toMatchObject({
    MODEL: 'WDC WD10EZEX-08WN4A0',
    SERIALNUMBER: 'WD-WCC6Y0000001',
    FIRMWARE: '1A01',
    INTERFACE: 'SATA',
    MANUFACTURER: 'Western Digital',
  })
  expect(originOf(found, 'MODEL')).toBe(command.split(' ')[0])
  const unprivileged = await storages(old, { commands: { [command]: output }, header: { uid: '1000' } })
  expect(unprivileged).toMatchObject([{ MODEL: 'WDC WD10EZEX-08W', DESCRIPTION: 'SATA' }])
  expect(unprivileged[0]).not.toHaveProperty('INTERFACE')
})

const page80 = (serial: string): Uint8Array =>
  Buffer.from(`\0\x80\0${String.fromCharCode(serial.length)}${serial}`, 'latin1')

test('SCSI and SAS disks: their number is that of the unit, not the world-wide name', async () => {
  const sas = 'pci0000:00/0000:01:00.0/host2/port-2:0/end_device-2:0/target2:0:4/2:0:4:1'
  const attributes = {
    size: 585_937_500,
    removable: 0,
    dev: '8:16',
    'device/vendor': 'SEAGATE ',
    'device/model': 'ST300MM0048     ',
    'device/rev': 'N003',
    'device/wwid': 'naa.5000c50084a1f20b',
    'device/vpd_pg80': page80('W0K0A1CC'),
  }
  const udev = ['ID_BUS=scsi', 'ID_SERIAL_SHORT=5000c50084a1f20b', 'ID_WWN=0x5000c50084a1f20b']
  expect(await storages(disk('sdb', attributes, { place: sas, bus: 'scsi', udev }))).toEqual([
    {
      NAME: 'sdb',
      TYPE: 'disk',
      DESCRIPTION: 'SAS',
      INTERFACE: 'SAS',
      DISKSIZE: 300_000,
      MANUFACTURER: 'SEAGATE',
      MODEL: 'ST300MM0048',
      FIRMWARE: 'N003',
      SERIALNUMBER: 'W0K0A1CC',
      WWN: 'wwn-5000c50084a1f20b',
      SCSI_COID: '2',
      SCSI_CHID: '0',
      SCSI_UNID: '4',
      SCSI_LUN: '1',
    },
  ])
  const { 'device/vpd_pg80': _, ...without } = attributes
  const [virtual] = await storages(disk('sdb', without, { place: 'pci0000:00/host2/target2:0:4/2:0:4:1', udev }))
  expect(virtual).toMatchObject({ DESCRIPTION: 'SCSI', INTERFACE: 'SCSI' })
  expect(virtual).not.toHaveProperty('SERIALNUMBER')
  const [named] = await storages(disk('sdb', without, { udev: [...udev, 'ID_SCSI_SERIAL=W0K0A1CC'] }))
  expect(named).toMatchObject({ SERIALNUMBER: 'W0K0A1CC' })
})

test('what comes and goes: USB sticks, cards, discs', async () => {
  const usb = 'pci0000:00/0000:00:14.0/usb2/2-3/2-3:1.0/host6/target6:0:0/6:0:0:0'
  const found = await storages(
    disk(
      'sdb',
      {
        size: 125_829_120,
        removable: 0,
        dev: '8:16',
        'device/vendor': 'Kingston',
        'device/model': 'DataTraveler 3.0',
        'device/rev': 'PMAP',
      },
      { place: usb, bus: 'scsi' },
    ),
    { files: { '/sys/devices/pci0000:00/0000:00:14.0/usb2/2-3/serial': '60A44C3FACC9\n' } },
    disk('sdc', { size: 0, removable: 1, 'device/vendor': 'Generic-', 'device/model': 'Multi-Card' }),
    disk(
      'sr0',
      {
        size: 2_097_151,
        removable: 1,
        dev: '11:0',
        'device/vendor': 'HL-DT-ST',
        'device/model': 'DVDRAM GH24NSB0',
        'device/rev': 'LN00',
      },
      {
        place: 'pci0000:00/0000:00:1f.2/ata2/host1/target1:0:0/1:0:0:0',
        udev: [
          'ID_BUS=ata',
          'ID_TYPE=cd',
          'ID_MODEL=HL-DT-ST_DVDRAM_GH24NSB0',
          'ID_SERIAL_SHORT=K8OD7CI0442',
          'ID_REVISION=LN00',
        ],
      },
    ),
    disk('mmcblk0', {
      size: 61_071_360,
      removable: 0,
      'device/name': 'DF4032',
      'device/serial': '0x1a2b3c4d',
      'device/manfid': '0x000045',
      'device/type': 'MMC',
      'device/fwrev': '0x0100000000000000',
    }),
    disk('mmcblk0boot0', { size: 8192, removable: 0, 'device/type': 'MMC' }),
    disk('mmcblk1', {
      size: 31_116_288,
      removable: 0,
      'device/name': 'SC16G',
      'device/manfid': '0x000003',
      'device/type': 'SD',
    }),
    disk('fd0', { size: 8, removable: 1 }),
  )
  expect(found).toEqual([
    { NAME: 'fd0', TYPE: 'floppy', DESCRIPTION: 'Floppy' },
    {
      NAME: 'mmcblk0',
      TYPE: 'disk',
      DESCRIPTION: 'MMC',
      DISKSIZE: 31_268,
      MANUFACTURER: 'SanDisk',
      MODEL: 'DF4032',
      FIRMWARE: '0x0100000000000000',
      SERIALNUMBER: '0x1a2b3c4d',
    },
    {
      NAME: 'mmcblk1',
      TYPE: 'removable',
      DESCRIPTION: 'MMC',
      DISKSIZE: 15_931,
      MANUFACTURER: 'SanDisk',
      MODEL: 'SC16G',
    },
    {
      NAME: 'sdb',
      TYPE: 'removable',
      DESCRIPTION: 'USB',
      INTERFACE: 'USB',
      DISKSIZE: 64_424,
      MANUFACTURER: 'Kingston',
      MODEL: 'DataTraveler 3.0',
      FIRMWARE: 'PMAP',
      SERIALNUMBER: '60A44C3FACC9',
      SCSI_COID: '6',
      SCSI_CHID: '0',
      SCSI_UNID: '0',
      SCSI_LUN: '0',
    },
    { NAME: 'sdc', TYPE: 'removable', DESCRIPTION: 'SCSI', MANUFACTURER: 'Generic', MODEL: 'Multi-Card' },
    {
      NAME: 'sr0',
      TYPE: 'cd',
      DESCRIPTION: 'SATA',
      INTERFACE: 'ATAPI',
      MANUFACTURER: 'HL-DT-ST',
      MODEL: 'HL-DT-ST_DVDRAM_GH24NSB0',
      FIRMWARE: 'LN00',
      SERIALNUMBER: 'K8OD7CI0442',
      ...address,
      SCSI_COID: '1',
    },
  ])
})

test('NVMe without its hidden paths, and virtual disks', async () => {
  const found = await storages(
    {
      files: {
        '/sys/block/nvme0n1/size': '1000215216\n',
        '/sys/block/nvme0n1/device/model': 'SAMSUNG MZVLB512HBJQ-000L7              \n',
        '/sys/block/nvme0n1/device/serial': 'S4ENNX0N000001      \n',
        '/sys/block/nvme0n1/device/firmware_rev': '5M2QEXF7\n',
        '/sys/block/nvme0c0n1/size': '1000215216\n',
      },
      links: {
        '/sys/block/nvme0n1/device/subsystem': '../../../../../../class/nvme',
        '/sys/block/nvme0n1/device/device/subsystem': '../../../bus/pci',
      },
    },
    disk('vda', { size: 8_388_608, serial: 'VTBLK-7C01A9', 'device/vendor': '0x1af4' }, { bus: 'virtio' }),
    {
      files: Object.fromEntries(
        ['loop0', 'ram0', 'zram0', 'dm-0', 'md0'].map((name) => [`/sys/block/${name}/size`, '8\n']),
      ),
    },
  )
  expect(found).toEqual([
    {
      NAME: 'nvme0n1',
      TYPE: 'disk',
      DESCRIPTION: 'PCI',
      INTERFACE: 'NVME',
      DISKSIZE: 512_110,
      MANUFACTURER: 'Samsung',
      MODEL: 'SAMSUNG MZVLB512HBJQ-000L7',
      FIRMWARE: '5M2QEXF7',
      SERIALNUMBER: 'S4ENNX0N000001',
    },
    {
      NAME: 'vda',
      TYPE: 'disk',
      DESCRIPTION: 'Virtual',
      DISKSIZE: 4294,
      MANUFACTURER: 'Red Hat, Inc.',
      SERIALNUMBER: 'VTBLK-7C01A9',
    },
  ])
})

const paths = ['sda', 'sdb', 'sdc', 'sdd'].map((name) => disk(name, { size: 4_000_000, removable: 0 }))
const names = (list: readonly { readonly NAME?: string | undefined }[]) => list.map(({ NAME }) => NAME)

test('of several paths to a disk one is told', async () => {
  const kernel = {
    files: {
      '/sys/block/dm-0/dm/uuid': 'mpath-3600508b4\n',
      '/sys/block/dm-0/slaves/sdc/size': '',
      '/sys/block/dm-0/slaves/sda/size': '',
      '/sys/block/dm-1/dm/uuid': 'LVM-abc\n',
      '/sys/block/dm-1/slaves/sdb/size': '',
      '/sys/block/dm-1/slaves/sdd/size': '',
    },
  }
  expect(names(await storages(...paths, kernel))).toEqual(['sda', 'sdb', 'sdd'])
  const command = {
    files: { '/sys/block/dm-0/size': '8\n' },
    commands: {
      'multipath -l': `3600508b4000c6ec1 dm-0 DELL,MD32xx
size=1.8T features='0' hwhandler='0' wp=rw
|-+- policy='round-robin 0' prio=0 status=active
| \`- 6:0:0:0  sdb 8:16  active undef running
\`-+- policy='round-robin 0' prio=0 status=enabled
  \`- 7:0:0:0  sdd 8:48  active undef running
`,
    },
  }
  expect(names(await storages(...paths, command))).toEqual(['sda', 'sdb', 'sdc'])
})

test('SCSI devices without a block device: disks that a controller hides, and tapes', async () => {
  const generic = (name: string, type: number, model: string, block = false) => ({
    files: {
      [`/sys/class/scsi_generic/${name}/device/type`]: `${type}\n`,
      [`/sys/class/scsi_generic/${name}/device/model`]: `${model}\n`,
      ...(block && { [`/sys/class/scsi_generic/${name}/device/block/sda/size`]: '8\n' }),
    },
  })
  expect(
    await storages(
      generic('sg0', 0, 'ST300MM', true),
      generic('sg1', 0, 'ST600MM'),
      generic('sg2', 1, 'ULT3580-HH6'),
      generic('sg3', 13, 'BP12G'),
    ),
  ).toMatchObject([
    { NAME: 'sg1', TYPE: 'disk', DESCRIPTION: 'SCSI', MODEL: 'ST600MM', MANUFACTURER: 'Seagate' },
    { NAME: 'sg2', TYPE: 'tape', MODEL: 'ULT3580-HH6' },
  ])
})

test('udisks says what comes and goes where the kernel shows no places; lshal where it shows no disks', async () => {
  const commands = {
    'udisksctl info -b /dev/sda': '  org.freedesktop.UDisks2.Block:\n    HintAuto:                   true\n',
  }
  expect(await storages(disk('sda', { ...sata, 'device/vpd_pg80': page80('1') }), { commands })).toMatchObject([
    { TYPE: 'removable' },
  ])
  const lshal = `udi = '/org/freedesktop/Hal/devices/storage_serial_X'
  block.device = '/dev/sda'  (string)
  info.category = 'storage'  (string)
  info.vendor = 'ATA'  (string)
  storage.drive_type = 'disk'  (string)
  storage.firmware_version = 'VBM24DQ1'  (string)
  storage.model = 'SAMSUNG SSD PM80'  (string)
  storage.serial = 'DFW1W11002SE002B3117'  (string)
  storage.size = 128035676160  (0x1dcf856000)  (uint64)
`
  expect(await storages({ commands: { lshal } })).toEqual([
    {
      NAME: 'sda',
      MANUFACTURER: 'ATA',
      MODEL: 'SAMSUNG SSD PM80',
      FIRMWARE: 'VBM24DQ1',
      SERIALNUMBER: 'DFW1W11002SE002B3117',
      TYPE: 'disk',
      DISKSIZE: 122_104,
    },
  ])
})

test('a Fusion-io card by its own program', async () => {
  const document = {
    adapter: [
      {
        product_name: 'ioDrive2 785GB',
        iomemory: [
          {
            device_path: '/dev/fct0',
            block_device_name: 'fioa',
            serial_number: '1331D0B54',
            firmware_version: '7.1.17',
          },
        ],
      },
    ],
  }
  const parts = disk('fioa', { size: 1_533_203_125, 'device/x': 1 }, { bus: 'pci' })
  expect(await storages(parts, { commands: { 'fio-status -fj': JSON.stringify(document) } })).toEqual([
    {
      NAME: 'fioa',
      TYPE: 'disk',
      DESCRIPTION: 'PCI',
      DISKSIZE: 785_000,
      MANUFACTURER: 'Fusion-io',
      MODEL: 'ioDrive2 785GB',
      SERIALNUMBER: '1331D0B54',
      FIRMWARE: '7.1.17',
    },
  ])
})

test('a machine without disks', async () => {
  expect(await storages({ files: { '/sys/block/loop0/size': '8\n' } })).toEqual([])
  expect(await storages({})).toEqual([])
})
