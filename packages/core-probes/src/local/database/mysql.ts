import type { Host } from '../../host/port.ts'
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

/** Statements as servers of all versions know them. */
export const statements = {
  version: "SHOW VARIABLES LIKE 'version'",
  started:
    "SELECT DATE_SUB(now(), INTERVAL variable_value SECOND) from information_schema.global_status where variable_name='Uptime'",
  databases: 'SHOW DATABASES',
  size: (name: string) =>
    `SELECT sum(data_length+index_length) FROM information_schema.TABLES WHERE table_schema = ${literal(name)}`,
  created: (name: string) =>
    `SELECT MIN(create_time) FROM information_schema.TABLES WHERE table_schema = ${literal(name)}`,
  updated: (name: string) =>
    `SELECT MAX(update_time) FROM information_schema.TABLES WHERE table_schema = ${literal(name)}`,
} as const

const literal = (name: string): string => quoted(name.replaceAll('\\', '\\\\'))

export const argv = ({ host, port, login, socket }: DatabaseLogin, statement: string) =>
  ['mysql', ...given({ '-h': host, '-P': port, '-u': login, '-S': socket }), '-q', '-sN', '-e', statement] as const

const session =
  (host: Host, login: DatabaseLogin): Ask =>
  (statement) =>
    output(host, argv(login, statement), login.password ? { env: { MYSQL_PWD: login.password } } : {})

/** MySQL and MariaDB. */
export const product: Product = {
  async read(host, login) {
    const ask = session(host, login)
    const version = /^version\t(\S+)/m.exec(await ask(statements.version))?.[1]
    if (version === undefined) return []
    const maria = /mariadb/i.test(version)
    const names = linesOf(await ask(statements.databases))
    return [
      service(
        {
          TYPE: 'mysql',
          NAME: maria ? 'MariaDB' : 'MySQL',
          MANUFACTURER: maria ? 'MariaDB' : 'Oracle',
          VERSION: version.replace(/-mariadb.*$/i, ''),
          PORT: login.port ?? 3306,
          LAST_BOOT_DATE: dateTimeOf(await ask(statements.started)),
        },
        await inBatches(names, (name) => measured(ask, name)),
      ),
    ]
  },
}

async function measured(ask: Ask, name: string): Promise<Measured> {
  const size = (await ask(statements.size(name))).trim()
  return {
    bytes: /^\d+$/.test(size) ? Number(size) : undefined,
    database: {
      NAME: name,
      IS_ACTIVE: true,
      CREATION_DATE: dateTimeOf(await ask(statements.created(name))),
      UPDATE_DATE: dateTimeOf(await ask(statements.updated(name))),
    },
  }
}
