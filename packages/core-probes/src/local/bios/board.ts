import { type Host, valueOf as ifOk } from '../../host/port.ts'
import { once, type Source } from '../probe.ts'
import {
  type Board,
  boardOfCpuinfo,
  boardOfDeviceTree,
  boardOfPowerPc,
  boardOfSysinfo,
  type DeviceTree,
} from './parse-boards.ts'

const tree = '/proc/device-tree'
const properties: readonly (keyof DeviceTree)[] = [
  'model',
  'serial-number',
  'compatible',
  'copyright',
  'system-id',
  'openprom/model',
  'color-code',
]

/** Where a machine has no SMBIOS: its device tree, /proc/cpuinfo (ARM), /proc/sysinfo (s390). The best source comes first. */
export const boards = once(async (host: Host): Promise<readonly { readonly from: string; readonly board: Board }[]> => {
  const machine = host.facts.machine ?? ''
  const [cpuinfo, sysinfo, root] = await Promise.all([
    host.files.text('/proc/cpuinfo'),
    host.files.text('/proc/sysinfo'),
    host.files.stat(tree),
  ])
  const present = root.state === 'ok' ? properties : []
  const texts = await Promise.all(present.map((name) => host.files.text(`${tree}/${name}`)))
  const found: DeviceTree = Object.fromEntries(
    present.map((name, index) => [name, ifOk(texts[index] ?? { state: 'absent' })]),
  )
  const inTree = /^(ppc|powerpc)/.test(machine) ? boardOfPowerPc(found) : boardOfDeviceTree(found)
  const candidates = [
    { from: '/proc/cpuinfo', board: boardOfCpuinfo(ifOk(cpuinfo) ?? '') },
    { from: tree, board: inTree },
    { from: '/proc/sysinfo', board: boardOfSysinfo(ifOk(sysinfo) ?? '') },
  ]
  return candidates.filter(({ board }) => Object.values(board).some((value) => value !== undefined))
})

/** All that `boards` may read. */
export const boardReads: readonly Source[] = [
  { file: '/proc/cpuinfo' },
  { file: '/proc/sysinfo' },
  { dir: tree },
  ...properties.map((name) => ({ file: `${tree}/${name}` })),
]
