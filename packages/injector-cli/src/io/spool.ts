import { createHash } from 'node:crypto'
import { lstat, mkdir, open, readdir, rename, rmdir, stat, unlink, utimes } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { heartbeatMs, isOver, isOwnerName, ownerName } from './owner.ts'

/** Documents that wait for one server. */
export interface Box {
  /**
   * Takes all that waits, the oldest first, also what a run that was killed had taken. Until `release` no other run
   * takes it: a document is in the hands of one run.
   */
  take(): Promise<string[]>
  /** Keeps a document, for any run to deliver; the same one twice is kept once. Once this returns, it is on the disk. */
  keep(pieces: readonly Uint8Array[], agentId: string): Promise<string>
  /** Keeps one that this run is about to deliver. */
  hold(pieces: readonly Uint8Array[], agentId: string): Promise<string>
  /** Delivered: unless another run was quicker, it is removed. */
  forget(file: string): Promise<void>
  /** Gives back what was taken and not delivered, and sets aside what is too old. Removes the folder where nothing is left in it. */
  release(): Promise<void>
}

export interface Spool {
  box(url: URL): Box
  /** Folders that hold documents for servers other than these. */
  strays(urls: readonly URL[]): Promise<string[]>
  /** Folders of documents that were too old. */
  aside(): Promise<string[]>
}

export interface SpoolSettings {
  readonly now: () => number
  /** What has waited for longer, and could not be delivered once more, is set aside. */
  readonly maxAgeMs?: number
  readonly log: { error(message: string): void; debug(message: string): void }
}

/** `1764117000000-<digest>.<agent id>.data`: in order of time, and to be sent by `--directory` too. */
const entry = /^(\d{13,16})-([0-9a-f]{32})\.[0-9a-f-]{36}\.data$/
/** A folder in which documents lie that nobody tries any more. */
const tooOld = 'too-old'

const errno = (error: unknown): string | undefined => (error as NodeJS.ErrnoException).code
const ignoring =
  (...codes: readonly string[]) =>
  (error: unknown): undefined => {
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
export async function openSpool(dir: string, settings: SpoolSettings): Promise<Spool> {
  await mkdir(dir, { recursive: true, mode: 0o700 })
  await demandPrivate(dir)
  const owner = ownerName()
  const folders = async (): Promise<string[]> =>
    (await readdir(dir, { withFileTypes: true })).filter((one) => one.isDirectory()).map(({ name }) => name)
  const holding = async (names: readonly string[], look: (path: string) => Promise<unknown[]>): Promise<string[]> => {
    const found: string[] = []
    for (const name of names) if ((await look(join(dir, name))).length > 0) found.push(join(dir, name))
    return found
  }
  return {
    box: (url) => openBox(join(dir, folderOf(url)), owner, settings),
    async strays(urls) {
      const known = new Set(urls.map(folderOf))
      const others = (await folders()).filter((name) => !known.has(name))
      return holding(others, everyEntry)
    },
    aside: async () =>
      holding(
        (await folders()).map((name) => join(name, tooOld)),
        entriesOf,
      ),
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

const namesOf = async (dir: string): Promise<string[]> =>
  (await readdir(dir).catch(ignoring('ENOENT', 'ENOTDIR'))) ?? []

/** Documents in this very folder. */
const entriesOf = async (dir: string): Promise<string[]> => (await namesOf(dir)).filter((name) => entry.test(name))

/** Paths of the documents in the folder of a server, taken or not. */
async function everyEntry(dir: string): Promise<string[]> {
  const found: string[] = []
  for (const name of await namesOf(dir)) {
    if (entry.test(name)) found.push(join(dir, name))
    else if (isOwnerName(name)) for (const one of await entriesOf(join(dir, name))) found.push(join(dir, name, one))
  }
  return found
}

function openBox(dir: string, owner: string, { now, maxAgeMs, log }: SpoolSettings): Box {
  const own = join(dir, owner)
  /** Behind all that is there, whatever became of the clock. */
  let last = 0
  /** Digests of what is there, as far as this run knows. */
  let known: Map<string, string> | undefined
  let heartbeat: NodeJS.Timeout | undefined

  const digests = async (): Promise<Map<string, string>> => {
    if (known !== undefined) return known
    const found = new Map<string, string>()
    for (const path of await everyEntry(dir)) {
      const [, time = '0', digest = ''] = entry.exec(path.slice(path.lastIndexOf('/') + 1)) ?? []
      last = Math.max(last, Number(time))
      found.set(digest, path)
    }
    known ??= found
    return known
  }
  /** Where this document lies already. Another run may have moved it since. */
  const whereIs = async (digest: string): Promise<string | undefined> => {
    for (let again = false; ; again = true) {
      const path = (await digests()).get(digest)
      if (path === undefined || (await exists(path))) return path
      if (again) return undefined
      known = undefined
    }
  }
  const begin = async (): Promise<void> => {
    if ((await mkdir(own, { recursive: true, mode: 0o700 })) !== undefined) {
      await flush(dir)
      await flush(dirname(dir))
    }
    const beat = (): void => {
      const time = new Date()
      utimes(own, time, time).catch(() => undefined)
    }
    heartbeat ??= setInterval(beat, heartbeatMs).unref()
  }
  const write = async (folder: string, name: string, pieces: readonly Uint8Array[]): Promise<void> => {
    await begin()
    const beside = join(own, `${name}.tmp`)
    const handle = await open(beside, 'wx', 0o600)
    try {
      try {
        await handle.writeFile(Buffer.concat(pieces))
        await handle.sync()
      } finally {
        await handle.close()
      }
      await rename(beside, join(folder, name))
    } catch (error) {
      await unlink(beside).catch(() => undefined)
      throw error
    }
    await flush(folder)
  }
  const put = async (folder: string, pieces: readonly Uint8Array[], agentId: string): Promise<string> => {
    const hash = createHash('sha256')
    for (const piece of pieces) hash.update(piece)
    const digest = hash.digest('hex').slice(0, 32)
    const there = await whereIs(digest)
    if (there !== undefined) return there
    last = Math.max(last + 1, now())
    const name = `${last}-${digest}.${agentId}.data`
    for (let tries = 0; ; tries++) {
      try {
        await write(folder, name, pieces)
        known?.set(digest, join(folder, name))
        return join(folder, name)
      } catch (error) {
        // Another run has just emptied and removed the folder.
        if (errno(error) !== 'ENOENT' || tries > 3) throw error
      }
    }
  }
  /** Moves documents to our own folder, those that are still there: of two runs that try, one succeeds. */
  const takeFrom = async (folder: string): Promise<void> => {
    for (const name of await entriesOf(folder))
      await rename(join(folder, name), join(own, name)).catch(ignoring('ENOENT'))
  }
  return {
    async take() {
      const names = await namesOf(dir)
      if (names.length === 0) return []
      await begin()
      let others = 0
      for (const name of names) {
        const folder = join(dir, name)
        if (name === owner || !isOwnerName(name)) continue
        if (!(await isOver(folder, name))) others += (await entriesOf(folder)).length
        else {
          await takeFrom(folder)
          for (const half of await namesOf(folder))
            if (half.endsWith('.tmp')) await unlink(join(folder, half)).catch(() => undefined)
          await rmdir(folder).catch(() => undefined)
        }
      }
      await takeFrom(dir)
      known = undefined
      if (others > 0) log.debug(`${others} documents in ${dir} are in the hands of another run`)
      return (await entriesOf(own)).sort().map((name) => join(own, name))
    },
    keep: (pieces, agentId) => put(dir, pieces, agentId),
    hold: (pieces, agentId) => put(own, pieces, agentId),
    forget: async (file) => unlink(file).catch(ignoring('ENOENT')),
    async release() {
      clearInterval(heartbeat)
      heartbeat = undefined
      const oldest = maxAgeMs === undefined ? 0 : now() - maxAgeMs
      const names = await entriesOf(own)
      const old = names.filter((name) => Number.parseInt(name, 10) < oldest)
      if (old.length > 0) {
        await mkdir(join(dir, tooOld), { recursive: true, mode: 0o700 })
        log.error(`${old.length} documents waited for too long and are not tried any more: ${join(dir, tooOld)}`)
      }
      for (const name of names)
        await rename(join(own, name), join(dir, old.includes(name) ? tooOld : '', name)).catch(ignoring('ENOENT'))
      if (names.length > 0) known = undefined
      await rmdir(own).catch(ignoring('ENOENT', 'ENOTEMPTY', 'EEXIST'))
      await rmdir(dir).catch(ignoring('ENOENT', 'ENOTEMPTY', 'EEXIST'))
    },
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
