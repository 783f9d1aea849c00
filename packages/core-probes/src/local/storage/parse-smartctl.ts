import { diskManufacturer, toMegabytes } from '@fusioninventory/protocol'
import type { Storage } from './disk.ts'

const first = (text: string | undefined): string | undefined => /^\w+/.exec(text ?? '')?.[0]

/** `Label:   value` lines by their label in lower case; of two equal ones the last. */
function labelled(text: string): ReadonlyMap<string, string> {
  const values = new Map<string, string>()
  for (const line of text.split('\n', 10_000)) {
    const colon = line.indexOf(':')
    const value = line.slice(colon + 1, 1000).trim()
    if (colon > 0 && value !== '') values.set(line.slice(0, colon).trim().toLowerCase(), value)
  }
  return values
}

/**
 * `smartctl -i DEVICE` (smartmontools 5 to 7). Labels differ between ATA (`Device Model`, `Firmware Version`) and SCSI
 * (`Vendor`, `Product`, `Revision`, `Transport protocol`). What smartctl is told nothing else about is a SATA disk.
 */
export function parseSmartctl(text: string): Storage {
  const values = labelled(text)
  const get = (...labels: readonly string[]): string | undefined => {
    for (const label of labels) if (values.has(label)) return values.get(label)
    return undefined
  }
  const transport = first(get('transport protocol'))
  const model = get('device model')
  const maker = first(get('vendor', 'model family', 'add. product id')) ?? words(model) ?? first(get('product'))
  const capacity = /^[\d., ]+(?:bytes|[kmgtp]b)/i.exec(get('user capacity') ?? '')?.[0]
  return defined({
    TYPE: first(get('device type')) ?? 'disk',
    DESCRIPTION: transport ?? 'SATA',
    INTERFACE: (transport ?? first(get('sata version is'))) as Storage['INTERFACE'],
    DISKSIZE: toMegabytes(capacity),
    MANUFACTURER: maker === undefined ? undefined : diskManufacturer(maker),
    MODEL: first(get('product')) ?? words(model) ?? words(get('model family')),
    FIRMWARE: unbroken(get('revision', 'firmware version')),
    SERIALNUMBER: unbroken(get('serial number')),
    WWN: /^(?:0x)?[0-9a-f ]+/i.exec(get('lu wwn device id') ?? '')?.[0].replaceAll(' ', ''),
  })
}

const unbroken = (text: string | undefined): string | undefined => /^\S+/.exec(text ?? '')?.[0]
const words = (text: string | undefined): string | undefined => /^[\w\s-]+/.exec(text ?? '')?.[0].trim()

const defined = (fields: Storage): Storage =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined && value !== '')) as Storage
