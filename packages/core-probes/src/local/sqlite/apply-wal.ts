/** Offsets in the header of a database (sqlite.org/fileformat2.html, 1.3). */
const writeVersion = 18
const readVersion = 19

/**
 * A database as a new reader finds it: with the transactions of its write-ahead log (fileformat2.html, 4) that are
 * complete, and marked as one that has no log. Whatever the bytes, it makes a copy of them at the most.
 */
export function withLog(database: Uint8Array, log: Uint8Array): Uint8Array {
  const { pages, pageSize, count } = committed(log)
  const whole = new Uint8Array(count > 0 ? count * pageSize : database.length)
  whole.set(database.subarray(0, whole.length))
  for (const [number, page] of pages) if (number <= count) whole.set(page, (number - 1) * pageSize)
  if (whole.length > readVersion) whole[writeVersion] = whole[readVersion] = 1
  return whole
}

interface Committed {
  /** The last content of each page. */
  readonly pages: ReadonlyMap<number, Uint8Array>
  readonly pageSize: number
  /** Pages of the database after the last transaction; 0: none. */
  readonly count: number
}

const none: Committed = { pages: new Map(), pageSize: 0, count: 0 }
const headerSize = 32
const frameHeader = 24
/** Nobody has a database as large; a log that says so is broken. */
const mostPages = 1 << 20

function committed(log: Uint8Array): Committed {
  if (log.length < headerSize) return none
  const view = new DataView(log.buffer, log.byteOffset, log.length)
  const magic = view.getUint32(0)
  const pageSize = view.getUint32(8)
  const power = pageSize >= 512 && pageSize <= 65536 && (pageSize & (pageSize - 1)) === 0
  if ((magic & 0xfffffffe) >>> 0 !== 0x377f0682 || !power) return none
  const little = (magic & 1) === 0
  let sum = checksum(view, 0, 24, little, [0, 0])
  if (sum[0] !== view.getUint32(24) || sum[1] !== view.getUint32(28)) return none

  const pages = new Map<number, Uint8Array>()
  let pending: [number, Uint8Array][] = []
  let count = 0
  for (let at = headerSize; at + frameHeader + pageSize <= log.length; at += frameHeader + pageSize) {
    // Frames of an earlier round have other salts.
    if (view.getUint32(at + 8) !== view.getUint32(16) || view.getUint32(at + 12) !== view.getUint32(20)) break
    sum = checksum(view, at + frameHeader, pageSize, little, checksum(view, at, 8, little, sum))
    if (sum[0] !== view.getUint32(at + 16) || sum[1] !== view.getUint32(at + 20)) break
    pending.push([view.getUint32(at), log.subarray(at + frameHeader, at + frameHeader + pageSize)])
    const after = view.getUint32(at + 4)
    if (after === 0) continue
    if (after > mostPages) break
    for (const [number, page] of pending) if (number > 0) pages.set(number, page)
    pending = []
    count = after
  }
  return { pages, pageSize, count }
}

type Sum = readonly [number, number]

/** The running checksum (fileformat2.html, 4.2): over pairs of words, in the byte order that the magic tells. */
function checksum(view: DataView, from: number, length: number, little: boolean, [first, second]: Sum): Sum {
  let [a, b] = [first, second]
  for (let at = from; at < from + length; at += 8) {
    a = (a + view.getUint32(at, little) + b) >>> 0
    b = (b + view.getUint32(at + 4, little) + a) >>> 0
  }
  return [a, b]
}
