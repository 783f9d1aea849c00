import {
  chmodSync,
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { errnoOf, FatalError, reasonOf } from '@fusioninventory/cli-kit'

/** State that is larger was not written by us. */
const most = 4 * 1_048_576
const temporary = /\.[0-9a-f]{12}\.tmp$/
const hour = 3_600_000

/**
 * Makes a private folder.
 * @throws FatalError `Can't create D: Read-only file system`
 */
export function makeFolder(dir: string): void {
  try {
    const made = mkdirSync(dir, { recursive: true, mode: 0o700 })
    if (made !== undefined && process.platform !== 'win32') chmodSync(dir, 0o700)
  } catch (error) {
    throw new FatalError(`Can't create ${dir}: ${reasonOf(error)}`, 1, { cause: error })
  }
}

/** All of a file; undefined where there is none, or nothing in it that could be state. */
export function readState(path: string): Buffer | undefined {
  try {
    const stat = statSync(path)
    return stat.isFile() && stat.size > 0 && stat.size <= most ? readFileSync(path) : undefined
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(errnoOf(error) ?? '')) return undefined
    throw new FatalError(`Can't read ${path}: ${reasonOf(error)}`, 1, { cause: error })
  }
}

/**
 * Writes a private file so that there is either the whole of it or what was there before, whenever the program or the
 * machine ends. Throws the error of the system.
 */
export function writeState(path: string, text: string): void {
  const random = Buffer.from(crypto.getRandomValues(new Uint8Array(6))).toString('hex')
  const beside = `${path}.${random}.tmp`
  // Exclusive: a link that waits under that name is not followed.
  const file = openSync(beside, 'wx', 0o600)
  try {
    try {
      writeFileSync(file, text)
      fsyncSync(file)
    } finally {
      closeSync(file)
    }
    renameSync(beside, path)
  } catch (error) {
    rmSync(beside, { force: true })
    throw error
  }
  flush(dirname(path))
}

/** Names are on the disk, too. */
function flush(dir: string): void {
  if (process.platform === 'win32') return
  const folder = openSync(dir, 'r')
  try {
    fsyncSync(folder)
  } finally {
    closeSync(folder)
  }
}

/** Removes what runs that were killed have not finished, once it is an hour old. */
export function sweep(dir: string, now: number): void {
  for (const name of names(dir)) {
    if (!temporary.test(name)) continue
    const path = join(dir, name)
    const stat = statSync(path, { throwIfNoEntry: false })
    if (stat !== undefined && now - stat.mtimeMs > hour) rmSync(path, { force: true })
  }
}

/** Names in a folder; none where it cannot be read. */
export function names(dir: string): readonly string[] {
  try {
    return readdirSync(dir).sort()
  } catch {
    return []
  }
}

/** How many messages wait below a folder of them. */
export function waitingBelow(dir: string, depth = 2): number {
  const here = names(dir)
  const deeper = depth === 0 ? [] : here.map((name) => waitingBelow(join(dir, name), depth - 1))
  return here.filter((name) => name.endsWith('.data')).length + deeper.reduce((sum, count) => sum + count, 0)
}

/** Removes a file, if it can be. */
export const remove = (path: string): void => rmSync(path, { force: true })

/** The object in a JSON text, undefined for anything else. */
export function objectOf(text: Buffer | undefined): Readonly<Record<string, unknown>> | undefined {
  if (text === undefined) return undefined
  try {
    const found: unknown = JSON.parse(text.toString())
    return typeof found === 'object' && found !== null && !Array.isArray(found)
      ? (found as Readonly<Record<string, unknown>>)
      : undefined
  } catch {
    return undefined
  }
}

/** A time in epoch seconds, or a number of seconds. */
export const secondsIn = (value: unknown): number | undefined =>
  typeof value === 'number' && Number.isFinite(value) && value >= 0 && value < 1e11 ? Math.floor(value) : undefined

/** A text of bounded length that is not empty. */
export const textIn = (value: unknown, longest = 255): string | undefined =>
  typeof value === 'string' && value !== '' && value.length <= longest ? value : undefined
