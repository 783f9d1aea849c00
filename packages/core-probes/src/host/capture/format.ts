/** Writer of the capture format, version 1: the same capture gives the same bytes. */
import { compareBytes, encodeText, isLossy, oneLine } from '../text.ts'
import { formatCall, formatSubject } from './heading.ts'
import type { Capture, Header, Section } from './model.ts'
import { MAGIC } from './parse.ts'

const HEADER_ORDER = [
  'platform',
  'machine',
  'release',
  'version',
  'hostname',
  'fqdn',
  'uid',
  'user',
  'now',
  'timezone',
  'pagesize',
  'recorder',
  'redacted',
] as const satisfies readonly (keyof Header)[]

/** The text of a capture, sections sorted by kind and subject. */
export function formatCapture(capture: Capture): string {
  const parts = [`${MAGIC} 1\n`]
  for (const key of HEADER_ORDER) {
    const value = key === 'now' ? formatNow(capture.header.now) : oneLine(String(capture.header[key] ?? ''))
    if (value !== '') parts.push(`${key}: ${value}\n`)
  }
  parts.push('\n')
  const sortable = capture.sections.map((section) => ({ section, subject: formatSubject(section) }))
  sortable.sort(
    (a, b) =>
      compareBytes(a.section.kind, b.section.kind) ||
      compareBytes(a.subject, b.subject) ||
      compareBytes(formatCall(a.section), formatCall(b.section)),
  )
  for (const { section } of sortable) parts.push(formatSection(section))
  return parts.join('')
}

const formatNow = (ms: number | undefined): string =>
  ms === undefined ? '' : new Date(ms).toISOString().replace('.000Z', 'Z')

function formatSection(section: Section): string {
  const { content } = section
  if (content.includes('\0') || isLossy(content)) {
    const lines = encodeText(content)
      .toString('base64')
      .replace(/.{76}(?=.)/g, '$&\n')
    return `-- ${formatCall(section, { base64: true, noEol: false })} --\n${lines}\n`
  }
  const noEol = content !== '' && !content.endsWith('\n')
  const escaped = content.replace(/(^|\n)(?=-- |\\)/g, '$1\\')
  return `-- ${formatCall(section, { base64: false, noEol })} --\n${escaped}${noEol ? '\n' : ''}`
}
