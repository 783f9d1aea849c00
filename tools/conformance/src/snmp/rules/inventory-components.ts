import type { Question, Rule } from '../judge.ts'
import { Facts } from './facts.ts'

const entity = '1.3.6.1.2.1.47.1.1.1.1'
const columns: Readonly<Record<string, number>> = {
  NAME: 7,
  DESCRIPTION: 2,
  SERIAL: 11,
  MODEL: 13,
  TYPE: 5,
  FRU: 16,
  MANUFACTURER: 12,
  FIRMWARE: 9,
  REVISION: 8,
  VERSION: 10,
  CONTAINEDININDEX: 4,
}
const classes = 'other unknown chassis backplane container powerSupply fan sensor module port stack cpu'.split(' ')

/** What the device says in the place of a component's field. */
function said({ recording, path }: Question): string | undefined {
  const facts = Facts.of(recording)
  const [, index, field = ''] = /^COMPONENTS\.COMPONENT\[(\d+)\]\.(\w+)$/.exec(path) ?? []
  if (index === undefined) return undefined
  const there = [...Object.values(columns), 1].some(
    (column) => facts.value(`${entity}.${column}.${index}`) !== undefined,
  )
  if (field === 'INDEX') return there ? index : undefined
  const text = facts.text(`${entity}.${columns[field]}.${index}`)
  if (field === 'TYPE') return classes[Number(text) - 1]
  return text === undefined ? undefined : Buffer.from(text, 'latin1').toString('utf8')
}

const tidy = (text: string | undefined): string | undefined =>
  text
    ?.replace(/\0.*$/s, '')
    .replace(/^["']|["']$/g, '')
    .trim()
    .replace(/\s+/g, ' ')

const fields = ['inventory.COMPONENTS.COMPONENT.*']

export const components: readonly Rule[] = [
  {
    verdict: 'fixed',
    fields,
    reason: 'a network device that the old agent does not take for one: its components (snmp.md §3)',
    when: (question) =>
      question.expected === undefined &&
      question.expectedAll.get('INFO.TYPE') !== 'NETWORKING' &&
      tidy(said(question)) === question.got,
  },
  {
    verdict: 'fixed',
    fields,
    reason: 'text that looks like hex is text (snmp.md §1)',
    when: (question) => /^0x[0-9a-f]+$/i.test(question.got ?? '') && said(question) === question.got,
  },
  {
    verdict: 'fixed',
    fields,
    reason: 'quotes and blanks at the ends are no part of a field, nor is what stands behind a NUL (snmp.md §2)',
    when: (question) => {
      const text = said(question) ?? ''
      return tidy(text) !== text && tidy(text) === question.got
    },
  },
  {
    verdict: 'excused',
    fields: ['inventory.COMPONENTS.COMPONENT.SERIAL'],
    reason: 'the recording holds the hex dump of a walk in the place of the text',
    when: (question) => /\n([0-9A-F]{2} ){4,}/.test(said(question) ?? ''),
  },
]
