import { UsageError } from '@fusioninventory/cli-kit'
import type { ProbeOptions } from '@fusioninventory/core-probes/local'

type DatabaseLogin = NonNullable<ProbeOptions['databases']>[number]

const known = ['use', 'host', 'port', 'login', 'password', 'socket'] as const
/** What other agents write beside them, and what does not change anything here. */
const silent: ReadonlySet<string> = new Set(['type', 'category', 'params_id'])
const products = ['mysql', 'postgresql', 'oracle', 'mssql', 'mongodb', 'db2']

const part = /\s*(\w+)\s*:\s*("(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|[^,]*)\s*(?:,|$)/y

/**
 * `key:value,key:value`, values plain or quoted with `'` or `"`, where a backslash escapes.
 * @throws UsageError that tells nothing of what was given
 */
export function parseCredentials(text: string): DatabaseLogin {
  const login: Record<string, string> = {}
  let at = 0
  while (at < text.length) {
    part.lastIndex = at
    const [whole = '', key = '', value = ''] = part.exec(text) ?? []
    if (whole === '') throw new UsageError('Value invalid for option credentials (key:value,... expected)')
    at += whole.length
    if (silent.has(key)) continue
    if (!(known as readonly string[]).includes(key))
      throw new UsageError(`Unknown key "${key}" in option credentials (one of ${known.join(', ')} expected)`)
    login[key] = /^["']/.test(value) ? value.slice(1, -1).replace(/\\(.)/gs, '$1') : value.trim()
  }
  if (login.use !== undefined && !products.includes(login.use))
    throw new UsageError(`Unknown product in option credentials (one of ${products.join(', ')} expected)`)
  if (login.port !== undefined && !/^\d{1,5}$/.test(login.port))
    throw new UsageError('Port in option credentials is no number')
  return login
}

/**
 * Ways to log in to database servers; undefined where nobody wants to know of them: XML has no place for databases, so
 * they are asked for by name.
 */
export function databaseLogins(
  credentials: readonly string[],
  explained: string | undefined,
): readonly DatabaseLogin[] | undefined {
  const logins = credentials.map(parseCredentials)
  if (logins.length > 0) return logins
  return explained === 'DATABASES_SERVICES' ? [{}] : undefined
}
