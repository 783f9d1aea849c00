/** What the content of a section means, kind by kind. Readers throw CaptureError on what the format does not know. */
import type { Entry, FileType, InterfaceAddress, RegistryKey, Stat, StatFs, WmiRow } from '../port.ts'
import { compareBytes } from '../text.ts'
import { CaptureError } from './error.ts'
import type { Section } from './model.ts'
import { parseName, quoteName, shorten } from './names.ts'

/** An entry of a list; `stat` where the list has the attribute. */
export type ListEntry = Entry & { readonly stat?: Stat }

const isType = (text: string | undefined): text is FileType => text !== undefined && /^[fdlo]$/.test(text)
const number = (text: string | undefined, pattern: RegExp, base: number): number | undefined => {
  if (text === undefined || text === '-') return undefined
  // 64 bits and more, rounded as Node rounds them: some file systems have such sizes.
  if (text.length > 22 || !pattern.test(text)) throw new CaptureError(`not a number: ${shorten(text)}`)
  return Number.parseInt(text, base)
}

function statOf(fields: readonly string[]): Stat {
  const [type, mode, uid, gid, size, mtime] = fields
  if (fields.length !== 6 || !isType(type)) throw new CaptureError(`not TYPE MODE UID GID SIZE MTIME`)
  const values = {
    mode: number(mode, /^[0-7]+$/, 8),
    uid: number(uid, /^\d+$/, 10),
    gid: number(gid, /^\d+$/, 10),
    size: number(size, /^\d+$/, 10),
    mtime: number(mtime, /^-?\d+$/, 10),
  }
  return { type, ...Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) }
}

export const formatStat = (stat: Stat): string =>
  [stat.type, stat.mode?.toString(8), stat.uid, stat.gid, stat.size, stat.mtime].map((v) => v ?? '-').join(' ')

/** The text without its final line feed: link targets, paths. */
export const withoutEol = (content: string): string => (content.endsWith('\n') ? content.slice(0, -1) : content)

export const readStat = (content: string): Stat => statOf(withoutEol(content).split(' '))

/** More than any directory that is worth a recording. */
const MAX_ENTRIES = 1 << 20

/** Entries, sorted by bytes, each name once. */
export function readList(content: string, withStat: boolean): readonly ListEntry[] {
  const entries = new Map<string, ListEntry>()
  for (let start = 0, end = 0; start < content.length; start = end + 1) {
    end = content.indexOf('\n', start)
    if (end < 0) end = content.length
    const line = content.slice(start, end)
    const [head, name] = cutFields(line, withStat ? 6 : 1)
    if (name.includes('/')) throw new CaptureError(`a name with a slash: ${shorten(name)}`)
    if (entries.has(name)) continue
    if (entries.size === MAX_ENTRIES) throw new CaptureError(`a list of more than ${MAX_ENTRIES} entries`)
    const type = head[0]
    if (!isType(type)) throw new CaptureError(`not f, d, l or o and a name: ${shorten(line)}`)
    entries.set(name, withStat ? { type, name, stat: statOf(head) } : { type, name })
  }
  return [...entries.values()].sort((a, b) => compareBytes(a.name, b.name))
}

function cutFields(line: string, count: number): readonly [fields: readonly string[], name: string] {
  const fields: string[] = []
  let start = 0
  while (fields.length < count) {
    const blank = line.indexOf(' ', start)
    if (blank < 0) throw new CaptureError(`a name is missing: ${shorten(line)}`)
    fields.push(line.slice(start, blank))
    start = blank + 1
  }
  return [fields, parseName(line.slice(start))]
}

export const formatList = (entries: readonly ListEntry[]): string =>
  [...entries]
    .sort((a, b) => compareBytes(a.name, b.name))
    .map((entry) => `${entry.stat ? formatStat(entry.stat) : entry.type} ${quoteName(entry.name)}\n`)
    .join('')

export function readStatFs(content: string): StatFs {
  const fields = withoutEol(content).split(' ')
  const [type, ...sizes] = fields
  if (fields.length !== 5 || type === undefined || !/^(?:0x)?[\da-f]{1,16}$/i.test(type))
    throw new CaptureError('not TYPE BSIZE BLOCKS BFREE BAVAIL')
  const [bsize = 0, blocks = 0, bfree = 0, bavail = 0] = sizes.map((text) => number(text, /^\d+$/, 10) ?? 0)
  return { type: type.toLowerCase().replace(/^0x/, ''), bsize, blocks, bfree, bavail }
}

export const formatStatFs = (fs: StatFs): string => `${fs.type} ${fs.bsize} ${fs.blocks} ${fs.bfree} ${fs.bavail}\n`

export const formatJson = (value: unknown): string => `${JSON.stringify(value, null, 1)}\n`

type JsonObject = Record<string, unknown>
const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const isTexts = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((item) => typeof item === 'string')

/** What a recorder takes of one answer, in characters. */
const MAX_JSON = 16 * 1024 * 1024

function parseJson(content: string): unknown {
  if (content.length > MAX_JSON) throw new CaptureError('JSON above 16 MiB')
  try {
    return JSON.parse(content)
  } catch {
    throw new CaptureError('the content is not JSON')
  }
}

const isRow = (value: unknown): value is WmiRow =>
  isObject(value) && Object.values(value).every((v) => v === null || typeof v === 'string' || isTexts(v))

export function readWmi(content: string): readonly WmiRow[] {
  const rows = parseJson(content)
  if (!Array.isArray(rows) || !rows.every(isRow))
    throw new CaptureError('not a list of instances of strings, lists of strings and nulls')
  return rows
}

/** Windows itself goes no deeper. */
const REGISTRY_DEPTH = 512

function isRegistryKey(value: unknown, depth = 0): value is RegistryKey {
  if (!isObject(value) || depth > REGISTRY_DEPTH) return false
  return Object.entries(value).every(([name, item]) =>
    name.endsWith('/') && name !== '/'
      ? isRegistryKey(item, depth + 1)
      : name.startsWith('/') &&
        (typeof item === 'string' || isTexts(item) || (isObject(item) && typeof item.hex === 'string')),
  )
}

export function readRegistry(content: string): RegistryKey {
  const key = parseJson(content)
  if (!isRegistryKey(key)) throw new CaptureError('not a registry key: "/Name" is a value, "Sub/" a subkey')
  return key
}

export function readEnv(content: string): Readonly<Record<string, string>> {
  const env = parseJson(content)
  if (!isObject(env) || !isTexts(Object.values(env))) throw new CaptureError('not an object of variables')
  return env as Readonly<Record<string, string>>
}

const isAddress = (value: unknown): value is InterfaceAddress =>
  isObject(value) &&
  isTexts([value.address, value.netmask, value.mac]) &&
  (value.family === 'IPv4' || value.family === 'IPv6') &&
  typeof value.internal === 'boolean' &&
  (value.cidr === null || typeof value.cidr === 'string') &&
  (value.scopeid === undefined || typeof value.scopeid === 'number')

export function readInterfaces(content: string): Readonly<Record<string, readonly InterfaceAddress[]>> {
  const all = parseJson(content)
  if (!isObject(all) || !Object.values(all).every((list) => Array.isArray(list) && list.every(isAddress)))
    throw new CaptureError('not what os.networkInterfaces() gives')
  return all as Readonly<Record<string, readonly InterfaceAddress[]>>
}

function checkWhich(content: string): void {
  if (!/^(?:[A-Za-z]:[\\/]|\/)/.test(content) || withoutEol(content).includes('\n'))
    throw new CaptureError('not an absolute path')
}

/** Refuses content that its kind cannot have. */
export function checkContent(section: Section): void {
  const { kind, state, attributes } = section
  if (state !== 'ok') {
    if (!(kind === 'command' && state === 'timeout') && section.content !== '')
      throw new CaptureError(`a section that is ${state} has no content`)
    return
  }
  // Any bytes will do, and they are not even decoded.
  if (kind === 'file' || kind === 'command' || kind === 'request') return
  const { content } = section
  if (kind === 'list') readList(content, attributes.stat === true)
  else if (kind === 'stat') readStat(content)
  else if (kind === 'statfs') readStatFs(content)
  else if (kind === 'wmi') readWmi(content)
  else if (kind === 'registry') readRegistry(content)
  else if (kind === 'env') readEnv(content)
  else if (kind === 'interfaces') readInterfaces(content)
  else if (kind === 'which') checkWhich(content)
  else if (withoutEol(content) === '') throw new CaptureError('a link without target')
}
