import { parseMountTypes } from '../../../packages/core-probes/src/local/drive/parse-mount.ts'
import { parseHdparm } from '../../../packages/core-probes/src/local/storage/parse-hdparm.ts'
import { parseLshalDisks } from '../../../packages/core-probes/src/local/storage/parse-lshal-disks.ts'
import { parseMultipath, withoutPaths } from '../../../packages/core-probes/src/local/storage/parse-multipath.ts'
import { parseSmartctl } from '../../../packages/core-probes/src/local/storage/parse-smartctl.ts'
import { parseUdevDisk } from '../../../packages/core-probes/src/local/storage/parse-udev-disk.ts'
import {
  type Card,
  parseCards,
  parsePort,
  parsePorts,
} from '../../../packages/core-probes/src/local/storage/raid/parse-3ware.ts'
import {
  parseConfig,
  parseDrives,
  parsePhysicalDrive,
  parseSlots,
} from '../../../packages/core-probes/src/local/storage/raid/parse-hp.ts'
import {
  type Block,
  parseEnclosures,
  parsePairs,
  parsePdList,
  parseSummary,
} from '../../../packages/core-probes/src/local/storage/raid/parse-megacli.ts'
import { type NamedDisk, parseMptStatus } from '../../../packages/core-probes/src/local/storage/raid/parse-mpt.ts'
import { parseScsi } from '../../../packages/core-probes/src/local/storage/raid/parse-scsi.ts'
import type { Json } from '../src/case.ts'
import { replayed, type Units } from './step.ts'

const inDev = ({ node, ...disk }: NamedDisk, name: Json | undefined) => ({
  ...disk,
  NAME: name,
  device: `/dev/${node}`,
})

/** Labels with the blank that some lines have before their colon: this step of the agents keeps it. */
const asPrinted = (disk: Block, text: string) =>
  Object.fromEntries([...disk].map(([label, value]) => [text.includes(`\n${label} :`) ? `${label} ` : label, value]))

/** The place of a disk in its volume, taken apart as this step of the agents does. */
function placeOf(disk: Block) {
  const [, group, span, arm] =
    /DiskGroup: (\d+), Span: (\d+), Arm: (\d+)/.exec(disk.get("Drive's position") ?? '') ?? []
  return { __diskgroup: group, __span: span, __arm: arm }
}

/** Disks, controllers that hide them, volumes. */
export const storage: Units = {
  'Generic.Drives.ASM._getDisksGroups': replayed,
  'Linux.LVM._getLogicalVolumes': replayed,
  'Linux.LVM._getPhysicalVolumes': replayed,
  'Linux.LVM._getVolumeGroups': replayed,
  'Linux.Storages.Megacli._getStorages': replayed,
  'Linux.Storages.Megaraid._parseMegasasctl': replayed,
  'Linux.Storages.doInventory': replayed,

  'Generic.Storages.3ware._getCards': ({ text }) => parseCards(text()),
  'Generic.Storages.3ware._getPorts': ({ text }) => parsePorts(text()).map((id) => ({ id })),
  'Generic.Storages.3ware._getStorage': ({ text, args: [card] }) => [parsePort(text(), card as unknown as Card)],
  'Generic.Storages.HpWithSmartctl._getData': ({ text }) =>
    Object.fromEntries(parseConfig(text()).map(({ slot, serial, drives }) => [slot, { serial, drives_total: drives }])),
  'Linux.Storages.Adaptec._getDisksFromProc': ({ text, test: { params } }) =>
    parseScsi(text(), [String(params.controller)]).map((disk) => inDev(disk, params.name)),
  'Linux.Storages.Lsilogic._getDiskFromMptStatus': ({ text, test: { params } }) =>
    parseMptStatus(text()).map((disk) => inDev(disk, params.name)),
  'Linux.Storages.Megacli._getAdpEnclosure': ({ text }) => Object.fromEntries(parseEnclosures(text())),
  'Linux.Storages.Megacli._getPDlist': ({ text }) =>
    Object.fromEntries(parsePdList(text()).map((disk, at) => [at + 1, asPrinted(disk, text())])),
  'Linux.Storages.Megacli._getSummary': ({ text }) =>
    Object.fromEntries(
      parseSummary(text()).map(({ enclosure, position, slot, values }, at) => [
        at,
        { encl_id: enclosure, encl_pos: position, slot, ...Object.fromEntries(values) },
      ]),
    ),
  'Linux.Storages.MegacliWithSmartctl._getAdpPciInfo': ({ text }) => Object.fromEntries(parsePairs(text())),
  'Linux.Storages.MegacliWithSmartctl._getPDlist': ({ text }) =>
    Object.fromEntries(
      parsePdList(text()).map((disk) => [disk.get('Device Id'), { ...Object.fromEntries(disk), ...placeOf(disk) }]),
    ),
  'Storages.HP._getDrives': ({ text }) => parseDrives(text()),
  'Storages.HP._getSlots': ({ text }) => parseSlots(text()),
  'Storages.HP._getStorage': ({ text }) => parsePhysicalDrive(text()),

  'Unix.getFilesystemsTypesFromMount': ({ text }) => parseMountTypes(text()),
  'Generic.getHdparmInfo': ({ text }) => parseHdparm(text()),
  'Linux.getInfoFromSmartctl': ({ text }) => parseSmartctl(text()),
  'Linux._filterMultipath': ({ text, test }) =>
    withoutPaths(test.params.names as readonly string[], parseMultipath(text())),
  'Linux.getDevicesFromHal': ({ text }) => parseLshalDisks(text()),
  'Linux._parseUdevEntry': ({ text, test }) => {
    const { bus, type, model, revision, serial, scsi = [] } = parseUdevDisk(text())
    const [SCSI_COID, SCSI_CHID, SCSI_UNID, SCSI_LUN] = scsi
    return {
      NAME: test.params.device,
      DESCRIPTION: bus,
      TYPE: type,
      MODEL: model,
      FIRMWARE: revision,
      SERIALNUMBER: serial,
      SCSI_COID,
      SCSI_CHID,
      SCSI_UNID,
      SCSI_LUN,
    }
  },
}
