import { UsageError } from './exit.ts'
import type { Option, OptionTable } from './options.ts'

/** One option that a word of the command line names. */
export interface Named {
  /** As in the table. */
  readonly name: string
  readonly option: Option
  /** As it was given, for error texts: an alias or a letter stays, an abbreviation is written out. */
  readonly shown: string
  /** What stood behind `=`, or was glued to a short letter. */
  readonly inline?: string
  readonly abbreviated?: true
}

interface Key {
  readonly name: string
  readonly option: Option
}

/** How the options of a table may be called. */
export interface Names {
  /** Lower-case long names and aliases. */
  readonly long: ReadonlyMap<string, Key>
  readonly short: ReadonlyMap<string, Key>
}

export function namesOf(table: OptionTable): Names {
  const long = new Map<string, Key>()
  const short = new Map<string, Key>()
  for (const [name, option] of Object.entries(table)) {
    const key = { name, option }
    for (const alias of [name, ...(option.aliases ?? [])]) long.set(alias.toLowerCase(), key)
    if (option.short) short.set(option.short, key)
  }
  return { long, short }
}

/** Whether the option has an argument; an optional one counts, too. */
export const takesArgument = (option: Option): boolean => option.kind !== 'flag' && option.kind !== 'count'

/** The options whose names begin so; the alias that is met first stands for its option. */
function beginning(names: Names, prefix: string): ReadonlyMap<string, Key & { readonly shown: string }> {
  const hits = new Map<string, Key & { readonly shown: string }>()
  for (const [shown, key] of names.long)
    if (shown.startsWith(prefix) && !hits.has(key.name)) hits.set(key.name, { ...key, shown })
  return hits
}

/**
 * The options that one word names; more than one only for a bundle of short flags.
 * The order decides where a word could be several things: letter, full name, abbreviation, glued argument, bundle.
 * @throws UsageError
 */
export function resolve(names: Names, word: string): readonly Named[] {
  const twoDashes = word.startsWith('--')
  const body = word.slice(twoDashes ? 2 : 1)
  const equals = body.indexOf('=')
  const given = equals < 0 ? body : body.slice(0, equals)
  const inline = equals < 0 ? {} : { inline: body.slice(equals + 1) }

  const letter = names.short.get(given)
  // `-h` is always help; `--h` is an abbreviation like any other, as it has always been.
  if (letter && !(twoDashes && given === 'h')) return [{ ...letter, shown: given, ...inline }]

  const lower = given.toLowerCase()
  const exact = names.long.get(lower)
  if (exact) return [{ ...exact, shown: lower, ...inline }]

  // A single letter behind one dash is case-sensitive, whatever it abbreviates.
  const prefix = !twoDashes && given.length === 1 ? given : lower
  const hits = prefix === '' ? new Map<string, never>() : beginning(names, prefix)
  const [only] = hits.values()
  if (only && hits.size === 1) return [{ ...only, ...inline, abbreviated: true }]

  if (!twoDashes) {
    const first = names.short.get(body.charAt(0))
    if (first && takesArgument(first.option) && !first.option.optional)
      return [{ ...first, shown: body.charAt(0), inline: body.slice(1) }]
    const bundle = [...body].map((char) => ({ char, key: names.short.get(char) }))
    if (bundle.every(({ key }) => key && !takesArgument(key.option)))
      return bundle.flatMap(({ char, key }) => (key ? [{ ...key, shown: char }] : []))
  }
  if (hits.size > 1) {
    const all = [...hits.values()].map(({ shown }) => shown).sort()
    throw new UsageError(`Option ${given} is ambiguous (${all.join(', ')})`)
  }
  throw new UsageError(`Unknown option: ${given || word}`)
}
