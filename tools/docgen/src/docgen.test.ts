import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Tool } from '../../../packages/cli-kit/src/index.ts'
import { bashCompletion, fishCompletion, zshCompletion } from './completion.ts'
import { manPage } from './man-page.ts'
import { table } from './markdown.ts'
import { optionsPage } from './options-page.ts'

const tool: Tool = {
  name: 'fusioninventory-lab',
  title: 'Lab',
  version: '1.2.3',
  summary: 'Tries things. Carefully.',
  usage: ['[options] FILE', '--list'],
  options: {
    file: { kind: 'text', short: 'f', arg: 'FILE', doc: "Read that file; '-' is standard input." },
    explain: { kind: 'text', optional: true, arg: 'SECTION', doc: 'Say why.' },
    level: { kind: 'text', choices: ['low', 'high'], default: 'low', doc: 'How much [or little]: a word. More.' },
    debug: { kind: 'count', doc: 'More.' },
    old: { kind: 'flag', deprecated: '', doc: 'Gone.' },
    'fail-on-error': { kind: 'flag', group: 'Ends', doc: '.starts with a dot \\ and more' },
  },
  examples: [['fusioninventory-lab -f x', 'try it']],
}

describe('the manual page', () => {
  const page = manPage(tool, [tool, { ...tool, name: 'fusioninventory-other' }])
  it('has all sections, options under their headings, and what troff would take for itself escaped', () => {
    expect(page.match(/^\.S[HS] .*/gm)).toEqual([
      '.SH NAME',
      '.SH SYNOPSIS',
      '.SH DESCRIPTION',
      '.SH OPTIONS',
      '.SS Options',
      '.SS Ends',
      '.SH EXIT STATUS',
      '.SH EXAMPLES',
      '.SH SEE ALSO',
    ])
    expect(page).toContain('\\fB\\-f\\fR, \\fB\\-\\-file\\fR=\\fIFILE\\fR\nRead that file; ')
    expect(page).toContain('\\fB\\-\\-explain\\fR[=\\fISECTION\\fR]\nSay why.')
    expect(page).toContain('One of low, high. Default: low.')
    expect(page).toContain('\\&.starts with a dot \\e and more')
    expect(page).toContain('fusioninventory\\-lab \\- tries things')
    expect(page).not.toContain('Gone')
    expect(page.trimEnd()).toMatch(/\.BR fusioninventory\\-other \(1\)$/)
  })
})

describe('completion', () => {
  it.runIf(existsSync('/bin/bash'))('in bash', () => {
    const complete = (...words: string[]): string =>
      execFileSync('/bin/bash', [
        '-c',
        `${bashCompletion(tool)}\nCOMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _fusioninventory_lab; printf '%s ' "\${COMPREPLY[@]}"`,
        'bash',
        ...words,
      ]).toString()
    expect(complete('fusioninventory-lab', '--e')).toBe('--explain ')
    expect(complete('fusioninventory-lab', '--level', '')).toBe('low high ')
    expect(complete('fusioninventory-lab', '--level', '=', 'h')).toBe('high ')
    expect(complete('fusioninventory-lab', '-f', '/et')).toBe('/etc ')
    expect(complete('fusioninventory-lab', '--old')).toBe(' ')
  })
  it('in zsh and fish says what options mean, with what these shells would take for themselves quoted', () => {
    expect(zshCompletion(tool)).toContain(`'-f[Read that file; '\\''-'\\'' is standard input]:file:_files'`)
    expect(zshCompletion(tool)).toContain(`'--level=[How much \\[or little\\]\\: a word]:value:(low high)'`)
    expect(zshCompletion(tool)).toContain(`'*--debug[More]'`)
    expect(fishCompletion(tool)).toContain(`-l file -s f -r -d 'Read that file; \\'-\\' is standard input'`)
  })
})

it('tables of Markdown keep their cells', () => {
  expect(table(['a'], [['x|y']])).toBe('| a |\n| --- |\n| x\\|y |')
  expect(optionsPage([tool])).toContain('| `-f`, `--file=FILE` | Read that file; ')
})
