import { type Host, valueOf as ifOk } from '../../host/port.ts'
import { shortSlot } from '../pci/device.ts'
import type { Source } from '../probe.ts'
import { parseModes, parseXdpyinfo, parseXrandr } from './parse-screen.ts'

export const drm = '/sys/class/drm'
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
export interface Output {
  /** As the kernel numbers its adapter: `card0`. */
  readonly card: string
  /** PCI address of its adapter, as far as sysfs tells. */
  readonly slot: string | undefined
  readonly enabled: boolean
  readonly mode: string
}

/** The adapters that have outputs, by the kernel's numbers, and the outputs with a screen. */
export async function readOutputs(
  host: Host,
): Promise<{ readonly cards: readonly string[]; readonly outputs: readonly Output[] }> {
  const names = (ifOk(await host.files.list(drm)) ?? [])
    .map(({ name }) => name)
    .filter((name) => /^card\d+-/.test(name))
  const outputs = await Promise.all(names.map((name) => outputOf(host, name)))
  return { cards: [...new Set(names.map(cardOf))], outputs: outputs.filter((output) => output !== undefined) }
}

const cardOf = (name: string): string => name.slice(0, name.indexOf('-'))

async function outputOf(host: Host, name: string): Promise<Output | undefined> {
  const dir = `${drm}/${name}`
  const line = async (file: string): Promise<string> => ifOk(await host.files.text(`${dir}/${file}`))?.trim() ?? ''
  if ((await line('status')) !== 'connected') return undefined
  const [modes, enabled, link] = await Promise.all([line('modes'), line('enabled'), host.files.link(dir)])
  const mode = parseModes(modes)
  const address = /\/([\da-f]{4,8}:[\da-f]{2}:[\da-f]{2}\.[0-7])\/drm\//.exec(ifOk(link) ?? '')?.[1]
  return mode
    ? { card: cardOf(name), slot: address && shortSlot(address), enabled: enabled === 'enabled', mode }
    : undefined
}

/** The mode of the best of the outputs that an adapter has. */
export const modeOf = (outputs: readonly Output[], isIts: (output: Output) => boolean): string | undefined => {
  const own = outputs.filter(isIts)
  return (own.find(({ enabled }) => enabled) ?? own[0])?.mode
}

/** Where the kernel drives no outputs: its frame buffer, or the X server of this machine. */
export async function screenSize(host: Host): Promise<readonly [from: string, size: string | undefined]> {
  const console = parseModes(ifOk(await host.files.text(frameBuffer)) ?? '')
  if (console) return [frameBuffer, console]
  const said = async (command: readonly [string, ...string[]]): Promise<string> =>
    ifOk(await host.commands.run(command, { timeoutMs: 5000 }))?.stdout ?? ''
  const current = parseXrandr(await said(xrandr))
  return current ? ['xrandr', current] : ['xdpyinfo', parseXdpyinfo(await said(xdpyinfo))]
}
