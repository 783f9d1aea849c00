import type { RpmPackage } from './parse-rpm-query.ts'

/** Tags of a package header (rpmtag.h), those that an inventory wants. */
const tags = {
  name: 1000,
  version: 1001,
  release: 1002,
  summary: 1004,
  installed: 1008,
  size: 1009,
  vendor: 1011,
  group: 1016,
  arch: 1022,
  longSize: 5009,
} as const

/** An entry of the index: type and place of the value. */
interface Entry {
  readonly type: number
  readonly offset: number
}

const int32 = 4
const int64 = 5
/** String, array of strings, string in several languages: the first is meant. */
const strings = new Set([6, 8, 9])
const intro = 8
const entrySize = 16
/** A text longer than that is none that anybody wants to see. */
const longest = 65_536

/**
 * A header as rpm's database holds it (rpm, "RPM file format", header): number of index entries and size of the data, big
 * endian, then entries of tag, type, offset and count, then data. Undefined where it is none, or not of a package.
 */
export function parseRpmHeader(blob: Uint8Array): RpmPackage | undefined {
  if (blob.length < intro) return undefined
  const view = new DataView(blob.buffer, blob.byteOffset, blob.length)
  const count = view.getUint32(0)
  const data = intro + count * entrySize
  const end = data + view.getUint32(4)
  if (end > blob.length) return undefined
  const index = new Map<number, Entry>()
  for (let at = intro; at < data; at += entrySize)
    index.set(view.getUint32(at), { type: view.getUint32(at + 4), offset: data + view.getUint32(at + 8) })

  const text = (tag: number): string => {
    const entry = index.get(tag)
    if (!entry || !strings.has(entry.type) || entry.offset >= end) return ''
    const nul = blob.indexOf(0, entry.offset)
    const to = Math.min(nul < 0 ? end : nul, end, entry.offset + longest)
    return Buffer.from(blob.buffer, blob.byteOffset + entry.offset, to - entry.offset)
      .toString('utf8')
      .trim()
  }
  const number = (tag: number): bigint | undefined => {
    const entry = index.get(tag)
    if (entry?.type === int32 && entry.offset + 4 <= end) return BigInt(view.getUint32(entry.offset))
    if (entry?.type === int64 && entry.offset + 8 <= end) return view.getBigUint64(entry.offset)
    return undefined
  }

  const [name, version, release] = [text(tags.name), text(tags.version), text(tags.release)]
  if (!name || !version || name === 'gpg-pubkey') return undefined
  const installed = number(tags.installed)
  return {
    name,
    version: `${version}-${release}`,
    arch: text(tags.arch),
    installed: installed === undefined ? undefined : Number(installed),
    size: String(number(tags.size) ?? number(tags.longSize) ?? ''),
    vendor: text(tags.vendor),
    summary: text(tags.summary),
    group: text(tags.group),
  }
}
