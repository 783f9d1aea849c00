import type { Content } from '@fusioninventory/protocol'
import { type Argv, type Host, valueOf as ifOk, type RunOptions } from '../../host/port.ts'
import type { DatabaseLogin, ProbeContext } from '../probe.ts'

export type Service = NonNullable<Content['DATABASES_SERVICES']>[number]
type Database = NonNullable<Service['DATABASES']>[number]

/** A product: what its module gives. One login may find several services of it. */
export interface Product {
  read(host: Host, login: DatabaseLogin, ctx: ProbeContext): Promise<readonly Service[]>
}

/** Asks a server one statement; '' where it does not answer. */
export type Ask = (statement: string) => Promise<string>

/** Time for one statement. */
const timeoutMs = 15_000

/**
 * What a client prints; '' where it fails. What must not be seen goes by its environment or its input, never by its
 * arguments: those are public on most systems.
 */
export async function output({ commands }: Host, argv: Argv, options: RunOptions = {}): Promise<string> {
  return ifOk(await commands.run(argv, { timeoutMs, ...options }))?.stdout ?? ''
}

/** Options of a client, of those that are known. */
export const given = (options: Readonly<Record<string, string | undefined>>): string[] =>
  Object.entries(options).flatMap(([option, value]) => (value ? [option, value] : []))

/** Lines with something in them. */
export const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')

/** `YYYY-MM-DD HH:MM:SS` at the beginning of what a server says. */
export const dateTimeOf = (text: string | undefined): string | undefined =>
  /^\s{0,9}(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d)/
    .exec(text ?? '')
    ?.slice(1, 3)
    .join(' ')

const megabyte = 1024 * 1024

/** A database with its size in bytes, as far as it is known. */
export interface Measured {
  readonly database: Database
  readonly bytes: number | undefined
}

/** A service that runs: its size is that of its databases. */
export function service(fields: Service, databases: readonly Measured[]): Service {
  const total = databases.reduce((sum, { bytes = 0 }) => sum + bytes, 0)
  return {
    ...fields,
    IS_ACTIVE: true,
    SIZE: Math.floor(total / megabyte),
    DATABASES: databases.map(({ database, bytes }) => ({
      ...database,
      SIZE: bytes === undefined ? undefined : Math.floor(bytes / megabyte),
    })),
  }
}

/** A text between single quotes of SQL. */
export const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`
