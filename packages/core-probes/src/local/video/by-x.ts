import { type Host, valueOf as ifOk } from '../../host/port.ts'
import type { Card } from './card.ts'
import { parseDdcprobe } from './parse-ddcprobe.ts'
import { parseXorgLog, type XorgLog } from './parse-xorg-log.ts'

/** Servers by the path of their program: X, Xorg, XFree86. */
const server = /^\/(?:usr\/(?:bin|libexec|X11R6\/bin|lib\/xorg)|etc\/X11)\/X/

/** The adapter that a running X server found, and what the video BIOS says (`ddcprobe`). */
export async function cardByX(host: Host): Promise<{ readonly from: string; readonly card: Card } | undefined> {
  const log = await xorgLog(host)
  const probed = parseDdcprobe(ifOk(await host.commands.run(['ddcprobe'], { timeoutMs: 10_000 }))?.stdout ?? '')
  const kilobytes = log?.memory ?? Number(/^(\d{1,9})kb$/i.exec(probed.get('memory') ?? '')?.[1])
  const card: Card = {
    name: log?.name ?? probed.get('oem'),
    chip: log?.product ?? probed.get('product'),
    memory: Math.floor(kilobytes / 1024) || undefined,
    resolution: log?.resolution ?? /^\d{1,5}x\d{1,5}/.exec(probed.get('dtiming') ?? '')?.[0],
    slot: log?.place && slotOf(log.place),
    id: log?.id,
  }
  const known = Object.values(card).some((value) => value !== undefined && value !== '')
  return known ? { from: log ? 'log of the X server' : 'ddcprobe', card } : undefined
}

const slotOf = ({ bus, device, function: func }: NonNullable<XorgLog['place']>): string =>
  `${bus.toString(16).padStart(2, '0')}:${device.toString(16).padStart(2, '0')}.${func}`

/** The log that an X server holds open. */
async function xorgLog(host: Host): Promise<XorgLog | undefined> {
  const pids = (ifOk(await host.files.list('/proc')) ?? []).map(({ name }) => name).filter((name) => /^\d+$/.test(name))
  for (const pid of pids) {
    const command = ifOk(await host.files.text(`/proc/${pid}/cmdline`)) ?? ''
    if (!server.test(command)) continue
    for (const { name } of ifOk(await host.files.list(`/proc/${pid}/fd`)) ?? []) {
      const target = ifOk(await host.files.link(`/proc/${pid}/fd/${name}`)) ?? ''
      const text = target.endsWith('.log') ? ifOk(await host.files.text(target)) : undefined
      if (text !== undefined) return parseXorgLog(text)
    }
  }
  return undefined
}
