import { localDateTime } from '../local-time.ts'
import type { DatabaseLogin } from '../probe.ts'
import { inBatches } from '../software/batches.ts'
import { type Ask, given, type Measured, output, type Product, service } from './contract.ts'
import { parseMongoDatabases } from './parse-mongodb.ts'

const statements = {
  version: 'db.version()',
  started: 'ISODate().getTime()-db.serverStatus().uptimeMillis',
  databases: 'db.adminCommand( { listDatabases: 1 } ).databases',
  active: (name: string) => `db.getSiblingDB(${literal(name)}).runCommand({'ping': 1}).ok`,
} as const

const literal = (name: string): string => `'${name.replace(/[\\']/g, '\\$&')}'`

/**
 * `mongosh` writes JSON where asked, and takes a whole address with its password from its environment; `mongo`, its
 * forerunner, writes JSON by itself and asks for a password on its input.
 */
export function argv(program: 'mongosh' | 'mongo', { host, port, login, password }: DatabaseLogin, statement: string) {
  if (program === 'mongosh') {
    const open = password ? ['--nodb', '--eval', `db = connect(process.env.${addressVariable})`] : []
    const where = password ? [] : given({ '--host': host, '--port': port })
    return [program, '--quiet', ...where, ...open, '--eval', `EJSON.stringify(${statement})`] as const
  }
  const who = password ? ['-u', login ?? '', '--authenticationDatabase', 'admin', '-p'] : []
  return [program, '--quiet', ...given({ '--host': host, '--port': port }), ...who, '--eval', statement] as const
}

const addressVariable = 'INVENTORY_MONGODB'

function secret(program: 'mongosh' | 'mongo', { host, port, login = '', password }: DatabaseLogin) {
  if (!password) return {}
  if (program === 'mongo') return { stdin: `${password}\n`, secretStdin: true }
  const who = `${encodeURIComponent(login)}:${encodeURIComponent(password)}`
  return { env: { [addressVariable]: `mongodb://${who}@${host ?? 'localhost'}:${port ?? 27017}/?authSource=admin` } }
}

export const product: Product = {
  async read(host, login) {
    const program = (await host.commands.which('mongosh')).state === 'ok' ? 'mongosh' : 'mongo'
    const ask: Ask = (statement) => output(host, argv(program, login, statement), secret(program, login))
    const version = /^"?(\d+(?:\.[\w-]+)+)"?\s*$/m.exec(await ask(statements.version))?.[1]
    if (version === undefined) return []
    const started = /\d{10,16}/.exec(await ask(statements.started))?.[0]
    const databases = parseMongoDatabases(await ask(statements.databases))
    return [
      service(
        {
          TYPE: 'mongodb',
          NAME: 'MongoDB',
          MANUFACTURER: 'MongoDB',
          VERSION: version,
          PORT: login.port ?? 27017,
          LAST_BOOT_DATE: started === undefined ? undefined : localDateTime(host.facts, Number(started) / 1000),
        },
        await inBatches(databases, (database) => measured(ask, database)),
      ),
    ]
  },
}

async function measured(ask: Ask, { name, bytes }: ReturnType<typeof parseMongoDatabases>[number]): Promise<Measured> {
  const answer = (await ask(statements.active(name))).trim()
  return { bytes, database: { NAME: name, IS_ACTIVE: /^1\b/.test(answer) } }
}
