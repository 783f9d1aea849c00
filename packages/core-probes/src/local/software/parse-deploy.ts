/** What flatpak keeps of a deployed application or runtime. Undefined is "not told". */
interface Deployed {
  readonly origin: string | undefined
  /** Bytes on disk. */
  readonly size: number | undefined
  readonly name: string | undefined
  readonly version: string | undefined
}

/**
 * The `deploy` file of flatpak: a GVariant `(ssasta{sv})` (flatpak-dir.c, GVariant serialisation 1.0): origin, commit,
 * subpaths, installed size (big-endian), and a dictionary with what the metainfo of the application says.
 */
export function parseDeploy(bytes: Uint8Array): Deployed {
  const width = offsetWidth(bytes.length)
  const [commit = 0, subpaths = 0, size = 0] = [1, 2, 3].map((at) => offsetAt(bytes, bytes.length - at * width, width))
  const sizeAt = align(size)
  const end = bytes.length - 3 * width
  const sound = commit <= subpaths && subpaths <= size && sizeAt + 8 <= end
  const facts = sound ? stringsOf(bytes.subarray(sizeAt + 8, end)) : new Map<string, string>()
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  return {
    origin: sound ? text(bytes, 0, commit) : undefined,
    size: sound ? Number(view.getBigUint64(sizeAt, false)) : undefined,
    name: facts.get('appdata-name') || undefined,
    version: facts.get('appdata-version') || undefined,
  }
}

/** The text values of a dictionary `a{sv}`. */
function stringsOf(bytes: Uint8Array): Map<string, string> {
  const found = new Map<string, string>()
  const width = offsetWidth(bytes.length)
  const last = bytes.length === 0 ? 0 : offsetAt(bytes, bytes.length - width, width)
  if (last > bytes.length - width) return found
  for (let at = last, start = 0; at + width <= bytes.length; at += width) {
    const end = offsetAt(bytes, at, width)
    if (end < start || end > last) break
    addEntry(bytes.subarray(start, end), found)
    start = align(end)
  }
  return found
}

/** An entry `{sv}`: the key, the value, where the key ends. The value is its bytes, NUL and its type. */
function addEntry(entry: Uint8Array, found: Map<string, string>): void {
  const width = offsetWidth(entry.length)
  const keyEnd = offsetAt(entry, entry.length - width, width)
  const value = entry.subarray(align(keyEnd), Math.max(entry.length - width, 0))
  if (keyEnd > entry.length || value.at(-1) !== 0x73 || value.at(-2) !== 0) return
  found.set(text(entry, 0, keyEnd), text(value, 0, value.length - 2))
}

const align = (at: number): number => Math.ceil(at / 8) * 8
const offsetWidth = (length: number): number => (length <= 0xff ? 1 : length <= 0xffff ? 2 : 4)

function offsetAt(bytes: Uint8Array, at: number, width: number): number {
  let value = 0
  for (let next = width - 1; next >= 0; next--) value = value * 256 + (bytes[at + next] ?? 0)
  return value
}

/** A text of that place, without the NUL at its end. */
const text = (bytes: Uint8Array, from: number, to: number): string =>
  Buffer.from(bytes.subarray(from, Math.min(Math.max(to - 1, from), from + 4096))).toString('utf8')
