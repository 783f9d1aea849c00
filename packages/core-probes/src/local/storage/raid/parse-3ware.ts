import { diskManufacturer } from '@fusioninventory/protocol'
import type { Storage } from '../disk.ts'

/** 3ware (AMCC, LSI) controllers by `tw_cli`. */

export interface Card {
  readonly id: string
  readonly model: string
}

/** `tw_cli info`: rows `c0    9650SE-2LP   2  ...`. */
export const parseCards = (text: string): Card[] =>
  [...text.matchAll(/^(c\d{1,3})\s+([\w-]{1,40})/gm)].map(([, id = '', model = '']) => ({ id, model }))

/** `tw_cli info cN`: units `u0`. */
export const parseUnits = (text: string): string[] => [...text.matchAll(/^(u\d{1,3})\b/gm)].map(([, id = '']) => id)

/** `tw_cli info cN uN`: the ports of a unit, whatever column they are in. */
export const parsePorts = (text: string): string[] => [
  ...new Set([...text.matchAll(/(?:^|\s)(p\d{1,3})(?=\s|$)/gm)].map(([, id = '']) => id)),
]

/** `tw_cli info cN pN model serial capacity firmware`: rows `/c0/p0 Model = WDC WD740ADFD-00NLR4`. GB are of 1024 MB. */
export function parsePort(text: string, card: Card): Storage {
  const value = (label: RegExp): string | undefined => label.exec(text.slice(0, 10_000))?.[1]?.trim() || undefined
  const MODEL = value(/Model = (.{1,100})/)
  const gigabytes = value(/Capacity = (\d{1,9}(?:\.\d{1,4})?) GB/)
  const terabytes = value(/Capacity = (\d{1,9}(?:\.\d{1,4})?) TB/)
  return {
    MODEL,
    MANUFACTURER: MODEL && diskManufacturer(MODEL),
    SERIALNUMBER: value(/Serial = (.{1,100})/),
    FIRMWARE: value(/Firmware Version = (.{1,100})/),
    DISKSIZE: gigabytes ? 1024 * Number(gigabytes) : terabytes ? 1024 * 1024 * Number(terabytes) : undefined,
    TYPE: 'disk',
    DESCRIPTION: busOf(card),
  }
}

/** Cards by their number: up to 6xxx for IDE disks, 7xxx to 9690 for SATA, the last ones for SAS as well. */
function busOf({ model }: Card): string | undefined {
  if (/^[56]/.test(model)) return 'IDE'
  return /^[789]/.test(model) ? 'SATA' : undefined
}
