import type { Fault } from './fault.ts'

const blanks = /[ \t\n\r]*/y
/** Numbers and words (RFC 8259, sections 3 and 6). */
const word = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y
const escapeSequence = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y

/**
 * The first thing that keeps a text from being JSON, with its place, which the engine's own parser does not always tell.
 * Nesting beyond `depth` is a fault too: what reads the value afterwards goes down by calling itself.
 */
export function jsonFault(text: string, depth = 64): Fault | undefined {
  let at = 0
  const open: ('{' | '[')[] = []
  const fault = (message: string): Fault => {
    const before = text.slice(0, at)
    const lineStart = before.lastIndexOf('\n') + 1
    return { level: 'error', message, line: before.split('\n').length, column: at - lineStart + 1 }
  }
  const skip = (): string => {
    blanks.lastIndex = at
    blanks.test(text)
    at = blanks.lastIndex
    return text[at] ?? ''
  }
  const matches = (pattern: RegExp): boolean => {
    pattern.lastIndex = at
    if (!pattern.test(text)) return false
    at = pattern.lastIndex
    return true
  }
  /** A string (section 7); not by a pattern, since one may be as long as the text. */
  const string = (): Fault | undefined => {
    for (at++; ; at++) {
      const code = text.charCodeAt(at)
      if (code === 0x22) {
        at++
        return undefined
      }
      if (Number.isNaN(code)) return fault('the text ends within a string')
      if (code < 0x20) return fault('a control character in a string')
      if (code === 0x5c) {
        if (!matches(escapeSequence)) return fault('an escape that JSON does not have')
        at--
      }
    }
  }
  const key = (): Fault | undefined => {
    if (skip() !== '"') return fault('a name in double quotes is due')
    const wrong = string()
    if (wrong) return wrong
    if (skip() !== ':') return fault('a colon is due')
    at++
    return undefined
  }

  for (;;) {
    const char = skip()
    if (char === '{' || char === '[') {
      at++
      if (open.push(char) > depth) return fault(`nested deeper than ${depth}`)
      if (skip() === (char === '{' ? '}' : ']')) {
        at++
        open.pop()
      } else {
        const wrong = char === '{' ? key() : undefined
        if (wrong) return wrong
        continue
      }
    } else if (char === '"') {
      const wrong = string()
      if (wrong) return wrong
    } else if (!matches(word)) return fault(char === '' ? 'the text ends too early' : 'a value is due')
    // After a value: what it stands in ends or goes on.
    for (;;) {
      const next = skip()
      const inside = open.at(-1)
      if (inside === undefined) return next === '' ? undefined : fault('more text after the document')
      at++
      if (next === (inside === '{' ? '}' : ']')) open.pop()
      else if (next === ',') break
      else {
        at--
        return fault(next === '' ? 'the text ends too early' : `a comma or ${inside === '{' ? '}' : ']'} is due`)
      }
    }
    const wrong = open.at(-1) === '{' ? key() : undefined
    if (wrong) return wrong
  }
}
