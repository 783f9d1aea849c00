import type { Option } from '@fusioninventory/cli-kit'
import type { Directive } from './parse-agent-cfg.ts'

/** A value as the option of that name has it, or what is wrong with it. `undefined`: the key has its default again. */
export type Typed = { readonly value: unknown; readonly warning?: string } | { readonly problem: string }

type Text = Pick<Extract<Directive, { kind: 'assignment' }>, 'value' | 'more'>

const no = /^(?:0|no|false|off|n)$/i
const yes = /^(?:1|yes|true|on|y)$/i

/** Reads the text of a key by the option that it belongs to. */
export function typedText(option: Option, { value, more }: Text): Typed {
  if (option.kind === 'list') return listOf(option, more === undefined ? value : more.all)
  const confused = more === undefined ? {} : { warning: `what follows the quotes is ignored: ${more.rest}` }
  if (value === '') return { value: undefined, ...confused }
  const typed = single(option, value)
  return 'problem' in typed ? typed : { ...typed, ...confused }
}

function single(option: Option, value: string): Typed {
  switch (option.kind) {
    case 'flag':
      if (no.test(value) || yes.test(value)) return { value: yes.test(value) }
      return { problem: 'yes or no expected' }
    case 'int':
    case 'count': {
      const number = Number(value)
      if (!/^[-+]?\d+$/.test(value) || !Number.isSafeInteger(number)) return { problem: 'number expected' }
      if (option.kind === 'count' && number < 0) return { problem: 'number expected' }
      return chosen(option, [value], number)
    }
    default:
      return chosen(option, [value], option.repeat ? [value] : value)
  }
}

function chosen({ choices }: Option, words: readonly string[], value: unknown): Typed {
  if (choices && !words.every((word) => choices.includes(word))) return { problem: `${choices.join(' or ')} expected` }
  return { value }
}

function listOf(option: Option, text: string): Typed {
  const words = splitQuoted(text)
  return words.length === 0 ? { value: undefined } : chosen(option, words, words)
}

const entry = /\s*(?:"([^"]*)"|'([^']*)'|([^,#]*))\s*(?:,|(#.*)?$)/y

/** Entries between commas, without blanks around them; one in quotes may hold commas. Empty ones are dropped. */
export function splitQuoted(text: string): readonly string[] {
  const words: string[] = []
  entry.lastIndex = 0
  while (entry.lastIndex < text.length) {
    const at = entry.lastIndex
    const match = entry.exec(text)
    if (match === null) {
      // A quote in the middle, or none at the end: taken as it is.
      const comma = text.indexOf(',', at)
      words.push(text.slice(at, comma < 0 ? undefined : comma).trim())
      entry.lastIndex = comma < 0 ? text.length : comma + 1
      continue
    }
    words.push((match[1] ?? match[2] ?? match[3] ?? '').trim())
    if (match[0] === '' || match[4] !== undefined) break
  }
  return words.filter((word) => word !== '')
}
