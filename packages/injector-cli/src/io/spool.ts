import { createHash, randomBytes } from 'node:crypto'
import { lstat, mkdir, open, readdir, rename, rmdir, stat, unlink } from 'node:fs/promises'
import { hostname } from 'node:os'
import { dirname, join } from 'node:path'

/** Documents that wait for one server. */
export interface Box {
  /** Files, the oldest first. */
  list(): Promise<string[]>
  /** Keeps a document; the same one twice is kept once. Once this returns, it is on the disk. */
  keep(pieces: readonly Uint8Array[], agentId: string): Promise<string>
  /** Delivered: unless another run was quicker, it is removed. */
  forget(file: string): Promise<void>
  /** Removes the folder where nothing is left in it. */
  tidy(): Promise<void>
}

export interface Spool {
  box(url: URL): Box
  /** Folders that hold documents for servers other than these. */
  strays(urls: readonly URL[]): Promise<string[]>
}

/** `1764117000000-<digest>.<agent id>.data`: in order of time, and to be sent by `--directory` too. */
const entry = /^(\d{13,16})-([0-9a-f]{32})\.[0-9a-f-]{36}\.data$/
const temporary = /^\.([0-9a-f]{8})-(\d+)-[0-9a-f]+\.tmp$/
const hour = 3_600_000
const here = createHash('sha256').update(hostname()).digest('hex').slice(0, 8)

const errno = (error: unknown): string | undefined => (error as NodeJS.ErrnoException).code
const ignoring =
  (...codes: readonly string[]) =>
  (error: unknown): void => {
    if (!codes.includes(errno(error) ?? '')) throw error
  }

/** `localhost_8080_glpi-0123456789ab`: for people; the digest tells servers apart. Never holds user-info. */
function folderOf(url: URL): string {
  const digest = createHash('sha256').update(url.href).digest('hex').slice(0, 12)
  const name = `${url.host}${url.pathname}`.replace(/[^A-Za-z0-9.-]+/g, '_').replace(/^[._]+|_+$/g, '')
  return `${name.slice(0, 80)}-${digest}`
}

/**
 * A folder for what could not be delivered. Files are written beside, flushed, and then given their name, so that a
 * document is there whole or not at all, whenever the program or the machine ends. Folders 0700, files 0600.
 * Throws an error in words where the folder is not safe.
 */
export async function openSpool(dir: string, now: () => number): Promise<Spool> {
  await mkdir(dir, { recursive: true, mode: 0o700 })
  await demandPrivate(dir)
  return {
    box: (url) => box(join(dir, folderOf(url)), now),
    async strays(urls) {
      const known = new Set(urls.map(folderOf))
      const found: string[] = []
      for (const one of await readdir(dir, { withFileTypes: true })) {
        const path = join(dir, one.name)
        if (one.isDirectory() && !known.has(one.name) && (await entriesOf(path)).length > 0) found.push(path)
      }
      return found
    },
  }
}

/** Whoever can write there could have documents of his own sent, or have files written elsewhere through a link. */
async function demandPrivate(dir: string): Promise<void> {
  const stats = await stat(dir)
  if (!stats.isDirectory()) throw new Error('is not a directory')
  if (process.platform === 'win32') return
  if (process.getuid !== undefined && stats.uid !== process.getuid()) throw new Error('belongs to another user')
  if ((stats.mode & 0o022) !== 0) throw new Error('can be written by others (chmod 700 makes it private)')
}

async function entriesOf(dir: string): Promise<string[]> {
  try {
    return (await readdir(dir)).filter((name) => entry.test(name)).sort()
  } catch (error) {
    ignoring('ENOENT')(error)
    return []
  }
}

function box(dir: string, now: () => number): Box {
  /** Behind all that is there, whatever became of the clock. */
  let last = 0
  /** Digests of what is there, as far as this run knows. */
  let known: Map<string, string> | undefined
  const digests = async (): Promise<Map<string, string>> => {
    if (known !== undefined) return known
    const names = await entriesOf(dir)
    last = Math.max(last, Number.parseInt(names.at(-1) ?? '0', 10))
    known ??= new Map(names.map((name) => [entry.exec(name)?.[2] ?? '', join(dir, name)]))
    return known
  }
  const write = async (name: string, pieces: readonly Uint8Array[]): Promise<void> => {
    if ((await mkdir(dir, { recursive: true, mode: 0o700 })) !== undefined) await flush(dirname(dir))
    const beside = join(dir, `.${here}-${process.pid}-${randomBytes(6).toString('hex')}.tmp`)
    const handle = await open(beside, 'wx', 0o600)
    try {
      try {
        await handle.writeFile(Buffer.concat(pieces))
        await handle.sync()
      } finally {
        await handle.close()
      }
      await rename(beside, join(dir, name))
    } catch (error) {
      await unlink(beside).catch(() => undefined)
      throw error
    }
    await flush(dir)
  }
  return {
    async list() {
      await sweep(dir)
      return (await entriesOf(dir)).map((name) => join(dir, name))
    },
    async keep(pieces, agentId) {
      const hash = createHash('sha256')
      for (const piece of pieces) hash.update(piece)
      const digest = hash.digest('hex').slice(0, 32)
      const there = (await digests()).get(digest)
      if (there !== undefined && (await exists(there))) return there
      last = Math.max(last + 1, now())
      const name = `${last}-${digest}.${agentId}.data`
      for (let tries = 0; ; tries++) {
        try {
          await write(name, pieces)
          known?.set(digest, join(dir, name))
          return join(dir, name)
        } catch (error) {
          // Another run has just emptied and removed the folder.
          if (errno(error) !== 'ENOENT' || tries > 3) throw error
        }
      }
    },
    forget: (file) => unlink(file).catch(ignoring('ENOENT')),
    tidy: () => rmdir(dir).catch(ignoring('ENOENT', 'ENOTEMPTY', 'EEXIST')),
  }
}

const exists = (path: string): Promise<boolean> =>
  lstat(path).then(
    () => true,
    () => false,
  )

/** Names are on the disk too. */
async function flush(dir: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(dir, 'r')
  await handle.sync().finally(() => handle.close())
}

/** What a run that was killed had not finished, on this machine, or anywhere an hour ago. */
async function sweep(dir: string): Promise<void> {
  const names = await readdir(dir).catch(() => [])
  for (const name of names) {
    const [, host, pid] = temporary.exec(name) ?? []
    if (pid === undefined) continue
    const path = join(dir, name)
    const stats = await lstat(path).catch(() => undefined)
    const old = stats !== undefined && Date.now() - stats.mtimeMs > hour
    if (old || (host === here && !isAlive(Number(pid)))) await unlink(path).catch(() => undefined)
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return errno(error) === 'EPERM'
  }
}
