import type { Host } from '../../host/port.ts'
import { bytesOf } from '../byte-size.ts'
import type { DatabaseLogin } from '../probe.ts'
import { inBatches } from '../software/batches.ts'
import { type Ask, dateTimeOf, given, linesOf, type Measured, output, type Product, service } from './contract.ts'

export const statements = {
  version: "SELECT SERVERPROPERTY('productversion')",
  service: 'SELECT @@servicename',
  product: 'SELECT @@version',
  started: 'SELECT sqlserver_start_time FROM sys.dm_os_sys_info',
  databases: 'SELECT name,create_date,state FROM sys.databases',
  size: (name: string) => `USE ${identifier(name)} ; EXEC sp_spaceused`,
  updated: (name: string) =>
    `USE ${identifier(name)} ; SELECT TOP(1) modify_date FROM sys.objects ORDER BY modify_date DESC`,
} as const

const identifier = (name: string): string => (/^[A-Za-z_]\w*$/.test(name) ? name : `[${name.replaceAll(']', ']]')}]`)

/** Programs of Microsoft's packages for Linux, which lie outside of all paths. */
const programs = ['sqlcmd', '/opt/mssql-tools18/bin/sqlcmd', '/opt/mssql-tools/bin/sqlcmd'] as const
const shape = ['-X1', '-t', '30', '-K', 'ReadOnly', '-r1', '-W', '-h', '-1', '-s', ';'] as const

export function argv(program: string, { host, port, login, socket }: DatabaseLogin, statement: string) {
  const server = socket ?? (host && port ? `${host},${port}` : host)
  return [program, ...shape, ...given({ '-S': server, '-U': login }), '-Q', statement] as const
}

async function programOf({ commands }: Host): Promise<string | undefined> {
  for (const name of programs) if ((await commands.which(name)).state === 'ok') return name
  return undefined
}

export const product: Product = {
  async read(host, login) {
    const program = await programOf(host)
    if (program === undefined) return []
    const secret = login.password ? { env: { SQLCMDPASSWORD: login.password } } : {}
    const ask: Ask = (statement) => output(host, argv(program, login, statement), secret)
    const [version] = linesOf(await ask(statements.version))
    if (version === undefined || !/^\d+(?:\.\d+)+$/.test(version)) return []
    const name =
      /SQL Server \d{4}/.exec(await ask(statements.product))?.[0] ?? linesOf(await ask(statements.service))[0]
    const databases = linesOf(await ask(statements.databases)).flatMap((line) => {
      const [, database, created, state] = /^(.+);(\d{4}-[^;]*);(\d+)$/.exec(line) ?? []
      return database ? [{ name: database, created, online: state === '0' }] : []
    })
    return [
      service(
        {
          TYPE: 'mssql',
          NAME: name ?? 'SQL Server',
          MANUFACTURER: 'Microsoft',
          VERSION: version,
          PORT: login.port ?? 1433,
          LAST_BOOT_DATE: dateTimeOf(await ask(statements.started)),
        },
        await inBatches(databases, (database) => measured(ask, database)),
      ),
    ]
  },
}

/** `sp_spaceused` begins with `name;size;unallocated`. */
async function measured(
  ask: Ask,
  { name, created, online }: { name: string; created: string | undefined; online: boolean },
): Promise<Measured> {
  const [space = ''] = linesOf(await ask(statements.size(name)))
  return {
    bytes: bytesOf(space.split(';').at(-2)?.trim() ?? ''),
    database: {
      NAME: name,
      IS_ACTIVE: online,
      CREATION_DATE: dateTimeOf(created),
      UPDATE_DATE: dateTimeOf(await ask(statements.updated(name))),
    },
  }
}
