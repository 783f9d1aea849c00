import { type Host, valueOf as ifOk } from '../../host/port.ts'
import { defineProbe } from '../probe.ts'
import type { Service } from './contract.ts'
import type { ProductName } from './products.ts'

interface Server {
  /** As the model and `use` of a login name it. */
  readonly type: ProductName
  /** Any of them, or the file, tells that it is there. */
  readonly programs: readonly string[]
  readonly file?: string
}

const servers: readonly Server[] = [
  { type: 'mysql', programs: ['mysql'] },
  { type: 'postgresql', programs: ['psql'] },
  { type: 'oracle', programs: [], file: '/etc/oratab' },
  {
    type: 'mssql',
    programs: ['sqlcmd', '/opt/mssql-tools18/bin/sqlcmd', '/opt/mssql-tools/bin/sqlcmd'],
  },
  { type: 'mongodb', programs: ['mongosh', 'mongo'] },
  { type: 'db2', programs: ['db2ls'] },
]

/**
 * Database servers and their databases, by their own clients. Only where somebody wants them: they are not part of XML
 * documents, and asking is a login in somebody's log.
 */
export const linuxDatabases = defineProbe({
  name: 'linux/databases',
  category: 'database',
  platforms: ['linux'],
  reads: [
    { command: ['mysql', '-q', '-sN', '-e', '<statement>'], root: true },
    {
      command: ['runuser', '-u', 'postgres', '--', 'psql', '-Anqtw', '-F,', '-d', 'postgres', '-c', '<statement>'],
      root: true,
    },
    { file: '/etc/oratab' },
    {
      command: [
        'runuser',
        '-u',
        'oracle',
        '--',
        'env',
        '<variables>',
        '<home>/bin/sqlplus',
        '-S',
        '-L',
        '/',
        'AS',
        'SYSDBA',
      ],
      root: true,
    },
    {
      command: ['sqlcmd', '-X1', '-t', '30', '-K', 'ReadOnly', '-r1', '-W', '-h', '-1', '-s', ';', '-Q', '<statement>'],
    },
    { command: ['mongosh', '--quiet', '--eval', '<statement>'] },
    { command: ['mongo', '--quiet', '--eval', '<statement>'] },
    { command: ['db2ls', '-c'] },
    { command: ['db2ilist'] },
    { command: ['su', '-', '<instance>', '-c', 'db2 +p -x -t'], root: true },
  ],
  yields: ['DATABASES_SERVICES'],
  async run(host, ctx) {
    const logins = ctx.options.databases
    if (logins === undefined) return []
    const found = servers.map(async (server) => {
      if (!(await isThere(host, server))) return []
      const { products } = await import('./products.ts')
      const product = products[server.type]
      const own = logins.filter(({ use }) => use === undefined || use === server.type)
      const services = await Promise.all(own.map((login) => product.read(host, login, ctx)))
      const DATABASES_SERVICES = distinct(services.flat())
      return DATABASES_SERVICES.length > 0 ? [{ from: server.type, content: { DATABASES_SERVICES } }] : []
    })
    return (await Promise.all(found)).flat()
  },
})

async function isThere({ commands, files }: Host, { programs, file }: Server): Promise<boolean> {
  if (file !== undefined && ifOk(await files.stat(file)) !== undefined) return true
  for (const name of programs) if ((await commands.which(name)).state === 'ok') return true
  return false
}

/** Two logins may lead to one server. */
const distinct = (services: readonly Service[]): readonly Service[] => [
  ...new Map(services.map((one) => [`${one.NAME}\0${one.PORT}\0${one.LAST_BOOT_DATE}`, one])).values(),
]
