import { type Host, valueOf as ifOk } from '../../host/port.ts'
import type { Patch } from '../probe.ts'
import { parseModem, parseModemList } from './parse-mmcli.ts'

const TYPE = 'Mobile broadband'

/** Modems that have a control port: as ModemManager knows them, else as they describe themselves on the USB. */
export async function mobileModems(host: Host, ports: readonly string[]): Promise<readonly Patch[]> {
  const managed = await byManager(host)
  if (managed.length > 0) return [{ from: 'mmcli', content: { MODEMS: managed } }]
  const dirs = new Set(await Promise.all(ports.map((port) => deviceOf(host, port))))
  const found = await Promise.all([...dirs].map((dir) => (dir === undefined ? undefined : describe(host, dir))))
  const entries = found.filter((entry) => entry !== undefined)
  return entries.length > 0 ? [{ from: '/sys/bus/usb/devices', content: { MODEMS: entries } }] : []
}

async function byManager(host: Host) {
  const mmcli = async (...args: readonly string[]): Promise<string> =>
    ifOk(await host.commands.run(['mmcli', ...args, '-J'], { timeoutMs: 10_000 }))?.stdout ?? ''
  const modems = []
  for (const number of parseModemList(await mmcli('-L')).slice(0, 32)) {
    const modem = parseModem(await mmcli('-m', number))
    if (modem) modems.push({ ...modem, NAME: [modem.MANUFACTURER, modem.MODEL].filter(Boolean).join(' '), TYPE })
  }
  return modems
}

/** The USB device, `1-4`, that a control port belongs to; undefined where it is on another bus. */
async function deviceOf(host: Host, port: string): Promise<string | undefined> {
  const target = ifOk(await host.files.link(port)) ?? ''
  return /\/(\d+-[\d.]+):[\d.]+\//.exec(target)?.[1]
}

async function describe(host: Host, device: string) {
  const line = async (file: string): Promise<string | undefined> =>
    ifOk(await host.files.text(`/sys/bus/usb/devices/${device}/${file}`))?.trim() || undefined
  const [MANUFACTURER, MODEL, SERIAL] = await Promise.all(['manufacturer', 'product', 'serial'].map(line))
  const NAME = [MANUFACTURER, MODEL].filter(Boolean).join(' ')
  return NAME ? { NAME, MANUFACTURER, MODEL, SERIAL, TYPE } : undefined
}
