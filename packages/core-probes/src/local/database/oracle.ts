import { type Host, valueOf as ifOk } from '../../host/port.ts'
import type { DatabaseLogin } from '../probe.ts'
import { inBatches } from '../software/batches.ts'
import { dateTimeOf, linesOf, output, type Product, type Service, service } from './contract.ts'
import { parseOratab } from './parse-oracle.ts'
import { answersOf, scriptOf } from './script.ts'

export const statements = [
  'SHOW release',
  "SELECT instance_name, database_status, version_full, to_char(startup_time,'YYYY-MM-DD HH24:MI:SS') FROM v$instance",
  "SELECT name, to_char(created,'YYYY-MM-DD HH24:MI:SS') FROM v$database",
  'select sum(bytes)/1024/1024 from dba_data_files',
  "SELECT to_char(timestamp,'YYYY-MM-DD HH24:MI:SS') FROM dba_tab_modifications ORDER BY timestamp DESC FETCH NEXT 1 ROW ONLY",
] as const

/** Before 18c there is no `version_full`. */
const oldInstance = statements[1].replace('version_full', 'version')

const form = ['SET HEADING OFF FEEDBACK OFF PAGESIZE 0 LINESIZE 1000 TRIMSPOOL ON', 'SET MARKUP CSV ON QUOTE OFF']

interface Instance {
  readonly sid: string
  readonly home: string
}

/** The account that owns the software may log in as the administrator without a password. */
export function session(instance: Instance, login: DatabaseLogin, asked: readonly string[] = statements) {
  const where = ['env', `ORACLE_HOME=${instance.home}`, `ORACLE_SID=${instance.sid}`, `${instance.home}/bin/sqlplus`]
  const argv = login.login
    ? ([...where, '-S', '-L', '/nolog'] as const)
    : (['runuser', '-u', 'oracle', '--', ...where, '-S', '-L', '/', 'AS', 'SYSDBA'] as const)
  const opening = login.login ? [connection(login), ...form] : form
  const script = scriptOf(opening, asked, (text) => `PROMPT ${text}`, ';')
  const [program = 'sqlplus', ...args] = argv
  return { argv: [program, ...args] as const, stdin: `${script}EXIT\n`, secretStdin: login.login !== undefined }
}

/** `socket` may be `connect:` and the address of a service. */
function connection({ login, password = '', host, port, socket }: DatabaseLogin): string {
  const service = socket?.startsWith('connect:') ? socket.slice('connect:'.length) : undefined
  const address = service ?? (host ? `${host}:${port ?? 1521}` : undefined)
  // Quotes end at quotes, and a line at its end: nothing that has them is a password of Oracle.
  const word = (text: string | undefined): string => `"${(text ?? '').replace(/["\n]/g, '')}"`
  const role = /^sys$/i.test(login ?? '') ? ' AS SYSDBA' : ''
  return `CONNECT ${word(login)}/${word(password)}${address ? `@${address.replace(/\s/g, '')}` : ''}${role}`
}

export const product: Product = {
  async read(host, login) {
    const instances = parseOratab(ifOk(await host.files.text('/etc/oratab')) ?? '')
    return (await inBatches(instances, (instance) => ofInstance(host, instance, login))).flat()
  },
}

async function ofInstance(host: Host, instance: Instance, login: DatabaseLogin): Promise<readonly Service[]> {
  const ask = async (asked: readonly string[]): Promise<readonly string[]> => {
    const { argv, ...input } = session(instance, login, asked)
    return answersOf(await output(host, argv, input), asked.length)
  }
  const [release = '', newer = '', database = '', size = '', updated = ''] = await ask(statements)
  if (!/release [1-9]/.test(release)) return []
  const [about] = rows(newer, 4).length > 0 ? rows(newer, 4) : rows((await ask([oldInstance]))[0] ?? '', 4)
  const [name, status, version, started] = about ?? []
  if (!name || !version) return []
  const megabytes = Number.parseFloat(linesOf(size)[0] ?? '')
  const bytes = Number.isFinite(megabytes) ? megabytes * 1024 * 1024 : undefined
  const databases = rows(database, 2)
    .slice(0, 1)
    .map(([NAME, created]) => ({
      bytes,
      database: {
        NAME,
        IS_ACTIVE: status === 'ACTIVE',
        CREATION_DATE: dateTimeOf(created),
        UPDATE_DATE: dateTimeOf(linesOf(updated)[0]),
      },
    }))
  return [
    service(
      {
        TYPE: 'oracle',
        NAME: name,
        MANUFACTURER: 'Oracle',
        VERSION: version,
        PORT: login.port ?? 1521,
        LAST_BOOT_DATE: dateTimeOf(started),
      },
      databases,
    ),
  ]
}

/** Rows of that many columns; complaints have none. */
const rows = (text: string, columns: number): string[][] =>
  linesOf(text)
    .map((line) => line.split(',').map((column) => column.trim()))
    .filter((row) => row.length === columns)
