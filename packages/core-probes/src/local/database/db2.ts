import type { Host } from '../../host/port.ts'
import type { DatabaseLogin } from '../probe.ts'
import { inBatches } from '../software/batches.ts'
import { dateTimeOf, linesOf, type Measured, output, type Product, type Service, service } from './contract.ts'
import { parseDb2Databases, parseDb2Size, parseDb2Snapshot, parseDb2Versions } from './parse-db2.ts'
import { answersOf, scriptOf } from './script.ts'

export const statements = {
  instance: ['get snapshot for dbm', 'list db directory'],
  database: [
    'call get_dbsize_info(?,?,?,-1)',
    "SELECT varchar_format(min(create_time), 'YYYY-MM-DD HH24:MI:SS') FROM syscat.tables",
    "SELECT varchar_format(max(alter_time), 'YYYY-MM-DD HH24:MI:SS') FROM syscat.tables",
  ],
} as const

/** As the owner of the instance, whose profile sets up the client; the words are fixed, all else is its input. */
export function session(instance: string, asked: readonly string[], opening: readonly string[] = [], secret = false) {
  return {
    argv: ['su', '-', instance, '-c', 'db2 +p -x -t'] as const,
    stdin: scriptOf(opening, asked, (text) => `echo ${text};`, ';'),
    secretStdin: secret,
  }
}

export const opening = (database: string, { login, password }: DatabaseLogin): readonly string[] => {
  const plain = (text: string | undefined): string => (text ?? '').replace(/["\n;]/g, '')
  return [`connect to ${database}${login ? ` user ${plain(login)} using "${plain(password)}"` : ''};`]
}

export const product: Product = {
  async read(host, login) {
    const version = parseDb2Versions(await output(host, ['db2ls', '-c']))
    const instances = linesOf(await output(host, ['db2ilist'])).filter((name) => /^[a-z_][\w$#@-]{0,31}$/i.test(name))
    if (version === undefined) return []
    return inBatches(instances, (instance) => ofInstance(host, instance, login, version))
  },
}

async function ofInstance(host: Host, instance: string, login: DatabaseLogin, version: string): Promise<Service> {
  const ask = async (asked: readonly string[], first: readonly string[] = []): Promise<readonly string[]> => {
    const { argv, ...input } = session(instance, asked, first, first.length > 0 && login.password !== undefined)
    return answersOf(await output(host, argv, input), asked.length)
  }
  const [snapshot = '', directory = ''] = await ask(statements.instance)
  const databases = await inBatches(parseDb2Databases(directory), async (name): Promise<readonly Measured[]> => {
    const [size = '', created = '', updated = ''] = await ask(statements.database, opening(name, login))
    const bytes = parseDb2Size(size)
    // Nothing is known of one that lets nobody in.
    if (bytes === undefined) return []
    const date = (answer: string): string | undefined => linesOf(answer).map(dateTimeOf).find(Boolean)
    return [
      { bytes, database: { NAME: name, IS_ACTIVE: true, CREATION_DATE: date(created), UPDATE_DATE: date(updated) } },
    ]
  })
  const about = parseDb2Snapshot(snapshot)
  return service(
    {
      TYPE: 'db2',
      NAME: about.instance ?? instance,
      MANUFACTURER: 'IBM',
      VERSION: about.version ?? version,
      PORT: login.port ?? 50000,
      LAST_BOOT_DATE: about.started,
    },
    databases.flat(),
  )
}
