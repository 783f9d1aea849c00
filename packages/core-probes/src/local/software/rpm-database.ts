import type { Host } from '../../host/port.ts'
import { readLarge } from '../read-large.ts'
import { querySqlite } from '../sqlite/query.ts'
import { blobsOfNdb } from './parse-ndb.ts'
import { parseRpmHeader } from './parse-rpm-header.ts'
import type { RpmPackage } from './parse-rpm-query.ts'

/**
 * Packages of rpm's database in that file, for where there is no rpm that could be asked: SQLite (Fedora since 33, RHEL
 * since 9) or ndb (openSUSE). Berkeley DB, the oldest, is left to rpm.
 */
export async function readRpmDatabase(
  host: Host,
  path: string,
  debug: (message: string) => void,
): Promise<readonly RpmPackage[]> {
  if (path.endsWith('/Packages.db')) {
    const bytes = await readLarge(host, path, debug, 512 * 1024 * 1024)
    return bytes === undefined ? [] : packagesOf(blobsOfNdb(bytes))
  }
  const read = querySqlite(host, path, debug, (query) => packagesOf(blobsOf(query('SELECT blob FROM Packages'))))
  return (await read) ?? []
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
