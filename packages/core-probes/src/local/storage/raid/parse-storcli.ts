import { diskManufacturer, toMegabytes } from '@fusioninventory/protocol'
import { attribute, type Storage } from '../disk.ts'
import { type Json, memberOf, textOf } from './json.ts'

/**
 * `storcli /call/eall/sall show all J` and `perccli`: `{"Controllers": [{"Response Data": {...}}]}`, where a disk has
 * `Drive /c0/e252/s0` (a list of one: interface, medium, model, size) and `Drive /c0/e252/s0 - Detailed Information`, within
 * that `Drive ... Device attributes` (serial number, firmware, WWN). Numbers before the braces of old versions are skipped.
 */
export function parseStorcli(document: Json | undefined): Storage[] {
  const controllers = memberOf(document, 'Controllers')
  return (Array.isArray(controllers) ? controllers : []).flatMap((controller: Json) => {
    const data = memberOf(controller, 'Response Data')
    const names = typeof data === 'object' && data !== null && !Array.isArray(data) ? Object.keys(data) : []
    return names.filter((name) => /^Drive \/c\d+(?:\/e\d+)?\/s\d+$/.test(name)).map((name) => diskOf(data, name))
  })
}

function diskOf(data: Json | undefined, name: string): Storage {
  const rows = memberOf(data, name)
  const row = Array.isArray(rows) ? rows[0] : undefined
  const details = memberOf(data, `${name} - Detailed Information`)
  const attributes = memberOf(details, `${name} Device attributes`)
  const told = (key: string): string | undefined => {
    const text = attribute(textOf(memberOf(attributes, key)))
    return text === 'NA' ? undefined : text
  }
  const words = (told('Model Number') ?? attribute(textOf(memberOf(row, 'Model'))) ?? '').split(' ')
  const maker = told('Manufacturer Id')
  const MODEL = (words.length === 2 ? words[1] : words.join(' ')) || undefined
  const named = maker !== undefined && maker !== 'ATA' ? maker : words[0]
  const bus = textOf(memberOf(row, 'Intf'))
  return {
    NAME: name.slice('Drive /'.length).replaceAll('/', ''),
    MODEL,
    MANUFACTURER: named ? diskManufacturer(named) : undefined,
    SERIALNUMBER: told('SN'),
    FIRMWARE: told('Firmware Revision'),
    WWN: told('WWN')?.toLowerCase(),
    DESCRIPTION: bus,
    INTERFACE: (bus === 'NVMe' ? 'NVME' : bus) as Storage['INTERFACE'],
    DISKSIZE: sizeOf(told('Raw size') ?? textOf(memberOf(row, 'Size'))),
    TYPE: 'disk',
  }
}

/** `279.396 GB [0x22ecb25c Sectors]`: GB of 1024, but the sectors are exact. */
function sizeOf(text: string | undefined): number | undefined {
  const sectors = /\[0x([0-9a-f]{1,12}) Sectors/i.exec(text ?? '')?.[1]
  if (sectors !== undefined) return Math.trunc((Number.parseInt(sectors, 16) * 512) / 1e6)
  const inMebibytes = toMegabytes(text?.trim(), 1024)
  return inMebibytes === undefined ? undefined : Math.trunc((inMebibytes * 1048576) / 1e6)
}
