/** Synchronous readings of one path, as the live and the root host need them. Only regular files are opened, and disks. */
import { Buffer } from 'node:buffer'
import {
  closeSync,
  constants,
  lstatSync,
  openSync,
  readdirSync,
  readlinkSync,
  readSync,
  type Stats,
  statfsSync,
  statSync,
} from 'node:fs'
import { absent, denied, type Entry, type FileType, ok, type Reading, type Stat, type StatFs } from '../port.ts'
import { compareBytes, decodeText, encodeText, isLossy } from '../text.ts'
import { MAX_FILE } from './limits.ts'

/** What node:fs takes: bytes where the name is not UTF-8. */
export const nativePath = (path: string): string | Buffer => (isLossy(path) ? encodeText(path) : path)

/** The state that a system error stands for. */
export function failureOf(error: unknown): Reading<never> {
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : 'EIO'
  if (code === 'ENOENT' || code === 'ENOTDIR') return absent
  if (code === 'EACCES' || code === 'EPERM') return denied
  // Node's own complaints (a NUL in a path) are no errno: such a file cannot be there.
  return code.startsWith('ERR_') ? absent : { state: 'failed', detail: code }
}

export function attempt<T>(read: () => Reading<T>): Reading<T> {
  try {
    return read()
  } catch (error) {
    return failureOf(error)
  }
}

const typeOf = (entry: Pick<Stats, 'isFile' | 'isDirectory' | 'isSymbolicLink'>): FileType =>
  entry.isFile() ? 'f' : entry.isDirectory() ? 'd' : entry.isSymbolicLink() ? 'l' : 'o'

/** Made by the kernel, so looking before opening would only double the cost. `fd`, `root`, `..` lead elsewhere. */
const KERNEL = /^\/(?:proc|sys)\/(?!(?:.*\/)?(?:fd|map_files|cwd|root|\.\.)\/)/

let shared: Buffer | undefined
/** Files of more bytes have a buffer of their own. */
export const SHARED_BYTES = 65_536

/**
 * Bytes of a regular file. `limit` undefined: all, at most 4 MiB. Small files come as a view of a shared buffer that
 * the next call overwrites. `disks`: or of a block device, where a limit is set (superblocks); unlike a FIFO or a
 * terminal it is opened without waiting for anybody.
 */
export const readRegular = (path: string, from: number, limit: number | undefined, disks = false): Reading<Buffer> =>
  attempt(() => {
    const native = nativePath(path)
    let size = 0
    if (!KERNEL.test(path)) {
      const stats = statSync(native, { throwIfNoEntry: false })
      if (!stats) return absent
      const readable = stats.isFile() || (disks && limit !== undefined && stats.isBlockDevice())
      if (!readable) return { state: 'failed', detail: stats.isDirectory() ? 'EISDIR' : 'EINVAL' }
      size = Math.max(0, stats.size - from)
      if (limit === undefined && size > MAX_FILE) return { state: 'failed', detail: 'E2BIG' }
    }
    // Non-blocking, should a FIFO have taken the place of the file since.
    const file = openSync(native, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0))
    try {
      const max = limit ?? MAX_FILE + 1
      const bytes = readUpTo(file, from, max, size)
      return limit === undefined && bytes.length > MAX_FILE ? { state: 'failed', detail: 'E2BIG' } : ok(bytes)
    } finally {
      closeSync(file)
    }
  })

/** Reads to the end, since files of /proc and /sys do not tell their size. */
function readUpTo(file: number, from: number, max: number, expected: number): Buffer {
  shared ??= Buffer.allocUnsafeSlow(SHARED_BYTES)
  let buffer = expected < shared.length ? shared : Buffer.allocUnsafe(Math.min(expected + 1, max))
  let length = 0
  while (length < max) {
    if (length === buffer.length) {
      const larger = Buffer.allocUnsafe(Math.min(2 * length, max))
      buffer.copy(larger)
      buffer = larger
    }
    const room = Math.min(buffer.length, max) - length
    const count = readSync(file, buffer, length, room, from > 0 ? from + length : null)
    if (count === 0) break
    length += count
  }
  return buffer.subarray(0, length)
}

/** Entries by the bytes of their names; the slower listing by bytes only where a name is not UTF-8. */
export const listDirectory = (dir: string): Reading<readonly Entry[]> =>
  attempt(() => {
    const native = nativePath(dir)
    let entries: Entry[] = readdirSync(native, { withFileTypes: true }).map((entry) => ({
      type: typeOf(entry),
      name: entry.name,
    }))
    if (entries.some(({ name }) => name.includes('\ufffd')))
      entries = readdirSync(native, { withFileTypes: true, encoding: 'buffer' }).map((entry) => ({
        type: typeOf(entry),
        name: decodeText(entry.name),
      }))
    return ok(entries.sort((a, b) => compareBytes(a.name, b.name)))
  })

export const statPath = (path: string, follow: boolean): Reading<Stat> =>
  attempt(() => {
    const stats = (follow ? statSync : lstatSync)(nativePath(path), { throwIfNoEntry: false })
    return stats ? ok(statOf(stats)) : absent
  })

const statOf = (stats: Stats): Stat => ({
  type: typeOf(stats),
  mode: stats.mode & 0o7777,
  uid: stats.uid,
  gid: stats.gid,
  size: stats.size,
  mtime: Math.floor(stats.mtimeMs / 1000),
})

export const readLink = (path: string): Reading<string> =>
  attempt(() => ok(decodeText(readlinkSync(nativePath(path), { encoding: 'buffer' }))))

/** For local file systems only: it may hang on others. */
export const statFsOf = (path: string): Reading<StatFs> =>
  attempt(() => {
    const { type, bsize, blocks, bfree, bavail } = statfsSync(nativePath(path))
    return ok({ type: type.toString(16), bsize, blocks, bfree, bavail })
  })
