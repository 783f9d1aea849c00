import { diskManufacturer, toMegabytes } from '@fusioninventory/protocol'
import type { Storage } from '../disk.ts'

/** Labels and values of one block of the output. */
export type Block = ReadonlyMap<string, string>

/** `Label : value`, trimmed; undefined without both. */
function pairOf(line: string): readonly [string, string] | undefined {
  const colon = line.indexOf(':')
  const value = line.slice(colon + 1, 1000).trim()
  return colon > 0 && value !== '' ? [line.slice(0, colon).trim(), value] : undefined
}

/** A block begins at each line with that label; what is before the first is left out. */
function blocksAt(text: string, label: string): Map<string, string>[] {
  const blocks: Map<string, string>[] = []
  for (const line of text.split('\n', 500_000)) {
    const pair = pairOf(line)
    if (pair?.[0] === label) blocks.push(new Map())
    if (pair) blocks.at(-1)?.set(...pair)
  }
  return blocks
}

/** `megacli -PDlist`: the physical disks. */
export const parsePdList = (text: string): readonly Block[] => blocksAt(text, 'Enclosure Device ID')

/** `megacli -ldinfo -lAll`: volumes by number; `Virtual Drive: 0 (Target Id: 0)`. */
export const parseLdInfo = (text: string): ReadonlyMap<string, Block> =>
  new Map(
    blocksAt(text, 'Virtual Drive').map((block) => [/^\d+/.exec(block.get('Virtual Drive') ?? '')?.[0] ?? '', block]),
  )

/** Lines `Label : value` of a whole output: `megacli -AdpGetPciInfo`. */
export const parsePairs = (text: string): Block =>
  new Map(text.split('\n', 10_000).flatMap((line) => [pairOf(line) ?? []].filter((pair) => pair.length === 2)))

/** `megacli -adpCount`: `Controller Count: 1.` */
export const parseAdapterCount = (text: string): number | undefined => {
  const digits = /Controller Count:\s{0,20}(\d{1,2})/.exec(text)?.[1]
  return digits === undefined ? undefined : Number(digits)
}

/** `megacli -EncInfo`: device id by the number of the enclosure. */
export function parseEnclosures(text: string): ReadonlyMap<number, number> {
  const enclosures = new Map<number, number>()
  let at: number | undefined
  for (const line of text.split('\n', 100_000)) {
    const head = /^\s*Enclosure (\d{1,5}):/.exec(line)?.[1]
    const id = /^\s*Device ID\s*:\s*(\d{1,5})/.exec(line)?.[1]
    if (head !== undefined) at = Number(head)
    else if (id !== undefined && at !== undefined) enclosures.set(at, Number(id))
  }
  return enclosures
}

/** A disk of `megacli -ShowSummary`. */
export interface Summary {
  readonly enclosure?: number
  readonly position?: string
  readonly slot: string
  readonly values: Block
}

const connector = /^\s*Connector\s*:\s*(\d{1,5})(?:<\w+>)?(?:<Encl Pos (\d{1,5}) ?>)?\s*:\s*Slot (\d{1,5})/

/**
 * Physical disks of `megacli -ShowSummary`, between the headings `PD` and `Storage`. Each begins with its connector:
 * `00<Internal><Encl Pos 1 >: Slot 3`. A backplane has one as well.
 */
export function parseSummary(text: string): readonly Summary[] {
  const lines = text.split('\n', 100_000)
  const start = lines.findIndex((line) => /^\s+PD\s*$/.test(line))
  const end = lines.findIndex((line) => /^Storage\s*$/.test(line))
  const found: { enclosure?: number; position?: string; slot?: string; values: Map<string, string> }[] = []
  for (const line of start < 0 ? [] : lines.slice(start + 1, end < start ? undefined : end)) {
    const pair = pairOf(line)
    if (!pair) continue
    if (pair[0] !== 'Connector') {
      found.at(-1)?.values.set(...pair)
      continue
    }
    const [, enclosure = '', position, slot] = connector.exec(line) ?? []
    found.push({
      ...(position !== undefined && { enclosure: Number(enclosure), position }),
      ...(slot !== undefined && { slot }),
      values: new Map(),
    })
  }
  return found.flatMap(({ slot, ...rest }) =>
    slot === undefined || rest.values.get('Product Id') === 'SAS2 EXP BP' ? [] : [{ ...rest, slot }],
  )
}

/**
 * The inquiry data of a disk is vendor, model, firmware and serial number in one text, with columns of their own for SCSI
 * and SATA; the summary knows vendor and model, so that the rest is the serial number.
 */
export function megaraidDisk(disk: Block, enclosures: ReadonlyMap<number, number>, all: readonly Summary[]): Storage {
  const firmware = disk.get('Device Firmware Level')
  const inquiry = disk.get('Inquiry Data') ?? ''
  const summary = all.find(
    ({ enclosure, position, slot }) =>
      slot === disk.get('Slot Number') &&
      (position === undefined ||
        (position === disk.get('Enclosure position') &&
          String(enclosures.get(enclosure ?? -1)) === disk.get('Enclosure Device ID'))),
  )
  const { vendor, model, serial } = summary
    ? bySummary(inquiry, firmware, summary.values)
    : byColumns(inquiry, firmware)
  const words = /^(\S+)\s+(\S+)$/.exec(model ?? '')
  const name = words?.[2] ?? model
  const maker = words?.[1] ?? vendor ?? model
  return {
    NAME: name,
    MODEL: name,
    MANUFACTURER: maker && diskManufacturer(maker),
    SERIALNUMBER: serial || undefined,
    FIRMWARE: firmware,
    DESCRIPTION: disk.get('PD Type'),
    DISKSIZE: toMegabytes(disk.get('Raw Size')?.replace(/\s*\[.*$/, '')),
    TYPE: 'disk',
    WWN: /^[0-9a-f]{16}$/i.exec(disk.get('WWN') ?? '')?.[0].toLowerCase(),
  }
}

interface Names {
  readonly vendor?: string | undefined
  readonly model?: string | undefined
  readonly serial?: string | undefined
}

function bySummary(inquiry: string, firmware: string | undefined, summary: Block): Names {
  const told = summary.get('Vendor Id')
  const vendor = told === 'ATA' ? undefined : told
  const product = summary.get('Product Id') ?? ''
  const at = product === '' ? -1 : inquiry.indexOf(product)
  // The summary has the first 16 characters of it.
  const model = at < 0 ? product : product + (/^\S*/.exec(inquiry.slice(at + product.length))?.[0] ?? '')
  let rest = inquiry
  for (const part of [firmware, vendor, model]) if (part) rest = rest.replace(part, () => ' ')
  return { vendor, model: model || undefined, serial: rest.replace(/\s/g, '') }
}

/** SCSI: vendor 8, model 16, firmware 4, serial number. SATA: serial number 20, model 40, firmware 8. */
function byColumns(inquiry: string, firmware: string | undefined): Names {
  const part = (from: number, to?: number): string => inquiry.slice(from, to).trim()
  if (firmware !== undefined && part(24, 28) === firmware)
    return { vendor: part(0, 8), model: part(8, 24), serial: part(28) }
  // Without the blanks in front of its serial number, so it is read from the end.
  const model = (firmware === undefined ? -1 : inquiry.lastIndexOf(firmware)) - 40
  return model > 0 ? { model: part(model, model + 40), serial: part(0, model) } : {}
}
