/** One line of a configuration file that says something. Lines count from 1. */
export type Directive =
  | {
      readonly kind: 'assignment'
      readonly line: number
      readonly name: string
      /** Without quotes, trailing blanks and comment. */
      readonly value: string
      /** What stands behind the quotes of a value and is no comment; `all` is the whole, for lists with quoted entries. */
      readonly more?: { readonly rest: string; readonly all: string }
    }
  | { readonly kind: 'include'; readonly line: number; readonly path: string }
  | { readonly kind: 'other'; readonly line: number; readonly text: string }

/**
 * A value in quotes. Backslashes are plain but before a quote, where two stand for one and a single one makes the quote a
 * part of the value: paths of Windows stay as they are. Undefined where the quotes have no end.
 */
function quoted(text: string): { readonly value: string; readonly rest: string } | undefined {
  const quote = text.charAt(0)
  let value = ''
  let slashes = 0
  for (let at = 1; at < text.length; at++) {
    const char = text.charAt(at)
    if (char === '\\') slashes++
    else if (char !== quote) {
      value += '\\'.repeat(slashes) + char
      slashes = 0
    } else {
      value += '\\'.repeat(slashes >> 1)
      if (slashes % 2 === 0) return { value, rest: text.slice(at + 1).trim() }
      value += quote
      slashes = 0
    }
  }
  return undefined
}

/** Up to a `#` that something follows, as ever; a value with a `#` in it has to stand in quotes. */
function withoutComment(text: string): string {
  const at = text.indexOf('#')
  return at < 0 || at === text.length - 1 ? text : text.slice(0, at).trimEnd()
}

function unquoted(text: string): { readonly value: string; readonly more?: { rest: string; all: string } } {
  if (/^["']/.test(text)) {
    const found = quoted(text)
    if (found) {
      const { value, rest } = found
      return rest === '' || rest.startsWith('#') ? { value } : { value, more: { rest, all: text } }
    }
    // `"C:\dir\"`, as older versions took it: all up to the last quote.
    const last = text.lastIndexOf(text.charAt(0))
    if (last > 0 && /^\s*(?:#|$)/.test(text.slice(last + 1))) return { value: text.slice(1, last) }
  }
  return { value: withoutComment(text) }
}

const assignment = /^\s*([\w-]+)\s*=\s*(.*)$/
const include = /^\s*include\s*(?:=\s*|\s|(?=["']))(.*)$/i

/** Reads the text of an `agent.cfg`, as it was written for any version: every line is one thing or nothing. Total. */
export function parseAgentCfg(text: string): readonly Directive[] {
  const directives: Directive[] = []
  for (const [at, whole] of text
    .replace(/^\ufeff/, '')
    .split('\n')
    .entries()) {
    const line = at + 1
    const words = whole.trimEnd()
    if (/^\s*(?:#|$)/.test(words)) continue
    const path = include.exec(words)?.[1]
    const [, name, rest = ''] = assignment.exec(words) ?? []
    if (path !== undefined && path !== '') directives.push({ kind: 'include', line, path: unquoted(path).value })
    else if (name !== undefined) directives.push({ kind: 'assignment', line, name, ...unquoted(rest) })
    else directives.push({ kind: 'other', line, text: words.trim() })
  }
  return directives
}
