import { type FileHandle, lstat, open, readdir, realpath, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { fileNameOf } from '../../identity/ids.ts'

/** Inventories of other machines, in one folder: the last one of each. */
export interface ProxyStore {
  /** False: there is no room. Rejects with the error of the system. */
  put(deviceid: string, document: Uint8Array): Promise<boolean>
}

/** A file takes whole blocks, however little is in it. */
const block = 4096
/** How long a count of the folder is believed before it is made again to find room. */
const believedMs = 10_000

/**
 * A folder that is there already, and room for so many bytes in it. What a machine calls itself decides on a part of the
 * file's name and on nothing else. A document is written beside and then given its name: there is the old or the new one.
 */
export function openProxyStore(dir: string, mostBytes: number, now: () => number): ProxyStore {
  let used: { bytes: number; readonly at: number } | undefined
  let turn: Promise<unknown> = Promise.resolve()

  async function put(deviceid: string, document: Uint8Array): Promise<boolean> {
    const real = await realpath(dir)
    const path = join(real, `${fileNameOf(deviceid)}.xml`)
    const before = await sizeOf(path)
    const more = blocks(document.length) - before
    if (used === undefined || now() < used.at) used = { bytes: await bytesIn(real), at: now() }
    else if (used.bytes + more > mostBytes && now() - used.at > believedMs)
      used = { bytes: await bytesIn(real), at: now() }
    if (used.bytes + more > mostBytes) return false
    await written(path, document)
    used.bytes += more
    return true
  }

  return {
    put(deviceid, document) {
      // One at a time, or the room would be given away twice.
      const mine = turn.then(() => put(deviceid, document))
      turn = mine.catch(() => undefined)
      return mine
    },
  }
}

const blocks = (bytes: number): number => Math.ceil(bytes / block) * block

/** Of what has this name; a link counts for itself, and is not followed. */
async function sizeOf(path: string): Promise<number> {
  const found = await lstat(path).catch(() => undefined)
  return found?.isFile() ? blocks(found.size) : 0
}

async function bytesIn(dir: string): Promise<number> {
  let sum = 0
  for (const name of await readdir(dir)) sum += await sizeOf(join(dir, name))
  return sum
}

async function written(path: string, document: Uint8Array): Promise<void> {
  const random = Buffer.from(crypto.getRandomValues(new Uint8Array(6))).toString('hex')
  const beside = `${path}.${random}.tmp`
  // Exclusive: a link that waits under that name is not followed; a link under the last name is replaced.
  const file: FileHandle = await open(beside, 'wx', 0o600)
  try {
    try {
      await file.writeFile(document)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(beside, path)
  } catch (error) {
    await rm(beside, { force: true })
    throw error
  }
}
