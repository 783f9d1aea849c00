import { resolve } from 'node:path'
import { parseCategories } from '@fusioninventory/protocol'
import { parseAddress, TransportError } from '@fusioninventory/protocol/address'
import { parseTrustEntry } from '../httpd/trust/parse-entry.ts'
import { planOf } from '../tasks/plan.ts'
import type { Effective, Settings } from './effective.ts'

/** Lowest and highest value of a number. */
const bounds: Readonly<Partial<Record<keyof Settings, readonly [number, number]>>> = {
  delaytime: [0, 366 * 86_400],
  'task-timeout': [1, 7 * 86_400],
  'task-memory': [64, 1_048_576],
  'backend-collect-timeout': [1, 86_400],
  timeout: [1, 86_400],
  'full-inventory-postpone': [0, 1000],
  'httpd-port': [0, 65_535],
  'logfile-maxsize': [0, 1_048_576],
  'logfile-keep': [0, 100],
  wait: [0, 366 * 86_400],
}

const paths = ['additional-content', 'ca-cert-file', 'ca-cert-dir', 'ssl-cert-file', 'logfile', 'vardir'] as const
const morePaths = ['password-file', 'oauth-secret-file', 'policy-file'] as const
const backends = ['stderr', 'file', 'syslog']

/** Old names settled, paths absolute, what excludes or needs each other looked at. */
export function checked(found: Effective, cwd: string): Effective {
  const settings: Record<string, unknown> = { ...found.settings }
  const origins = new Map(found.origins)
  const warnings = [...found.warnings]
  const problems = [...found.problems]
  const { logger, logfile } = found.settings

  if (found.settings.stdout) settings.local = [...found.settings.local, '-']
  for (const name of [...paths, ...morePaths]) {
    const path = found.settings[name]
    if (path !== undefined) settings[name] = resolve(cwd, path)
  }
  settings.local = (settings.local as readonly string[]).map((path) => (path === '-' ? path : resolve(cwd, path)))
  const backendsAsked = (logger.length > 0 ? logger : ['stderr']).map((name) => name.toLowerCase())
  if (backendsAsked.includes('file') && logfile === undefined)
    problems.push("Config: usage of 'file' logger backend makes 'logfile' option mandatory")
  for (const name of backendsAsked)
    if (!backends.includes(name))
      problems.push(`Config: Value "${name}" invalid for key logger (${backends.join(' or ')} expected)`)
  settings.logger = [...new Set([...backendsAsked, ...(logfile === undefined ? [] : ['file'])])]

  if (found.settings['ca-cert-file'] !== undefined && found.settings['ca-cert-dir'] !== undefined)
    problems.push("Config: use either 'ca-cert-file' or 'ca-cert-dir' option, not both")

  for (const [name, [least, most]] of Object.entries(bounds)) {
    const value = settings[name]
    if (typeof value === 'number' && (value < least || value > most))
      problems.push(`Config: Value "${value}" invalid for key ${name} (${least} to ${most} expected)`)
  }
  const interval = found.settings['conf-reload-interval']
  settings['conf-reload-interval'] = interval <= 0 ? 0 : Math.max(60, interval)

  for (const url of found.settings.server) {
    try {
      parseAddress(url)
    } catch (error) {
      if (!(error instanceof TransportError)) throw error
      problems.push(`Config: ${error.message}${error.hint === undefined ? '' : ` (${error.hint})`}`)
    }
  }
  for (const text of found.settings['httpd-trust']) {
    const entry = parseTrustEntry(text)
    if (entry.kind === 'bad') warnings.push(`Config: "${text}" in httpd-trust is ignored: ${entry.why}`)
  }
  warnings.push(...parseCategories(found.settings['no-category']).warnings.map((text) => `Config: ${text}`))
  warnings.push(...planOf(found.settings).warnings.map((text) => `Config: ${text}`))
  return { settings: settings as unknown as Settings, origins, warnings, problems }
}
