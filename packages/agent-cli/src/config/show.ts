import { escapeControls, type Option, type OptionTable, wordWithoutUserInfo } from '@fusioninventory/cli-kit'
import { configOptions } from '../options.ts'
import type { Loaded } from './load.ts'
import { programFolder } from './program.ts'

/** `key: value`, one a line, always in this order. */
export const setupText = ({ confdir, vardir, file }: Loaded): string =>
  [
    `confdir: ${confdir}`,
    `conf-file: ${file ?? 'none'}`,
    `datadir: ${programFolder()}`,
    `libdir: ${programFolder()}`,
    `vardir: ${vardir}`,
    '',
  ].join('\n')

/** Keys whose values may hold a password in a URL. */
const addresses: ReadonlySet<string> = new Set(['server', 'proxy'])

function shown(name: string, option: Option, value: unknown): string {
  const plain = (one: unknown): string => (addresses.has(name) ? wordWithoutUserInfo(String(one)) : String(one))
  if (value === undefined) return ''
  if (option.secret) return (Array.isArray(value) ? value.length > 0 : value !== '') ? '<redacted>' : ''
  if (typeof value === 'boolean') return value ? '1' : '0'
  const words = Array.isArray(value) ? value.map((one) => quoted(plain(one))).join(', ') : plain(value)
  return escapeControls(words)
}

/** An entry with a comma in it. */
const quoted = (word: string): string => (word.includes(',') ? `"${word}"` : word)

/** Every key with its value and where that comes from, in the form of agent.cfg. Secrets are not shown. */
export function configText({ settings, origins, file, problems }: Loaded): string {
  const keys = Object.entries(configOptions as OptionTable).filter(([, option]) => option.deprecated === undefined)
  const rows = keys.map(([name, option]) => {
    const value = shown(name, option, settings[name as keyof typeof settings])
    return [`${name} =${value === '' ? '' : ` ${value}`}`, `# ${origins.get(name) ?? 'default'}`] as const
  })
  const width = Math.min(60, Math.max(...rows.map(([left]) => left.length)))
  const lines = rows.map(([left, right]) => `${left.padEnd(width)}  ${right}\n`)
  const head = `# ${file === undefined ? 'no configuration file' : `read from ${file}`}\n`
  const tail = problems.length === 0 ? '' : `# ${problems.length} problems, see standard error\n`
  return `${head}${lines.join('')}${tail}`
}
