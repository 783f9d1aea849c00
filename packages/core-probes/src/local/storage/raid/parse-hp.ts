import { diskManufacturer, toMegabytes } from '@fusioninventory/protocol'
import type { Storage } from '../disk.ts'

/** Smart Array controllers by `hpacucli` and its successors `hpssacli`, `ssacli`: one language, one form of output. */

/** `ctrl all show`: numbers of slots; `Smart Array P420i in Slot 0 (Embedded)    (sn: ...)`. */
export const parseSlots = (text: string): number[] =>
  [...text.matchAll(/^.{0,200}\bin Slot (\d{1,4})\b/gm)].map(([, slot]) => Number(slot))

/** `ctrl slot=N pd all show`: names of disks; `physicaldrive 1I:1:1 (port 1I:box 1:bay 1, SAS, 300 GB, OK)`. */
export const parseDrives = (text: string): string[] =>
  [...text.matchAll(/\bphysicaldrive ([\w:.-]{1,40})/g)].map(([, name]) => name ?? '')

/** `ctrl slot=N pd NAME show`. The model of a SATA disk is told behind `ATA`. */
export function parsePhysicalDrive(text: string): Storage {
  const values = new Map<string, string>()
  for (const line of text.split('\n', 1000)) {
    const pair = /^\s*(\S[^:]{0,100}):\s+(\S.{0,200})$/.exec(line.trimEnd())
    if (pair) values.set(pair[1]?.trim() ?? '', pair[2]?.trim() ?? '')
  }
  const model = (values.get('Model') ?? '').replace(/^ATA\s+/, '').replace(/\s+/g, ' ')
  const [maker = '', name] = /^(\S+) (\S+)$/.exec(model)?.slice(1) ?? [model, model]
  const kind = values.get('Drive Type')
  return {
    NAME: model || undefined,
    MODEL: name || undefined,
    MANUFACTURER: maker === '' ? undefined : diskManufacturer(maker),
    SERIALNUMBER: values.get('Serial Number'),
    FIRMWARE: values.get('Firmware Revision'),
    DESCRIPTION: values.get('Interface Type'),
    DISKSIZE: toMegabytes(values.get('Size')),
    TYPE: kind === undefined || kind === 'Data Drive' ? 'disk' : kind,
    WWN: /^[0-9a-f]{16}$/i.exec(values.get('WWID') ?? '')?.[0].toLowerCase(),
  }
}

/** A controller as `ctrl all show config` lists it: its own serial number, and how many disks of it work. */
export interface Controller {
  readonly slot: string
  readonly serial: string
  readonly drives: number
}

export function parseConfig(text: string): readonly Controller[] {
  const found: { slot: string; serial: string; drives: number }[] = []
  for (const line of text.split('\n', 50_000)) {
    const head = /^\S.{0,100} in Slot (\d{1,4})\s.{0,100}\(sn: ?(\w{1,40})\s?\)/.exec(line)
    if (head) found.push({ slot: head[1] ?? '', serial: head[2] ?? '', drives: 0 })
    const last = found.at(-1)
    if (last && /^\s+physicaldrive\s/.test(line) && !line.includes('Failed')) last.drives++
  }
  return found
}
