import yargs from 'yargs-parser'
import { UsageError } from './exit.ts'
import { takesArgument } from './names.ts'
import type { Option, OptionTable, Values } from './options.ts'
import { checkValue, type Notice, type Rewritten, rewrite, splitList } from './rewrite.ts'
import { wordWithoutUserInfo } from './text.ts'

/** A command line that fits its table. */
export interface Parsed<T extends OptionTable> {
  readonly options: Values<T>
  /** Names of the options that the command line or the environment gave. */
  readonly given: ReadonlySet<string>
  readonly operands: readonly string[]
  readonly notices: readonly Notice[]
}

/** The part of a tool that parsing needs. */
export interface Grammar<T extends OptionTable> {
  readonly options: T
  readonly operands?: string
}

type Env = Readonly<Record<string, string | undefined>>

const configuration = {
  'boolean-negation': false,
  'camel-case-expansion': false,
  'dot-notation': false,
  'parse-numbers': false,
  'parse-positional-numbers': false,
  'short-option-groups': false,
  'duplicate-arguments-array': true,
  'flatten-duplicate-arrays': false,
} as const

// yargs-parser takes one pair of quotes off a value; a value that has a pair of its own gets another.
const shielded = (word: string): string => word.replace(/=((["'])[\s\S]*\2|["'])$/, '=$2$1$2')

const truthy = /^(1|true|yes|on)$/i

/** Values that the environment gives, in canonical form. */
function fromEnvironment(table: OptionTable, env: Env, given: ReadonlySet<string>): readonly string[] {
  return Object.entries(table).flatMap(([name, option]) => {
    const value = option.env === undefined ? undefined : env[option.env]
    if (value === undefined || value === '' || given.has(name)) return []
    if (!takesArgument(option)) return truthy.test(value) ? [`--${name}`] : []
    checkValue(option, `${name} (from ${option.env})`, value)
    return [`--${name}=${value}`]
  })
}

function typedValue(option: Option, found: unknown): unknown {
  const all = (found === undefined ? [] : Array.isArray(found) ? found : [found]) as readonly unknown[]
  const last = all.at(-1) ?? option.default
  if (option.kind === 'count') return typeof found === 'number' ? found : 0
  if (option.kind === 'flag') return last === true
  if (option.kind === 'list') return (option.repeat ? all : [last ?? '']).flatMap((text) => splitList(String(text)))
  if (option.repeat) return all.length > 0 || option.default === undefined ? all.map(String) : [String(option.default)]
  return last
}

/**
 * A left-over word may be the second half of a secret that was not quoted: then it is not shown. It may as well be meant
 * for an option whose argument can be left out, and which therefore takes it only behind `=`.
 */
function leftOver(table: OptionTable, { argv }: Rewritten, given: ReadonlySet<string>, word: string): UsageError {
  if ([...given].some((name) => table[name]?.secret)) return new UsageError('Unexpected argument')
  const shown = wordWithoutUserInfo(word)
  const meant = argv.find((one) => one.endsWith('=') && table[one.slice(2, -1)]?.optional)
  return new UsageError(`Unexpected argument: ${shown}${meant ? ` (did you mean ${meant}${shown}?)` : ''}`)
}

/**
 * Types for a command line in canonical form; values that the environment gives are added.
 * @throws UsageError, and nothing else.
 */
export function typed<const T extends OptionTable>(grammar: Grammar<T>, line: Rewritten, env: Env = {}): Parsed<T> {
  const table: OptionTable = grammar.options
  const given = new Set(line.argv.map((word) => word.slice(2).split('=', 1)[0] ?? ''))
  const [word] = line.operands
  if (word !== undefined && grammar.operands === undefined) throw leftOver(table, line, given, word)
  const added = fromEnvironment(table, env, given)
  for (const one of added) given.add(one.slice(2).split('=', 1)[0] ?? '')

  const named = (...kinds: Option['kind'][]): string[] =>
    Object.keys(table).filter((name) => kinds.includes(table[name]?.kind ?? 'flag'))
  const found: Readonly<Record<string, unknown>> = yargs([...line.argv, ...added].map(shielded), {
    boolean: named('flag'),
    count: named('count'),
    string: named('text', 'list'),
    number: named('int'),
    configuration,
  })
  const options = Object.fromEntries(
    Object.entries(table).map(([name, option]) => [name, typedValue(option, found[name])]),
  ) as unknown as Values<T>
  return { options, given, operands: line.operands, notices: line.notices }
}

/** A whole command line, in any spelling. @throws UsageError, and nothing else. */
export const parse = <const T extends OptionTable>(
  grammar: Grammar<T>,
  argv: readonly string[],
  env: Env = {},
): Parsed<T> => typed(grammar, rewrite(grammar.options, argv), env)
