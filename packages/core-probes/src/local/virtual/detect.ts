import { type Host, valueOf as ifOk } from '../../host/port.ts'
import { once, type Source } from '../probe.ts'
import { type Smbios, smbios, smbiosReads, structureOf } from '../smbios/index.ts'
import {
  containerNames,
  containerTests,
  type FileTest,
  type FirmwareStrings,
  firmwareTests,
  guestTests,
  kernelTests,
  messageTests,
} from './tests.ts'

export interface VirtualSystem {
  /** Value of HARDWARE/VMSYSTEM. */
  readonly system: string
  /** What told it. */
  readonly from: string
  /** Shares the kernel, and so the hardware strings, of a host. */
  readonly container: boolean
}

/** Container first, then firmware strings, then marks of the kernel; a command only as the last resort. */
export const virtualSystem = once(async (host: Host): Promise<VirtualSystem> => {
  const container = await firstOf(host, containerTests)
  if (container) return { ...container, system: containerNames[container.system] ?? container.system, container: true }
  const firmware = byFirmware(await smbios(host)) ?? (await xen(host)) ?? (await byKernel(host))
  return { ...(firmware ?? { system: 'Physical', from: 'no sign of a hypervisor' }), container: false }
})

type Found = Pick<VirtualSystem, 'system' | 'from'>

/** Every file is read once, at the same time. */
async function firstOf(host: Host, tests: readonly FileTest[]): Promise<Found | undefined> {
  const files = [...new Set(tests.map(({ file }) => file))]
  const texts = new Map(
    await Promise.all(files.map(async (file) => [file, await contentOf(host, file, tests)] as const)),
  )
  for (const { file, matches, system } of tests) {
    const text = texts.get(file)
    if (text === undefined) continue
    const match = matches === undefined ? [] : matches.exec(text)
    const name = match && (system ?? match[1])
    if (name) return { system: name, from: file }
  }
  return undefined
}

async function contentOf(host: Host, file: string, tests: readonly FileTest[]): Promise<string | undefined> {
  if (tests.some((test) => test.file === file && test.matches)) return ifOk(await host.files.text(file))
  return (await host.files.stat(file)).state === 'ok' ? '' : undefined
}

/** Which system the strings of the firmware name. */
function byFirmware(table: Smbios): Found | undefined {
  const [bios, system, board] = [structureOf(table, 0), structureOf(table, 1), structureOf(table, 2)]
  const strings: FirmwareStrings = {
    systemVendor: system.manufacturer ?? '',
    systemModel: system.product ?? '',
    systemVersion: system.version ?? '',
    systemSerial: system.serial ?? '',
    biosVendor: bios.vendor ?? '',
    biosVersion: bios.version ?? '',
    boardModel: board.product ?? '',
  }
  const fields = Object.keys(strings) as (keyof FirmwareStrings)[]
  const found = firmwareTests.find(({ when }) => fields.every((field) => when[field]?.test(strings[field]) ?? true))
  return found && { system: found.system, from: table.from }
}

const currentClock = '/sys/devices/system/clocksource/clocksource0/current_clocksource'

/** The first domain of Xen is the machine itself. */
async function xen(host: Host): Promise<Found | undefined> {
  const [capabilities, there, current] = await Promise.all([
    host.files.text('/proc/xen/capabilities'),
    host.files.stat('/proc/xen'),
    host.files.text(currentClock),
  ])
  if (ifOk(capabilities)?.includes('control_d')) return { system: 'Physical', from: '/proc/xen/capabilities' }
  if (there.state === 'ok') return { system: 'Xen', from: '/proc/xen' }
  return ifOk(current)?.trim() === 'xen' ? { system: 'Xen', from: currentClock } : undefined
}

const messageFiles = ['/var/log/dmesg', '/proc/scsi/scsi']

async function byKernel(host: Host): Promise<Found | undefined> {
  const found = await firstOf(host, kernelTests)
  if (found) return found
  const guest = isGuest(ifOk(await host.files.text('/proc/cpuinfo')))
  if (guest === false) return undefined
  if (guest) {
    const clock = await firstOf(host, guestTests)
    if (clock) return clock
    const virtio = ifOk(await host.files.list('/sys/bus/virtio/devices'))
    if (virtio && virtio.length > 0) return { system: 'QEMU', from: '/sys/bus/virtio/devices' }
  }
  for (const file of messageFiles) {
    const system = byMessages(ifOk(await host.files.text(file)))
    if (system) return { system, from: file }
  }
  if (!guest) return undefined
  const system = byMessages(ifOk(await host.commands.run(['dmesg']))?.stdout)
  return system ? { system, from: 'dmesg' } : { system: 'Virtual Machine', from: '/proc/cpuinfo' }
}

/** Whether the processor says that it is a virtual one; undefined where such processors do not say. */
export function isGuest(cpuinfo: string | undefined): boolean | undefined {
  const at = cpuinfo === undefined ? -1 : cpuinfo.search(/^flags\s*:/m)
  if (cpuinfo === undefined || at < 0) return undefined
  const end = cpuinfo.indexOf('\n', at)
  return / hypervisor( |$)/.test(cpuinfo.slice(at, end < 0 ? undefined : end))
}

/** Which system the boot messages name. */
export const byMessages = (text: string | undefined): string | undefined =>
  text === undefined || text.length <= 40 ? undefined : messageTests.find(([, pattern]) => pattern.test(text))?.[0]

/** All that `virtualSystem` may read. */
export const virtualReads: readonly Source[] = [
  ...[...new Set([...containerTests, ...kernelTests, ...guestTests].map(({ file }) => file))].map((file) => ({
    file,
    root: file === '/proc/1/environ',
  })),
  ...['/proc/xen', '/proc/xen/capabilities', currentClock, '/proc/cpuinfo', ...messageFiles].map((file) => ({ file })),
  { dir: '/sys/bus/virtio/devices' },
  { command: ['dmesg'], root: true },
  ...smbiosReads,
]
