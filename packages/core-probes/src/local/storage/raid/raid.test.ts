import { type CaptureParts, captureText, runProbe } from '@fusioninventory/testkit'
import { expect, test } from 'vitest'
import { linuxRaid } from './linux.ts'
import { isSame } from './members.ts'
import { megaraidDisk, parsePdList } from './parse-megacli.ts'

const members = async (parts: CaptureParts) => {
  const { patches, hints } = await runProbe(linuxRaid, captureText(parts))
  return {
    from: patches.map(({ from }) => from),
    disks: patches.flatMap(({ content }) => content.STORAGES ?? []),
    hints,
  }
}

const details = (slot: string, serial: string, sectors: string) => ({
  [`Drive ${slot}`]: [{ 'EID:Slt': '252:0', Intf: 'SAS', Med: 'HDD', Model: 'ST300MM0006     ', Size: '278.875 GB' }],
  [`Drive ${slot} - Detailed Information`]: {
    [`Drive ${slot} Device attributes`]: {
      SN: `${serial}            `,
      'Manufacturer Id': 'SEAGATE ',
      'Model Number': 'ST300MM0006     ',
      WWN: '5000C5004F1A4E24',
      'Firmware Revision': 'LS08    ',
      'Raw size': `279.396 GB [0x${sectors} Sectors]`,
    },
  },
})
const storcli = JSON.stringify({
  Controllers: [
    {
      'Command Status': { Controller: 0, Status: 'Success' },
      'Response Data': {
        ...details('/c0/e252/s0', 'S0K0AAAA', '22ecb25c'),
        ...details('/c0/e252/s1', 'S0K0BBBB', '22ecb25c'),
      },
    },
    { 'Command Status': { Controller: 1, Status: 'Failure' } },
  ],
})

test('storcli: one entry a disk, without those that the kernel shows by themselves', async () => {
  const commands = { 'storcli64 /call/eall/sall show all J': storcli }
  const first = {
    NAME: 'c0e252s0',
    MODEL: 'ST300MM0006',
    MANUFACTURER: 'Seagate',
    SERIALNUMBER: 'S0K0AAAA',
    FIRMWARE: 'LS08',
    WWN: '5000c5004f1a4e24',
    DESCRIPTION: 'SAS',
    INTERFACE: 'SAS',
    DISKSIZE: 300_000,
    TYPE: 'disk',
  }
  const { from, disks } = await members({ commands })
  expect(from).toEqual(['storcli64'])
  expect(disks).toEqual([first, { ...first, NAME: 'c0e252s1', SERIALNUMBER: 'S0K0BBBB' }])
  const shown = {
    '/sys/block/sda/size': '585937500\n',
    '/sys/block/sda/device/vpd_pg80': Buffer.from('\0\x80\0\x08S0K0BBBB', 'latin1'),
  }
  expect((await members({ commands, files: shown })).disks).toEqual([first])
})

test('only root is answered; a virtual machine has no such controllers', async () => {
  const commands = { 'storcli64 /call/eall/sall show all J': storcli }
  expect(await members({ commands, header: { uid: '1000' } })).toEqual({
    from: [],
    disks: [],
    hints: ['run as root to see the disks behind RAID controllers'],
  })
  expect((await members({ commands, files: { '/sys/block/vda/size': '8\n' } })).from).toEqual([])
  expect(await members({})).toEqual({ from: [], disks: [], hints: [] })
})

const pdList = (id: number, inquiry: string, more = '') =>
  `Enclosure Device ID: 32\nSlot Number: ${id}\nDrive's position: DiskGroup: ${id}, Span: 0, Arm: 0\nEnclosure position: 1\nDevice Id: ${id}
PD Type: SATA\n\nRaw Size: 465.761 GB [0x3a386030 Sectors]\nFirmware state: Online, Spun Up\nDevice Firmware Level: AA09\nInquiry Data: ${inquiry}\n${more}\n`
const seagate = '            9XG4ZX1BST9500620NS                             AA09'

test('MegaCli, and smartctl through the controller', async () => {
  const base = {
    'megacli -adpCount': 'Controller Count: 1.\n',
    'megacli -EncInfo -a0 -NoLog': '    Enclosure 0:\n    Device ID                     : 32\n',
    'megacli -ShowSummary -a0 -NoLog':
      '        PD \n                Connector          : 00<Internal><Encl Pos 1 >: Slot 0 \n                Vendor Id          : ATA \n                Product Id         : ST9500620NS     \nStorage\n',
    'megacli -PDlist -a0 -NoLog': pdList(0, seagate),
  }
  const disk = {
    NAME: 'ST9500620NS',
    MODEL: 'ST9500620NS',
    MANUFACTURER: 'Seagate',
    SERIALNUMBER: '9XG4ZX1B',
    FIRMWARE: 'AA09',
    DESCRIPTION: 'SATA',
    DISKSIZE: 465_761,
    TYPE: 'disk',
  }
  expect((await members({ commands: base })).disks).toEqual([disk])
  const through = {
    commands: {
      ...base,
      'megacli -AdpGetPciInfo -a0 -NoLog': 'Bus Number      : 3b\nDevice Number   : 0\nFunction Number : 0\n',
      'megacli -ldinfo -lAll -a0 -NoLog':
        'Virtual Drive: 0 (Target Id: 0)\nName                :data\nNumber Of Drives    : 1\n\nVirtual Drive: 1 (Target Id: 1)\nName                :Non-RAID\nNumber Of Drives    : 1\n',
      'megacli -pdlist -a0 -NoLog': pdList(0, seagate) + pdList(1, seagate),
      'smartctl -i /dev/sdb -d megaraid,0':
        'Device Model:     ST9500620NS\nSerial Number:    9XG4ZX1B\nUser Capacity:    500,107,862,016 bytes [500 GB]\n',
    },
    files: { '/sys/bus/pci/devices/0000:3b:00.0/host0/target0:2:0/0:2:0:0/block/sdb/size': '8\n' },
  }
  expect((await members(through)).disks).toEqual([
    {
      TYPE: 'disk',
      DESCRIPTION: 'SATA',
      DISKSIZE: 500_107,
      MANUFACTURER: 'Seagate',
      MODEL: 'ST9500620NS',
      SERIALNUMBER: '9XG4ZX1B',
    },
  ])
})

test.each([
  [seagate, 'AA09', { MODEL: 'ST9500620NS', SERIALNUMBER: '9XG4ZX1B', MANUFACTURER: 'Seagate' }],
  [
    'SEAGATE ST300MP0005     VT31S7K13GAY',
    'VT31',
    { MODEL: 'ST300MP0005', SERIALNUMBER: 'S7K13GAY', MANUFACTURER: 'Seagate' },
  ],
  ['ODD', 'AA09', { MODEL: undefined, SERIALNUMBER: undefined }],
])('inquiry data without a summary: %s', (inquiry, firmware, fields) => {
  const [disk = new Map()] = parsePdList(pdList(0, inquiry).replace('AA09', firmware))
  expect(megaraidDisk(disk, new Map(), [])).toMatchObject(fields)
})

test('HP: each disk by its own, else as many as there are by smartctl', async () => {
  const commands = {
    'ssacli ctrl all show': '\nSmart Array P440ar in Slot 0 (Embedded)   (sn: PDNLH0BRH8H0XX)\n',
    'ssacli ctrl slot=0 pd all show': '   physicaldrive 1I:1:1 (port 1I:box 1:bay 1, SAS HDD, 300 GB, OK)\n',
    'ssacli ctrl slot=0 pd 1I:1:1 show':
      '      physicaldrive 1I:1:1\n         Drive Type: Spare Drive\n         Interface Type: SAS\n         Size: 1.2 TB\n         Firmware Revision: HPD2\n         Serial Number: 0XG1A2B3\n         WWID: 5000C5009A1B2C3D\n         Model: HP      EG001200JWJNQ\n',
  }
  expect((await members({ commands })).disks).toEqual([
    {
      NAME: 'HP EG001200JWJNQ',
      MODEL: 'EG001200JWJNQ',
      MANUFACTURER: 'Hewlett-Packard',
      SERIALNUMBER: '0XG1A2B3',
      FIRMWARE: 'HPD2',
      WWN: '5000c5009a1b2c3d',
      DESCRIPTION: 'SAS',
      DISKSIZE: 1_200_000,
      TYPE: 'Spare Drive',
    },
  ])
  const bySmartctl = {
    commands: {
      'hpacucli ctrl all show config':
        '\nSmart Array P410i in Slot 0 (Embedded)    (sn: 50014380095E2C50)\n\n      physicaldrive 1I:1:1 (port 1I:box 1:bay 1, SAS, 600 GB, OK)\n      physicaldrive 1I:1:2 (port 1I:box 1:bay 2, SAS, 600 GB, Failed)\n',
      'smartctl -i /dev/sg0 -d cciss,0':
        'Vendor:               HP\nProduct:              EG0600FBDSR\nSerial number:        EA01PB107H5K1103\nTransport protocol:   SAS (SPL-3)\n',
    },
    files: { '/sys/class/scsi_generic/sg0/device/vpd_pg80': Buffer.from('\0\x80\0\x1050014380095E2C50', 'latin1') },
  }
  expect((await members(bySmartctl)).disks).toMatchObject([
    { MODEL: 'EG0600FBDSR', SERIALNUMBER: 'EA01PB107H5K1103', DESCRIPTION: 'SAS' },
  ])
})

test('3ware', async () => {
  const commands = {
    'tw_cli info': 'Ctl   Model        Ports\n-----------\nc0    9650SE-2LP   2\n',
    'tw_cli info c0': 'Unit  UnitType\n------\nu0    RAID-1    OK\n\nPort   Status\np0     OK     u0\n',
    'tw_cli info c0 u0': 'u0-0     DISK      OK       -       -       p0    -       69.25\n',
    'tw_cli info c0 p0 model serial capacity firmware':
      '/c0/p0 Model = WDC WD740ADFD-00NLR4\n/c0/p0 Serial = WD-WMANS1648590\n/c0/p0 Capacity = 69.25 GB (145226112 Blocks)\n/c0/p0 Firmware Version = 21.07QR4\n',
  }
  expect((await members({ commands })).disks).toMatchObject([
    { NAME: 'c0p0', SERIALNUMBER: 'WD-WMANS1648590', DISKSIZE: 70_912, DESCRIPTION: 'SATA' },
  ])
})

test('arcconf, with a backplane', async () => {
  const device = (at: number, kind: string, serial: string) => `      Device #${at}
         Device is ${kind}
         State                              : Online
         Transfer Speed                     : SATA 6.0 Gb/s
         Reported Channel,Device(T:L)       : 0,0(0:0)
         Vendor                             : ATA
         Model                              : ST500NM0011
         Firmware                           : SN03
         Serial number                      : ${serial}
         World-wide name                    : 5000C50012345678
         Total Size                         : 476940 MB
`
  const commands = {
    'arcconf getconfig 1 PD': `Controllers found: 2\n${device(0, 'a Hard drive', 'Z1M0AAAA')}${device(1, 'an Enclosure services device', 'x')}`,
    'arcconf getconfig 2 PD': `Controllers found: 2\n${device(0, 'a Hard drive', 'Z1M0BBBB')}`,
  }
  const { disks } = await members({ commands })
  expect(disks.map(({ SERIALNUMBER }) => SERIALNUMBER)).toEqual(['Z1M0AAAA', 'Z1M0BBBB'])
  expect(disks[0]).toEqual({
    NAME: 'ST500NM0011',
    MODEL: 'ST500NM0011',
    MANUFACTURER: 'Seagate',
    SERIALNUMBER: 'Z1M0AAAA',
    FIRMWARE: 'SN03',
    WWN: '5000c50012345678',
    DESCRIPTION: 'SATA',
    DISKSIZE: 500_107,
    TYPE: 'disk',
  })
})

test('disks that smartctl completes: Adaptec by /proc/scsi, LSI by mpt-status', async () => {
  const smart = (serial: string) =>
    `Vendor:               HITACHI\nProduct:              HUS151436VL3800\nSerial number:        ${serial}\nDevice type:          disk\nTransport protocol:   SAS\n`
  const adaptec = {
    files: {
      '/proc/scsi/scsi': `Attached devices:
Host: scsi0 Channel: 00 Id: 00 Lun: 00
  Vendor: Adaptec  Model: raid10           Rev: V1.0
  Type:   Direct-Access                    ANSI  SCSI revision: 02
Host: scsi1 Channel: 00 Id: 00 Lun: 00
  Vendor: ATA      Model: OTHER            Rev: 1
  Type:   Direct-Access                    ANSI  SCSI revision: 05
Host: scsi0 Channel: 01 Id: 01 Lun: 00
  Vendor: HITACHI  Model: HUS151436VL3800  Rev: S3C0
  Type:   Direct-Access                    ANSI  SCSI revision: 03
`,
    },
    commands: { 'smartctl -i /dev/sg2': smart('J3W000001') },
  }
  expect((await members(adaptec)).disks).toMatchObject([
    { NAME: 'sg2', MODEL: 'HUS151436VL3800', FIRMWARE: 'S3C0', SERIALNUMBER: 'J3W000001' },
  ])
  const lsi = {
    commands: {
      'mpt-status -n -i 0':
        'ioc:0 vol_id:0 type:IM raidlevel:RAID-1 num_disks:2 size(GB):136 state: OPTIMAL flags: ENABLED\nioc:0 phys_id:1 scsi_id:4 vendor:IBM-ESXS product_id:ST9146803SS      revision:B53C size(GB):136 state: ONLINE\n',
      'smartctl -i /dev/sg1': smart('3SD0AAAA'),
    },
  }
  expect((await members(lsi)).disks).toMatchObject([
    {
      NAME: 'sg1',
      MODEL: 'ST9146803SS',
      MANUFACTURER: 'Seagate',
      FIRMWARE: 'B53C',
      DISKSIZE: 139_264,
      SERIALNUMBER: '3SD0AAAA',
    },
  ])
})

test('IBM ServeRAID and megasasctl', async () => {
  const ibm = {
    'ipssend GETVERSION': 'Found 1 IBM ServeRAID controller(s).\nServeRAID Controller Number 1\n',
    'ipssend GETCONFIG 1 PD': `   Channel #1:
      Target on SCSI ID 0
         Device is a Hard disk
         SCSI ID                  : 0
         Size (in MB)/(in sectors): 34715/71096368
         Device ID                : IBM-ESXSCBR036C3DFQDB2Q6CDKM
         FRU part number          : 32P0729
`,
  }
  expect((await members({ commands: ibm })).disks).toEqual([
    {
      NAME: 'Ibm 32P0729',
      MODEL: '32P0729',
      MANUFACTURER: 'Ibm',
      SERIALNUMBER: 'IBM-ESXSCBR036C3DFQDB2Q6CDKM',
      DISKSIZE: 34_715,
      DESCRIPTION: 'SCSI',
      TYPE: 'disk',
    },
  ])
  const sas = {
    'megasasctl -v':
      'a0       PERC H700 Integrated     encl:1 ldrv:1\na0e32s0   SEAGATE ST3600057SS         558GiB  a0d0  online  \n',
  }
  expect((await members({ commands: sas })).disks).toEqual([
    {
      NAME: 'a0e32s0',
      MODEL: 'ST3600057SS',
      MANUFACTURER: 'SEAGATE',
      DESCRIPTION: 'SAS',
      TYPE: 'disk',
      DISKSIZE: 571_392,
    },
  ])
})

test.each([
  ['3LM0L0FJ', '3LM0L0FJ00009733Y46W', true],
  ['WD-WCC6Y0000001', 'WDWCC6Y0000001', true],
  ['9XG4ZX1B', '9XG4ZX1C', false],
  ['1', '12', false],
])('serial numbers %s and %s', (one, other, same) => {
  expect(isSame(one, other)).toBe(same)
})
