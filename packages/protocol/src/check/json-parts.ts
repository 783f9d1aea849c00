import type { Fault } from './fault.ts'
import { jsonFault } from './json-text.ts'

/** One document of a JSON text, or what keeps it from being one. */
export type JsonPart = {
  /** Line that it begins on, where each stands on one. */
  readonly line?: number
  /** JSON pointer (RFC 6901) to it; '' where it is the whole. */
  readonly path: string
} & ({ readonly value: unknown } | { readonly fault: Fault })

/** The documents of a text: the one that it is, those of a list, or one a line (JSON Lines). */
export function jsonParts(text: string): readonly JsonPart[] {
  const fault = jsonFault(text)
  if (!fault) {
    const value: unknown = JSON.parse(text)
    return isList(value) ? value.map((one, at) => ({ value: one, path: `/${at}` })) : [{ value, path: '' }]
  }
  const lines = text.split('\n').map((one, at) => ({ text: one, line: at + 1 }))
  const filled = lines.filter((one) => one.text.trim() !== '')
  if (filled.length < 2 || jsonFault(filled[0]?.text ?? '')) return [{ fault, path: '' }]
  return filled.map(({ text: one, line }): JsonPart => {
    const wrong = jsonFault(one)
    return { line, path: '', ...(wrong ? { fault: { ...wrong, line } } : { value: JSON.parse(one) as unknown }) }
  })
}

/** A list of documents; any other list is one document, and a wrong one. */
const isList = (value: unknown): value is readonly unknown[] =>
  Array.isArray(value) &&
  value.length > 0 &&
  value.every((one) => typeof one === 'object' && one !== null && 'action' in one)
