import type { Option, OptionTable } from '@fusioninventory/cli-kit'

/** What an option of an older version means today. */
export type OldName =
  /** Another name for the same. */
  | { readonly is: string; readonly kind: Option['kind'] }
  /** A flag that adds an entry to a list. */
  | { readonly adds: string; readonly to: string }
  /** A flag that sets these flags. */
  | { readonly sets: readonly string[]; readonly short?: string }
  /** Nothing any more. */
  | { readonly ignored: true }

/** Names of versions before 2.4, which are still met in the field. */
export const oldNames: Readonly<Record<string, OldName>> = {
  'no-socket': { is: 'no-httpd', kind: 'flag' },
  'rpc-ip': { is: 'httpd-ip', kind: 'text' },
  'rpc-port': { is: 'httpd-port', kind: 'int' },
  'rpc-trust-localhost': { adds: '127.0.0.1', to: 'httpd-trust' },
  'daemon-no-fork': { sets: ['daemon', 'no-fork'], short: 'D' },
  daemonize: { sets: ['daemon'] },
  'no-inventory': { adds: 'inventory', to: 'no-task' },
  'no-wakeonlan': { adds: 'wakeonlan', to: 'no-task' },
  'no-netdiscovery': { adds: 'netdiscovery', to: 'no-task' },
  'no-snmpquery': { adds: 'netinventory', to: 'no-task' },
  'no-ocsdeploy': { adds: 'deploy', to: 'no-task' },
  'no-printer': { adds: 'printer', to: 'no-category' },
  'no-software': { adds: 'software', to: 'no-category' },
  nosoftware: { adds: 'software', to: 'no-category' },
  nosoft: { adds: 'software', to: 'no-category' },
  'collect-timeout': { is: 'backend-collect-timeout', kind: 'int' },
  info: { ignored: true },
  realm: { ignored: true },
  devlib: { ignored: true },
  'share-dir': { ignored: true },
  'html-dir': { ignored: true },
  basevardir: { ignored: true },
}

/** What to write instead, as the end of `the 'X' option is deprecated, ...`. */
export function insteadOf(old: OldName): string {
  if ('is' in old) return `use '${old.is}' instead`
  if ('adds' in old) return `use '${old.to} = ${old.adds}' instead`
  if ('sets' in old) return `use ${old.sets.map((name) => `'${name}'`).join(' and ')} instead`
  return 'and does nothing'
}

const flags: ReadonlySet<string> = new Set(['devlib'])

function optionOf(name: string, old: OldName): Option {
  const kind = 'is' in old ? old.kind : 'ignored' in old && !flags.has(name) ? 'text' : 'flag'
  const short = 'sets' in old && old.short !== undefined ? { short: old.short } : {}
  return { kind, ...short, deprecated: `is deprecated, ${insteadOf(old)}`, doc: 'Of an older version.' }
}

/** The same as options of the command line, which no help shows. */
export const oldOptions: OptionTable = Object.fromEntries(
  Object.entries(oldNames).map(([name, old]) => [name, optionOf(name, old)]),
)
