import { clean } from './clean.ts'

/** What admission and merging found wrong; data, so that callers can count and tests can compare. */
export interface Diagnostic {
  readonly code: DiagnosticCode
  readonly section: string
  /** `TIMEZONE/NAME` within a nested element. */
  readonly field?: string
  /** Place of the entry in a list section. */
  readonly index?: number
  readonly value?: unknown
}
export type DiagnosticCode = keyof typeof wording

/** Takes each diagnostic as it is found. */
export type Log = (diagnostic: Diagnostic) => void

const wording = {
  'unknown-section': ['warning', 'unknown section', 'skipped'],
  'wrong-shape': ['warning', 'not the shape that the section has', 'skipped'],
  'unknown-field': ['debug', 'unknown field', 'dropped'],
  'bad-name': ['warning', 'not a name that XML can have', 'dropped'],
  'bad-value': ['warning', 'not a value of its kind', 'dropped'],
  'list-for-one': ['warning', 'several values where one is due', 'the first one kept'],
  placeholder: ['debug', 'says only that nobody filled it in', 'dropped'],
  'odd-value': ['debug', 'not one of the values that servers know', 'kept'],
  'no-json': ['debug', 'has no form in JSON', 'dropped'],
  'lacks-required': ['debug', 'is missing, and JSON requires it', 'entry dropped'],
  'empty-entry': ['debug', 'nothing left of the entry', 'dropped'],
} as const satisfies Record<string, readonly ['debug' | 'warning', string, string]>

export const levelOf = ({ code }: Diagnostic): 'debug' | 'warning' => wording[code][0]

/** One line: `NETWORKS[2]/MACADDR "xyz": not a value of its kind, dropped`. */
export function describe({ code, section, field, index, value }: Diagnostic): string {
  // The drop-in's own words for its most common message.
  if (code === 'unknown-field') return `unknown field ${show(field ?? '')} for section ${show(section)}`
  const [, reason, outcome] = wording[code]
  const place = `${show(section)}${index === undefined ? '' : `[${index}]`}${field === undefined ? '' : `/${show(field)}`}`
  return `${place}${shown(value)}: ${reason}, ${outcome}`
}

const show = (text: string): string => {
  const line = clean(text)
  return line.length > 80 ? `${line.slice(0, 80)}...` : line
}

const shown = (value: unknown): string => {
  if (value === undefined) return ''
  if (typeof value === 'object' && value !== null) return Array.isArray(value) ? ' (a list)' : ' (a map)'
  return ` "${show(String(value))}"`
}
