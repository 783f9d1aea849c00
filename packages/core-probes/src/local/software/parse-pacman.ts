import { bytesOf } from '../byte-size.ts'
import { dayOf } from './days.ts'

/** One package of pacman. Undefined is "not told". */
export interface PacmanPackage {
  readonly name: string
  /** Without the epoch. */
  readonly version: string | undefined
  readonly description: string | undefined
  readonly arch: string | undefined
  /** Epoch seconds, or the day that `pacman -Qi` prints. */
  readonly installed: number | string | undefined
  /** Bytes on disk. */
  readonly size: number | string | undefined
  readonly groups: readonly string[]
  readonly packager: string | undefined
}

const withoutEpoch = (version: string | undefined): string | undefined => version?.replace(/^\d+:/, '')

/**
 * A `desc` file of pacman's local database (alpm, be_local.c): `%FIELD%` lines, each with its values on the lines after
 * it, up to an empty one. Undefined where it names no package.
 */
export function parsePacmanDesc(text: string): PacmanPackage | undefined {
  const fields = new Map<string, string[]>()
  let values: string[] | undefined
  for (const line of text.split('\n')) {
    const word = line.trim()
    if (/^%[A-Z0-9]{1,40}%$/.test(word)) {
      values = []
      fields.set(word.slice(1, -1), values)
    } else if (word === '') values = undefined
    else values?.push(word)
  }
  const one = (field: string): string | undefined => fields.get(field)?.[0]
  const name = one('NAME')
  if (!name) return undefined
  const time = one('INSTALLDATE') ?? ''
  return {
    name,
    version: withoutEpoch(one('VERSION')),
    description: one('DESC'),
    arch: one('ARCH'),
    installed: /^\d{1,12}$/.test(time) ? Number(time) : undefined,
    size: one('SIZE'),
    groups: fields.get('GROUPS') ?? [],
    packager: one('PACKAGER'),
  }
}

/**
 * Packages of `pacman -Qqi`: blocks of `Key : value` lines that each begin with `Name`. `None` is pacman's word for what
 * a package does not have.
 */
export function parsePacmanInfo(text: string): PacmanPackage[] {
  const blocks: Map<string, string>[] = []
  for (const line of text.split('\n')) {
    const colon = line.indexOf(':')
    if (colon < 1 || /^\s/.test(line)) continue
    const key = line.slice(0, colon).trimEnd()
    const value = line.slice(colon + 1).trim()
    if (key === 'Name') blocks.push(new Map())
    if (value !== '' && value !== 'None') blocks.at(-1)?.set(key, value)
  }
  return blocks.flatMap((block) => {
    const name = block.get('Name')
    if (name === undefined) return []
    const packager = block.get('Packager')
    return {
      name,
      version: withoutEpoch(block.get('Version')),
      description: block.get('Description'),
      arch: block.get('Architecture'),
      installed: dayOf(block.get('Install Date') ?? ''),
      size: bytesOf(block.get('Installed Size') ?? ''),
      groups: block.get('Groups')?.split(/\s+/) ?? [],
      packager: packager === 'Unknown Packager' ? undefined : packager,
    }
  })
}
