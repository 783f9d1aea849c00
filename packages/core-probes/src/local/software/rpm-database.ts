import type { Host } from '../../host/port.ts'
import { withLog } from '../sqlite/apply-wal.ts'
import { blobsOfNdb } from './parse-ndb.ts'
import { parseRpmHeader } from './parse-rpm-header.ts'
import type { RpmPackage } from './parse-rpm-query.ts'
import { readLarge } from './read-large.ts'

/** A desktop's database has 150 MB: mostly names of files. */
const most = 512 * 1024 * 1024

/**
 * Packages of rpm's database in that directory, for where there is no rpm that could be asked: SQLite (Fedora since 33,
 * RHEL since 9) or ndb (openSUSE). Berkeley DB, the oldest, is left to rpm.
 */
export async function readRpmDatabase(
  host: Host,
  path: string,
  debug: (message: string) => void,
): Promise<readonly RpmPackage[]> {
  const bytes = await readLarge(host, path, debug, most)
  if (bytes === undefined) return []
  if (path.endsWith('/Packages.db')) return packagesOf(blobsOfNdb(bytes))
  const log = await readLarge(host, `${path}-wal`, debug, most)
  const { inMemory } = await import('../sqlite/io/engine.ts')
  try {
    const database = await inMemory(withLog(bytes, log ?? new Uint8Array()))
    try {
      return packagesOf(blobsOf(database.query('SELECT blob FROM Packages')))
    } finally {
      database.close()
    }
  } catch (error) {
    debug(`${path}: ${error instanceof Error ? error.message : String(error)}`)
    return []
  }
}

function* blobsOf(rows: Iterable<readonly unknown[]>): Generator<Uint8Array> {
  for (const [blob] of rows) if (blob instanceof Uint8Array) yield blob
}

function packagesOf(blobs: Iterable<Uint8Array>): RpmPackage[] {
  const packages: RpmPackage[] = []
  for (const blob of blobs) {
    const one = parseRpmHeader(blob)
    if (one) packages.push(one)
  }
  return packages
}
