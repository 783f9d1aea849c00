import { createHash } from 'node:crypto'
import { closeSync, openSync, readFileSync, renameSync, writeFileSync, writeSync } from 'node:fs'
import { errnoOf, FatalError, reasonOf } from '@fusioninventory/cli-kit'
import type { KnownAccess, Shard, Targets } from '@fusioninventory/core-probes/network'
import { doneLine, endLine, headLine, type Journal, knownLine, parseJournal } from '../parse-journal.ts'

/** What is done, kept in a file that only grows: after a kill at any moment it says no more than was done. */
export interface Checkpoint {
  /** Addresses done by earlier runs. */
  readonly before: number
  isDone(index: number): boolean
  known(address: string): KnownAccess | undefined
  /** What was found is written already. */
  done(index: number, address: string, access?: KnownAccess): void
  finished(): void
  close(): void
}

/** Names a search by all that decides which address has which number. */
export function searchName({ ranges }: Targets, shard: Shard | undefined): string {
  const text = ranges.map(({ family, first, last }) => `${family}:${first}-${last}`).join(',')
  return createHash('sha256')
    .update(`${text} ${shard ? `${shard.index}/${shard.of}` : ''}`)
    .digest('hex')
    .slice(0, 32)
}

/**
 * Opens the checkpoint, or makes one. One of a finished search is begun anew, with what is known of the devices.
 * @throws FatalError where the file is none, belongs to another search, or cannot be read or written
 */
export function openCheckpoint(path: string, search: string): Checkpoint {
  const old = read(path)
  const goesOn = old !== undefined && !old.finished
  if (goesOn && old.search !== search)
    throw new FatalError(
      `${path} belongs to a search of other addresses that is not finished: name another file, or remove it`,
    )
  const known = new Map(old?.known)
  const fd = attempt(path, () => {
    if (!goesOn) {
      const lines = [...known].map(([address, access]) => knownLine(address, access))
      writeFileSync(`${path}.new`, headLine(search) + lines.join(''), { mode: 0o600 })
      renameSync(`${path}.new`, path)
    }
    return openSync(path, 'a')
  })
  const put = (text: string): void => attempt(path, () => void writeSync(fd, text))
  // Ends a line that was cut.
  if (goesOn) put('\n')
  const done = goesOn ? old.done : undefined
  return {
    before: done?.count ?? 0,
    isDone: (index) => done?.has(index) ?? false,
    known: (address) => known.get(address),
    done(index, address, access) {
      const before = access && known.get(address)
      const news = access && (before?.credential !== access.credential || before.version !== access.version)
      if (news) known.set(address, access)
      put((news ? knownLine(address, access) : '') + doneLine(index))
    },
    finished: () => put(endLine),
    close: () => closeSync(fd),
  }
}

function read(path: string): Journal | undefined {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return undefined
    throw new FatalError(`Can't read ${path}: ${reasonOf(error)}`, 1, { cause: error })
  }
  // A kill between the making of the file and its first line.
  if (text === '') return undefined
  const journal = parseJournal(text)
  if (!journal) throw new FatalError(`${path} is no checkpoint of this program: name another file`)
  return journal
}

function attempt<T>(path: string, does: () => T): T {
  try {
    return does()
  } catch (error) {
    throw new FatalError(`Can't write to ${path}: ${reasonOf(error)}`, 1, { cause: error })
  }
}
