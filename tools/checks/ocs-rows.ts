import { execFileSync } from 'node:child_process'
import { parseXml } from '../testkit/src/server/xml.ts'

export type Row = Readonly<Record<string, string>>

/** A real OCS server on a port of its own. */
export interface Ocs {
  readonly url: string
  /** Rows of a query; NULL is ''. */
  sql(query: string): readonly Row[]
  /** The file of the authority to trust, with --tls. */
  ca(): string
  reset(): void
  /** A row of its table `config`. */
  set(name: string, value: string): void
  stop(): void
}

export function startOcs(tool: string, port: number, options: readonly string[] = []): Ocs {
  const run = (...args: readonly string[]): string =>
    execFileSync(tool, ['--port', String(port), ...args], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
      maxBuffer: 256 * 1024 * 1024,
      timeout: 300_000,
    })
  const url = run('start', ...options).trim()
  return {
    url,
    sql: (query) =>
      parseXml(run('sql', query, '--xml')).children.map((row) =>
        Object.fromEntries(row.children.map((field) => [field.attributes.name ?? '', field.text])),
      ),
    ca: () => run('ca').trim(),
    reset: () => void run('reset'),
    set: (name, value) => void run('set', name, value),
    stop: () => void run('stop'),
  }
}

/** Names have a table of their own. */
const software = `SELECT s.HARDWARE_ID, n.NAME, p.PUBLISHER, v.VERSION, s.FOLDER, s.COMMENTS, s.FILENAME, s.FILESIZE,
  s.SOURCE, s.GUID, s.LANGUAGE, s.BITSWIDTH FROM software s
  LEFT JOIN software_name n ON n.ID = s.NAME_ID LEFT JOIN software_publisher p ON p.ID = s.PUBLISHER_ID
  LEFT JOIN software_version v ON v.ID = s.VERSION_ID`

/** Rows of one table that belong to one device. */
export function rowsOf(ocs: Ocs, table: string, deviceId: string): readonly Row[] {
  const from = table === 'software' ? software : `SELECT s.* FROM ${table} s`
  const key = table === 'hardware' ? 's.ID' : 's.HARDWARE_ID'
  return ocs.sql(`${from} JOIN hardware h ON h.ID = ${key} WHERE h.DEVICEID = '${deviceId}'`)
}

/** All that the server keeps of one device, table by table: without numbers of rows and times of arrival. */
export function everything(ocs: Ocs, deviceId: string): Readonly<Record<string, readonly string[]>> {
  const tables = ocs.sql(
    "SELECT TABLE_NAME AS name FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = 'ocsweb' AND COLUMN_NAME = 'HARDWARE_ID'",
  )
  const kept: Record<string, readonly string[]> = {}
  for (const name of ['hardware', ...tables.map((row) => row.name ?? '')]) {
    const rows = rowsOf(ocs, name, deviceId).map((row) =>
      JSON.stringify(Object.entries(row).filter(([column]) => !/(?:^|_)ID$|DATE$|^LASTCOME$/.test(column))),
    )
    if (rows.length) kept[name] = rows.sort()
  }
  return kept
}
