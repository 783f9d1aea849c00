import type { Probe, Source } from '../../../packages/core-probes/src/local/probe.ts'
import { categories, elsewhere, ofTheTool, type Row, sources } from './coverage.ts'
import { code, generated, table } from './markdown.ts'
import { testOf } from './shown.ts'

/** What it reads, files of one directory together: `/sys/class/dmi/id/{bios_date, bios_vendor}`. */
function readingsOf(reads: readonly Source[]): readonly string[] {
  const files = new Map<string, Set<string>>()
  const others = new Set<string>()
  for (const { file, dir, command, socket, fact } of reads) {
    if (file !== undefined) {
      const cut = file.lastIndexOf('/')
      const names = files.get(file.slice(0, cut)) ?? new Set()
      files.set(file.slice(0, cut), names.add(file.slice(cut + 1)))
    } else if (dir !== undefined) others.add(code(`${dir.replace(/\/$/, '')}/`))
    else if (command !== undefined) others.add(`command ${code(command.join(' '))}`)
    else if (socket !== undefined) others.add(`socket ${code(socket)}`)
    else if (fact !== undefined) others.add(fact)
  }
  const grouped = [...files].map(([dir, names]) => {
    const [first = '', ...more] = [...names]
    return code(more.length === 0 ? `${dir}/${first}` : `${dir}/{${[...names].join(', ')}}`)
  })
  return [...grouped, ...others]
}

const sourcesOf = (reads: readonly Source[]): string => readingsOf(reads).join('<br>') || 'nothing'

/** Table of all probes, and of what has to be covered. */
export function probesPage(probes: readonly Probe[]): string {
  const known = new Set<string>(probes.map(({ name }) => name))
  const proof = (row: Row): string => {
    const test = testOf(row)
    return test === undefined || row.probes.some((name) => !known.has(name)) ? 'not yet' : code(test)
  }
  const covered = (rows: readonly Row[]): string =>
    table(
      ['row', 'subject', 'probes', 'shown by'],
      rows.map((row) => [String(row.number), row.subject, row.probes.map(code).join(', '), proof(row)]),
    )
  return [
    '# Probes',
    generated,
    'Everything that an inventory reads, from the list of probes. What only root may read is told apart: without it an ordinary user gets what is left.',
    table(
      ['probe', 'category', 'platforms', 'sections', 'reads', 'reads as root only'],
      probes.map(({ name, category, platforms, yields, reads }) => [
        code(name),
        category,
        platforms.join(', '),
        yields.join(', '),
        sourcesOf(reads.filter(({ root }) => !root)),
        reads.some(({ root }) => root) ? sourcesOf(reads.filter(({ root }) => root)) : '',
      ]),
    ),
    '## Coverage on Linux',
    'Rows of the coverage tables that the suite is built to, by their numbers.',
    '### Categories',
    covered(categories),
    table(
      ['row', 'subject', 'shown by'],
      ofTheTool.map(([number, subject, test]) => [String(number), `${subject} (the tool itself)`, code(test)]),
    ),
    '### Sources',
    covered(sources),
    `Not on Linux: ${Object.entries(elsewhere)
      .map(([number, why]) => `${number} (${why})`)
      .join(', ')}.`,
    '',
  ].join('\n\n')
}
