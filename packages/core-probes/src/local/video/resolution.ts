import { type Host, valueOf as ifOk } from '../../host/port.ts'
import { shortSlot } from '../pci/device.ts'
import type { Source } from '../probe.ts'
import { parseModes, parseXdpyinfo, parseXrandr } from './parse-screen.ts'

const drm = '/sys/class/drm'
const frameBuffer = '/sys/class/graphics/fb0/modes'
const xrandr = ['xrandr', '-d', ':0'] as const
const xdpyinfo = ['xdpyinfo', '-d', ':0'] as const

export const resolutionReads: readonly Source[] = [
  { dir: drm },
  ...['status', 'enabled', 'modes'].map((name) => ({ file: `${drm}/card*-*/${name}` })),
  { file: frameBuffer },
  { command: xrandr },
  { command: xdpyinfo },
]

/** An output with a screen. */
interface Output {
  /** PCI address of its adapter, as far as sysfs tells. */
  readonly slot: string | undefined
  readonly enabled: boolean
  readonly mode: string
}

/** The resolutions of adapters that the kernel drives. `known`: it drives outputs, with a screen or not. */
export async function readOutputs(
  host: Host,
): Promise<{ readonly known: boolean; readonly outputs: readonly Output[] }> {
  const names = (ifOk(await host.files.list(drm)) ?? [])
    .map(({ name }) => name)
    .filter((name) => /^card\d+-/.test(name))
  const outputs = await Promise.all(names.map((name) => outputOf(host, `${drm}/${name}`)))
  return { known: names.length > 0, outputs: outputs.filter((output) => output !== undefined) }
}

async function outputOf(host: Host, dir: string): Promise<Output | undefined> {
  const line = async (file: string): Promise<string> => ifOk(await host.files.text(`${dir}/${file}`))?.trim() ?? ''
  if ((await line('status')) !== 'connected') return undefined
  const [modes, enabled, link] = await Promise.all([line('modes'), line('enabled'), host.files.link(dir)])
  const mode = parseModes(modes)
  const address = /\/([\da-f]{4,8}:[\da-f]{2}:[\da-f]{2}\.[0-7])\/drm\//.exec(ifOk(link) ?? '')?.[1]
  return mode ? { slot: address && shortSlot(address), enabled: enabled === 'enabled', mode } : undefined
}

/** The mode that the best output of an adapter has; `alone`: an output that names no adapter is its own, too. */
export function modeOf(outputs: readonly Output[], slot: string, alone: boolean): string | undefined {
  const own = outputs.filter((output) => output.slot === slot || (alone && output.slot === undefined))
  return (own.find(({ enabled }) => enabled) ?? own[0])?.mode
}

/** Where the kernel drives no outputs: its frame buffer, or the X server of this machine. */
export async function screenSize(host: Host): Promise<string | undefined> {
  const console = parseModes(ifOk(await host.files.text(frameBuffer)) ?? '')
  if (console) return console
  const said = async (command: readonly [string, ...string[]]): Promise<string> =>
    ifOk(await host.commands.run(command, { timeoutMs: 5000 }))?.stdout ?? ''
  return parseXrandr(await said(xrandr)) ?? parseXdpyinfo(await said(xdpyinfo))
}
