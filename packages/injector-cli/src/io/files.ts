import { closeSync, constants, type Dirent, fstatSync, openSync, readSync, statSync } from 'node:fs'
import { readdir, stat, unlink } from 'node:fs/promises'

/** A path as the system has it: names need not be UTF-8. */
export type Path = Buffer

/** Why a file cannot be sent, in words; undefined where it is another error. */
export function fileProblem(error: unknown): string | undefined {
  const code = (error as NodeJS.ErrnoException | undefined)?.code
  if (code === 'ENOENT' || code === 'ENOTDIR') return 'does not exist'
  if (code === 'EACCES' || code === 'EPERM') return 'is not readable'
  if (code === 'ELOOP') return 'is a symbolic link to itself'
  if (code === notRegular) return 'is not a regular file'
  return code === undefined ? undefined : `cannot be read (${code})`
}

const notRegular = 'ENOTREG'

/** What tells whether a file is still the one that was read. */
export interface Identity {
  readonly dev: number
  readonly ino: number
  readonly size: number
  readonly mtimeMs: number
}

export async function identityOf(path: Path): Promise<Identity | undefined> {
  try {
    const { dev, ino, size, mtimeMs } = await stat(path)
    return { dev, ino, size, mtimeMs }
  } catch {
    return undefined
  }
}

export interface OpenFile {
  /** Bytes mean something until the file is closed. */
  readonly chunks: AsyncIterable<Uint8Array>
  readonly identity: Identity
  close(): Promise<void>
}

/**
 * Opens regular files only, and waits for none: a FIFO or a device could block for ever. Files are read without a way to
 * another thread and back, which takes longer than the reading.
 */
export async function openFile(path: Path): Promise<OpenFile> {
  const refuse = (): never => {
    throw Object.assign(new Error('not a regular file'), { code: notRegular })
  }
  if (!statSync(path).isFile()) refuse()
  const fd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK)
  const used: Buffer[] = []
  let closed = false
  const close = async (): Promise<void> => {
    if (closed) return
    closed = true
    closeSync(fd)
    idle.push(...used.slice(0, mostIdle - idle.length))
  }
  try {
    const stats = fstatSync(fd)
    if (!stats.isFile()) refuse()
    const { dev, ino, size, mtimeMs } = stats
    return { chunks: pieces(fd, used), identity: { dev, ino, size, mtimeMs }, close }
  } catch (error) {
    await close()
    throw error
  }
}

/** A small file is one piece. */
const pieceBytes = 262_144

/** Buffers that files have been read into, to be used again: new ones for each file would keep the engine clearing up. */
const idle: Buffer[] = []
const mostIdle = 16
/** Of one file: the pieces of a larger one are not all in memory at once. */
const mostAgain = 4

/** What a file holds, from its begin. The buffers end with `used`; the descriptor stays open. */
async function* pieces(fd: number, used: Buffer[]): AsyncGenerator<Uint8Array> {
  for (let at = 0; ; ) {
    const again = used.length < mostAgain
    const buffer = (again ? idle.pop() : undefined) ?? Buffer.allocUnsafeSlow(pieceBytes)
    if (again) used.push(buffer)
    let end = 0
    while (end < pieceBytes) {
      const length = readSync(fd, buffer, end, pieceBytes - end, at + end)
      if (length === 0) break
      end += length
    }
    if (end > 0) yield buffer.subarray(0, end)
    if (end < pieceBytes) return
    at += end
  }
}

export type Removed = 'removed' | 'changed' | { readonly problem: string }

/** Removes the file if it is still the one that was read. */
export async function removeFile(path: Path, read: Identity): Promise<Removed> {
  try {
    const now = await stat(path)
    const same = now.dev === read.dev && now.ino === read.ino && now.size === read.size && now.mtimeMs === read.mtimeMs
    if (!same) return 'changed'
    await unlink(path)
    return 'removed'
  } catch (error) {
    return { problem: (error as NodeJS.ErrnoException).code ?? String(error) }
  }
}

export const isDirectory = async (path: string): Promise<boolean> => {
  try {
    return (await stat(path)).isDirectory()
  } catch {
    return false
  }
}

export interface Found {
  readonly files: readonly Path[]
  /** Folders that could not be read. */
  readonly problems: readonly { readonly path: Path; readonly problem: string }[]
}

const slash = Buffer.from('/')

/** Of links, and where the file system does not tell what its entries are. */
const leadsToFolder = (path: Path): Promise<boolean> =>
  stat(path).then(
    (stats) => stats.isDirectory(),
    () => false,
  )

/**
 * Files of a folder that `wanted` likes, in byte order of their names; with `recursive` those below too, in their place.
 * Symbolic links are followed; no folder is entered twice, so loops end. Only `.` and `..` are left out.
 */
export async function findFiles(top: string, recursive: boolean, wanted: (name: string) => boolean): Promise<Found> {
  const files: Path[] = []
  const problems: { path: Path; problem: string }[] = []
  const seen = new Set<string>()
  const walk = async (dir: Path): Promise<void> => {
    let entries: Dirent<Buffer>[]
    try {
      const { dev, ino } = await stat(dir)
      if (seen.has(`${dev}:${ino}`)) return
      seen.add(`${dev}:${ino}`)
      entries = await readdir(dir, { encoding: 'buffer', withFileTypes: true })
    } catch (error) {
      problems.push({ path: dir, problem: fileProblem(error) ?? String(error) })
      return
    }
    for (const entry of entries.sort((a, b) => Buffer.compare(a.name, b.name))) {
      const path = Buffer.concat([dir, slash, entry.name])
      const likes = wanted(entry.name.toString('latin1'))
      if (!likes && !recursive) continue
      const folder = entry.isDirectory() || (!entry.isFile() && (await leadsToFolder(path)))
      if (folder && recursive) await walk(path)
      else if (!folder && likes) files.push(path)
    }
  }
  await walk(Buffer.from(top.replace(/(?<=.)\/+$/, '')))
  return { files, problems }
}
