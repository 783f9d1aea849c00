import { UsageError } from './exit.ts'
import { type Named, namesOf, resolve, takesArgument } from './names.ts'
import type { Option, OptionTable } from './options.ts'
import { wordWithoutUserInfo } from './text.ts'

/** Something that the user should know, but that stops nothing. `verbose`: only for who asked for more. */
export interface Notice {
  readonly level: 'warning' | 'verbose'
  readonly text: string
}

/** A command line in canonical form: every spelling that users know, turned into one. */
export interface Rewritten {
  /** Only `--name` and `--name=value`, with the names of the table, in the order given. */
  readonly argv: readonly string[]
  /** Left-over words, and all that follows `--`. A lone `-` is one. */
  readonly operands: readonly string[]
  readonly notices: readonly Notice[]
}

/**
 * Checks the argument of one option.
 * @throws UsageError without the value when the option is secret.
 */
export function checkValue(option: Option, shown: string, value: string): void {
  const refuse = (expected: string): never => {
    const what = option.secret ? 'Value' : `Value "${wordWithoutUserInfo(value)}"`
    throw new UsageError(`${what} invalid for option ${shown} (${expected} expected)`)
  }
  if (option.kind === 'int' && !(/^[-+]?\d+$/.test(value) && Number.isSafeInteger(Number(value)))) refuse('number')
  const { choices } = option
  const values = option.kind === 'list' ? splitList(value) : [value]
  if (choices && !values.every((one) => choices.includes(one))) refuse(choices.join(' or '))
}

/** A comma list without blanks and empty entries. */
export const splitList = (text: string): readonly string[] =>
  text
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '')

function noticesOf({ name, option, shown, abbreviated }: Named, word: string): readonly Notice[] {
  const notices: Notice[] = []
  if (abbreviated) {
    const typed = word.split('=', 1)[0]
    notices.push({ level: 'verbose', text: `${typed} is taken as --${shown}; write the name out in scripts` })
  }
  if (option.deprecated) notices.push({ level: 'warning', text: `Option ${name}: ${option.deprecated}` })
  return notices
}

/**
 * Brings a command line to its canonical form by the table: `--opt=value`, `--opt value`, `-o value`, `-ovalue`,
 * long names with one dash, in any case and abbreviated, bundles of short flags; `--` ends options.
 * @throws UsageError, and nothing else, whatever the words.
 */
export function rewrite(table: OptionTable, words: readonly string[]): Rewritten {
  const names = namesOf(table)
  const argv: string[] = []
  const operands: string[] = []
  const notices: Notice[] = []
  const rest = [...words].reverse()
  for (let word = rest.pop(); word !== undefined; word = rest.pop()) {
    if (word === '--') {
      operands.push(...rest.reverse())
      break
    }
    if (!word.startsWith('-') || word === '-') {
      operands.push(word)
      continue
    }
    for (const named of resolve(names, word)) {
      argv.push(canonical(named, () => rest.pop()))
      notices.push(...noticesOf(named, word))
    }
  }
  return { argv, operands, notices }
}

/** `next` gives the following word of the command line, if there is one. */
function canonical({ name, option, shown, inline }: Named, next: () => string | undefined): string {
  if (!takesArgument(option)) {
    if (inline !== undefined) throw new UsageError(`Option ${shown} does not take an argument`)
    return `--${name}`
  }
  const value = option.optional ? (inline ?? '') : inline === '' ? undefined : (inline ?? next())
  if (value === undefined) throw new UsageError(`Option ${shown} requires an argument`)
  if (!option.optional || value !== '') checkValue(option, shown, value)
  return `--${name}=${value}`
}
