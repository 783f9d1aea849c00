import { localDateTime } from '../local-time.ts'
import type { DatabaseLogin } from '../probe.ts'
import { inBatches } from '../software/batches.ts'
import { type Ask, given, type Measured, output, type Product, service } from './contract.ts'

export const statements = {
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
    const databases = parseDatabases(await ask(statements.databases))
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

async function measured(ask: Ask, { name, bytes }: ReturnType<typeof parseDatabases>[number]): Promise<Measured> {
  const answer = (await ask(statements.active(name))).trim()
  return { bytes, database: { NAME: name, IS_ACTIVE: /^1\b/.test(answer) } }
}

/** Name and size of each database in a list of JSON, perhaps with words before it; sizes may be `NumberLong(...)`. */
export function parseDatabases(text: string): { readonly name: string; readonly bytes: number | undefined }[] {
  const list = parsed(text.slice(Math.max(text.indexOf('['), 0)).replace(/NumberLong\("?(\d{1,19})"?\)/g, '$1'))
  return (Array.isArray(list) ? list : []).flatMap((one: { name?: unknown; sizeOnDisk?: unknown } | null) => {
    const bytes = Number(one?.sizeOnDisk)
    return typeof one?.name === 'string' && one.name !== ''
      ? [{ name: one.name, bytes: Number.isFinite(bytes) && bytes >= 0 ? bytes : undefined }]
      : []
  })
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
