import { capped, type ExitCode, escapeControls, exit, FatalError, writeOut } from '@fusioninventory/cli-kit'
import { type Change, compareBy, type Entry, type SectionDifference } from '../compare/compare.ts'
import { schemaOf } from '../model/device/table.ts'
import type { Schema } from '../model/kinds.ts'
import { schema } from '../model/table.ts'
import type { Context } from './context.ts'
import { named } from './io/input.ts'
import { type Document, documentOf } from './load.ts'

/** What changed between two documents about the same thing. */
export async function diff(context: Context, [a = '', b = '']: readonly string[]): Promise<ExitCode> {
  const { options, io } = context
  const [before, after] = [sideOf(await documentOf(context, a)), sideOf(await documentOf(context, b))]
  if (before.model !== after.model)
    throw new FatalError(`${named(a)} is about ${before.what}, ${named(b)} about ${after.what}`)
  const all = compareBy(before.model, before.content, after.content)
  const lasting = all.flatMap((section) => withChanges(section, ({ volatile }) => !volatile))
  const volatile = all.flatMap((section) =>
    withChanges({ ...section, added: [], removed: [] }, (change) => change.volatile === true),
  )
  const sides = [
    { file: named(a), deviceid: before.deviceid },
    { file: named(b), deviceid: after.deviceid },
  ] as const
  const text =
    options.format === 'json'
      ? `${JSON.stringify({ from: sides[0], to: sides[1], sections: lasting, volatile }, undefined, 2)}\n`
      : `${[`--- ${sides[0].file} (${sides[0].deviceid})`, `+++ ${sides[1].file} (${sides[1].deviceid})`, ...lasting.flatMap(linesOf), '', summary(lasting, volatile)].map(shown).join('\n')}\n`
  await writeOut(io.stdout, text)
  return options['exit-code'] && lasting.length > 0 ? exit.failed : exit.done
}

/** One of the two documents, whatever it is about. */
interface Side {
  readonly deviceid: string
  readonly model: Schema
  readonly content: Entry
  readonly what: string
}

function sideOf(document: Document): Side {
  if (document.about === 'computer') return { ...document.inventory, model: schema, what: 'a computer' }
  const { query, deviceid, content } = document.device
  const what = query === 'SNMPQUERY' ? 'a network device' : 'a device that was found'
  return { deviceid, content, model: schemaOf[query], what }
}

/** Only some changes, and nothing where none is left. */
function withChanges(section: SectionDifference, wanted: (change: Change) => boolean): readonly SectionDifference[] {
  const changed = section.changed.flatMap(({ identity, changes }) => {
    const some = changes.filter(wanted)
    return some.length > 0 ? [{ identity, changes: some }] : []
  })
  return section.added.length + section.removed.length + changed.length > 0 ? [{ ...section, changed }] : []
}

const shown = (line: string): string => escapeControls(capped(line, 400))

/** What names an entry to people comes first, and a few more values. */
const naming = ['NAME', 'LOGIN', 'KEY', 'DESCRIPTION', 'CAPTION', 'DESIGNATION', 'VERSION', 'IPADDRESS', 'SERIALNUMBER']

function titleOf(entry: Entry): string {
  const names = Object.keys(entry)
  const first = [...naming.filter((name) => names.includes(name)), ...names.filter((name) => !naming.includes(name))]
  return first
    .slice(0, 3)
    .map((name) => valueText(entry[name]))
    .join(', ')
}

function linesOf({ section, added, removed, changed }: SectionDifference): readonly string[] {
  return [
    '',
    section,
    ...removed.map((entry) => `  - ${titleOf(entry)}`),
    ...added.map((entry) => `  + ${titleOf(entry)}`),
    ...changed.flatMap(({ identity, changes }) => {
      const alone = Object.keys(identity).length === 0
      const indent = alone ? '  ' : '      '
      const lines = changes.map(
        ({ field, from, to }) => `${indent}${field ? `${field}: ` : ''}${valueText(from)} -> ${valueText(to)}`,
      )
      return alone ? lines : [`  ~ ${titleOf(identity)}`, ...lines]
    }),
  ]
}

const valueText = (value: unknown): string => {
  if (value === undefined || value === '') return '(none)'
  return capped(typeof value === 'object' ? JSON.stringify(value) : String(value), 120)
}

function summary(lasting: readonly SectionDifference[], volatile: readonly SectionDifference[]): string {
  const count = (of: (section: SectionDifference) => readonly unknown[]): number =>
    lasting.reduce((sum, section) => sum + of(section).length, 0)
  const values = volatile.flatMap(({ changed }) => changed.flatMap(({ changes }) => changes)).length
  const apart = values === 0 ? '' : `; volatile values left out: ${values}`
  if (lasting.length === 0) return `Nothing changed${apart}.`
  return `${count((one) => one.added)} added, ${count((one) => one.removed)} removed, ${count((one) => one.changed)} changed${apart}.`
}
