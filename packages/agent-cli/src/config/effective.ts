import type { Option, OptionTable, Values } from '@fusioninventory/cli-kit'
import { configOptions, options as table } from '../options.ts'
import type { Assignment } from './io/read.ts'
import { nearest } from './nearest.ts'
import { insteadOf, oldNames } from './old-names.ts'
import { typedText } from './values.ts'

export type Settings = Values<typeof table>

/** What holds for a run, and why. */
export interface Effective {
  readonly settings: Settings
  /** By name of the option: `FILE:LINE`, `command line`, `--set`, `environment`; none for a default. */
  readonly origins: ReadonlyMap<string, string>
  readonly warnings: readonly string[]
  /** What has to be put right before anything is done: one line each. */
  readonly problems: readonly string[]
}

export interface Sources {
  /** Of the command line and the environment, with defaults. */
  readonly line: Values<OptionTable>
  /** Which of them were given. */
  readonly given: ReadonlySet<string>
  /** Where a value of the environment is no different from one of the line. */
  readonly env: Readonly<Record<string, string | undefined>>
  readonly assignments: readonly Assignment[]
  /** `--strict-config`: unknown keys are problems. */
  readonly strict: boolean
}

const keys: OptionTable = configOptions
const all: OptionTable = table

interface Draft {
  readonly values: Map<string, unknown>
  readonly origins: Map<string, string>
  /** Entries that an old flag adds to a list. */
  readonly added: Map<string, string[]>
  readonly warnings: string[]
  readonly problems: string[]
}

/** Defaults, then files in the order of reading, then the command line, then `--set`. */
export function effective({ line, given, env, assignments, strict }: Sources): Effective {
  const draft: Draft = { values: new Map(), origins: new Map(), added: new Map(), warnings: [], problems: [] }
  for (const one of assignments) assign(draft, one, `${one.file}:${one.line}`, strict)
  for (const [name, option] of Object.entries(all)) {
    if (!given.has(name)) continue
    const fromEnv = option.env !== undefined && String(line[name]) === env[option.env]
    put(draft, name, line[name], fromEnv ? `environment (${option.env})` : 'command line')
  }
  for (const [name, old] of Object.entries(oldNames)) {
    if (!given.has(name)) continue
    if ('is' in old) put(draft, old.is, line[name], 'command line')
    else translate(draft, name, true, 'command line')
  }
  for (const [at, text] of [line.set ?? []].flat().entries()) {
    const [, name = '', value = ''] = /^\s*([\w-]+)\s*=([\s\S]*)$/.exec(String(text)) ?? []
    if (name === '') draft.problems.push('Value invalid for option set (KEY=VALUE expected)')
    else assign(draft, { file: '', line: at + 1, name, value: value.trim() }, '--set', true)
  }
  for (const [name, entries] of draft.added) {
    const before = draft.values.get(name)
    put(draft, name, [...(Array.isArray(before) ? before : []), ...entries], draft.origins.get(name) ?? '')
  }
  const settings = Object.fromEntries(
    Object.entries(all).map(([name, option]) => [name, draft.values.get(name) ?? defaultOf(option)]),
  ) as unknown as Settings
  return { settings, origins: draft.origins, warnings: draft.warnings, problems: draft.problems }
}

function put({ values, origins }: Draft, name: string, value: unknown, origin: string): void {
  values.set(name, value)
  if (value === undefined) origins.delete(name)
  else origins.set(name, origin)
}

const defaultOf = (option: Option): unknown => {
  if (option.kind === 'flag') return false
  if (option.kind === 'count') return 0
  if (option.kind === 'list' || option.repeat) return []
  return option.default
}

/** One key of a file, whatever its case, or of an older version. */
function assign(draft: Draft, one: Assignment, origin: string, strict: boolean): void {
  const name = one.name.toLowerCase().replaceAll('_', '-')
  const old = Object.hasOwn(oldNames, name) ? oldNames[name] : undefined
  const real = old !== undefined && 'is' in old ? old.is : name
  const option = Object.hasOwn(keys, real) ? keys[real] : undefined
  const where = origin === '--set' ? '--set' : origin
  if (old !== undefined || option?.deprecated)
    draft.warnings.push(
      `Config: the '${name}' option ${old ? `is deprecated, ${insteadOf(old)}` : option?.deprecated} (${where})`,
    )
  if (old !== undefined && !('is' in old)) {
    const typed = typedText({ kind: 'flag', doc: '' }, one)
    if ('value' in typed && typed.value === true) translate(draft, name, typed.value, origin)
    return
  }
  if (option === undefined) {
    unknown(draft, one.name, where, strict)
    return
  }
  const typed = typedText(option, one)
  if ('problem' in typed) {
    const shown = option.secret ? 'Value' : `Value "${one.value}"`
    draft.problems.push(`Config: ${shown} invalid for key ${real} (${typed.problem}), ${where}`)
    return
  }
  if (typed.warning !== undefined)
    draft.warnings.push(
      option.secret
        ? `Config: what follows the quotes of ${real} is ignored (${where})`
        : `Config: We may have been confused for ${real} quoted value, our extracted value: '${one.value}'; ${typed.warning} (${where})`,
    )
  put(draft, real, typed.value, origin)
}

/** What the flag of an older version means. */
function translate(draft: Draft, name: string, value: unknown, origin: string): void {
  const old = oldNames[name]
  if (old === undefined || value !== true) return
  if ('adds' in old) {
    draft.added.set(old.to, [...(draft.added.get(old.to) ?? []), old.adds])
    if (!draft.origins.has(old.to)) draft.origins.set(old.to, origin)
  } else if ('sets' in old) for (const flag of old.sets) put(draft, flag, true, origin)
}

function unknown(draft: Draft, name: string, where: string, strict: boolean): void {
  const lineOnly = Object.hasOwn(all, name.toLowerCase())
  const near = lineOnly ? undefined : nearest(name, Object.keys(keys))
  const hint = lineOnly
    ? '; it is an option of the command line only'
    : near === undefined
      ? ''
      : `; did you mean ${near}?`
  const text = `Config: unknown configuration directive ${name} (${where})${hint}`
  ;(strict ? draft.problems : draft.warnings).push(text)
}
