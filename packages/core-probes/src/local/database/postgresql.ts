import type { Host } from '../../host/port.ts'
import { bytesOf } from '../byte-size.ts'
import type { DatabaseLogin } from '../probe.ts'
import { inBatches } from '../software/batches.ts'
import {
  type Ask,
  dateTimeOf,
  given,
  linesOf,
  type Measured,
  output,
  type Product,
  quoted,
  service,
} from './contract.ts'

export const statements = {
  version: 'SHOW server_version',
  started: 'SELECT pg_postmaster_start_time()',
  databases: 'SELECT datname,oid FROM pg_database',
  size: (name: string) => `SELECT pg_database_size(${quoted(name)})`,
  created: (oid: string) => `SELECT (pg_stat_file('base/${oid}/PG_VERSION')).modification`,
  updated: (oid: string) => `SELECT (pg_stat_file('base/${oid}')).modification`,
} as const

const psql = ['psql', '-Anqtw', '-F,'] as const

/** Without a login: as the account that owns the servers of most distributions, which root may become. */
export function argv({ host, port, login, socket }: DatabaseLogin, uid: number, statement: string) {
  const options = given({ '-h': host ?? socket, '-p': port, '-U': login })
  const words = [...psql, ...options, '-d', 'postgres', '-c', statement]
  const become = uid === 0 && options.length === 0 ? ['runuser', '-u', 'postgres', '--'] : []
  const [program = 'psql', ...args] = [...become, ...words]
  return [program, ...args] as const
}

const session =
  (host: Host, login: DatabaseLogin): Ask =>
  (statement) =>
    output(host, argv(login, host.facts.uid, statement), login.password ? { env: { PGPASSWORD: login.password } } : {})

export const product: Product = {
  async read(host, login) {
    const ask = session(host, login)
    const [version] = linesOf(await ask(statements.version))
    if (version === undefined) return []
    const databases = linesOf(await ask(statements.databases)).flatMap((line) => {
      const [, name, oid] = /^(.+),(\d+)$/.exec(line) ?? []
      return name && oid ? [{ name, oid }] : []
    })
    return [
      service(
        {
          TYPE: 'postgresql',
          NAME: 'PostgreSQL',
          MANUFACTURER: 'PostgreSQL',
          VERSION: /^\d+(?:\.\w+)*/.exec(version)?.[0] ?? version,
          PORT: login.port ?? 5432,
          LAST_BOOT_DATE: dateTimeOf(await ask(statements.started)),
        },
        await inBatches(databases, ({ name, oid }) => measured(ask, name, oid)),
      ),
    ]
  },
}

async function measured(ask: Ask, name: string, oid: string): Promise<Measured> {
  return {
    bytes: bytesOf((await ask(statements.size(name))).trim()),
    database: {
      NAME: name,
      IS_ACTIVE: true,
      CREATION_DATE: dateTimeOf(await ask(statements.created(oid))),
      UPDATE_DATE: dateTimeOf(await ask(statements.updated(oid))),
    },
  }
}
