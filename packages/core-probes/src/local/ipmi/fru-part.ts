import { manufacturer, toWatts } from '@fusioninventory/protocol'
import type { Fru } from './parse-fru.ts'

/** What the labels of a unit say, whatever kind of part it is. */
export interface Part {
  readonly name: string | undefined
  readonly maker: string | undefined
  readonly partNumber: string | undefined
  readonly revision: string | undefined
  readonly serial: string | undefined
  /** Watts. */
  readonly power: number | undefined
  readonly hotSwap: boolean
}

/** The board tells of the part itself, the product of what it is sold as; memory has labels of its own. */
const labels = {
  name: ['Board Product', 'Product Name'],
  maker: ['Board Mfg', 'Product Manufacturer', 'Manufacturer'],
  partNumber: ['Board Part Number', 'Product Part Number', 'Part Number'],
  revision: ['Product Version'],
  serial: ['Board Serial', 'Product Serial', 'Serial Number'],
  power: ['Max Power Capacity', 'Capacity'],
} as const

export function partOf({ fields }: Fru): Part {
  const first = (names: readonly string[]): string | undefined =>
    names.map((name) => fields.get(name)).find((value) => value !== undefined)
  const written = first(labels.maker)
  const maker = written && manufacturer(written)
  const number = first(labels.partNumber)
  // Dell writes the revision behind the six characters of the part number: 0GDJ3JA03.
  const dell = maker === 'Dell' ? /^([0-9A-Z]{6})([A-Z]\d\d)$/.exec(number ?? '') : null
  return {
    name: first(labels.name),
    maker,
    partNumber: dell?.[1] ?? number,
    revision: dell?.[2] ?? first(labels.revision),
    serial: first(labels.serial),
    power: toWatts(first(labels.power)),
    hotSwap: /Hot swap/i.test(fields.get('Flags') ?? ''),
  }
}
