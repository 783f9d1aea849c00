import { createReadStream, type Stats } from 'node:fs'
import { constants, type FileHandle, open, readdir, stat, unlink } from 'node:fs/promises'

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
interface Identity {
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
  readonly chunks: AsyncIterable<Uint8Array>
  readonly identity: Identity
  close(): Promise<void>
}

/** Opens regular files only, and waits for none: a FIFO or a device could block for ever. */
export async function openFile(path: Path): Promise<OpenFile> {
  const refuse = (): never => {
    throw Object.assign(new Error('not a regular file'), { code: notRegular })
  }
  if (!(await stat(path)).isFile()) refuse()
  const handle: FileHandle = await open(path, constants.O_RDONLY | constants.O_NONBLOCK)
  try {
    const stats: Stats = await handle.stat()
    if (!stats.isFile()) refuse()
    const { dev, ino, size, mtimeMs } = stats
    // The stream never closes the handle, so that it can be closed whether it was read or not.
    const chunks = createReadStream('', { fd: handle, autoClose: false, start: 0, highWaterMark: 262_144 })
    return { chunks, identity: { dev, ino, size, mtimeMs }, close: () => handle.close() }
  } catch (error) {
    await handle.close()
    throw error
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

/**
 * Files of a folder that `wanted` likes, in byte order of their names; with `recursive` those below too, in their place.
 * Symbolic links are followed; no folder is entered twice, so loops end. Only `.` and `..` are left out.
 */
export async function findFiles(top: string, recursive: boolean, wanted: (name: string) => boolean): Promise<Found> {
  const files: Path[] = []
  const problems: { path: Path; problem: string }[] = []
  const seen = new Set<string>()
  const walk = async (dir: Path): Promise<void> => {
    let names: Buffer[]
    try {
      const { dev, ino } = await stat(dir)
      if (seen.has(`${dev}:${ino}`)) return
      seen.add(`${dev}:${ino}`)
      names = (await readdir(dir, { encoding: 'buffer' })).sort(Buffer.compare)
    } catch (error) {
      problems.push({ path: dir, problem: fileProblem(error) ?? String(error) })
      return
    }
    for (const name of names) {
      const path = Buffer.concat([dir, slash, name])
      const likes = wanted(name.toString('latin1'))
      if (!likes && !recursive) continue
      const folder = await stat(path).then(
        (stats) => stats.isDirectory(),
        () => false,
      )
      if (folder && recursive) await walk(path)
      else if (!folder && likes) files.push(path)
    }
  }
  await walk(Buffer.from(top.replace(/(?<=.)\/+$/, '')))
  return { files, problems }
}
