import type { Host } from '../../host/port.ts'
import { readLarge } from '../read-large.ts'
import { withLog } from './apply-wal.ts'

/** A desktop's database of packages has 150 MB: mostly names of files. */
const most = 512 * 1024 * 1024

type Row = readonly (null | number | string | Uint8Array)[]

/**
 * What `take` makes of a database that lies in a file, with the log beside it; undefined where it cannot be read. The
 * engine is loaded for it: 27 ms.
 */
export async function querySqlite<T>(
  host: Host,
  path: string,
  debug: (message: string) => void,
  take: (query: (sql: string) => Iterable<Row>) => T,
): Promise<T | undefined> {
  const bytes = await readLarge(host, path, debug, most)
  if (bytes === undefined) return undefined
  const log = await readLarge(host, `${path}-wal`, debug, most)
  const { inMemory } = await import('../../host/adapters/sqlite.ts')
  try {
    const database = await inMemory(withLog(bytes, log ?? new Uint8Array()))
    try {
      return take(database.query)
    } finally {
      database.close()
    }
  } catch (error) {
    debug(`${path}: ${error instanceof Error ? error.message : String(error)}`)
    return undefined
  }
}
