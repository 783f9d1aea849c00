import { type Option, shownName, type Tool } from '../../../packages/cli-kit/src/index.ts'

/** Text for troff: a backslash or a leading control character would be read as a command (man(7), groff(7)). */
const roff = (text: string): string =>
  text
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replace(/^([.'])/gm, '\\&$1')

const bold = (text: string): string => `\\fB${roff(text)}\\fR`

/** `--tag=TAG`: the name as it is typed, the argument as a placeholder. */
function named(name: string, option: Option): string {
  const [, plain = '', argument = ''] = /^([^=[]+)(.*)$/.exec(shownName(name, option)) ?? []
  const typed = bold(`--${plain}`) + argument.replace(/[A-Za-z][A-Za-z|,. ]*/g, (word) => `\\fI${roff(word)}\\fR`)
  return option.short ? `${bold(`-${option.short}`)}, ${typed}` : typed
}

function notes(option: Option): readonly string[] {
  return [
    option.choices ? `One of ${option.choices.join(', ')}.` : undefined,
    option.default === undefined ? undefined : `Default: ${option.default}.`,
    option.repeat || option.kind === 'count' ? 'May be repeated.' : undefined,
    option.env ? `Also by the environment variable ${option.env}.` : undefined,
    option.aliases?.length ? `Also called ${option.aliases.map((alias) => `--${alias}`).join(', ')}.` : undefined,
  ].filter((note) => note !== undefined)
}

const paragraph = (option: Option): string => roff([option.doc, ...notes(option)].join(' '))

/** Options under their headings, in the order of the table. */
function options(tool: Tool): readonly string[] {
  const groups = new Map<string, string[]>()
  for (const [name, option] of Object.entries(tool.options)) {
    if (option.deprecated !== undefined) continue
    const group = option.group ?? 'Options'
    groups.set(group, [...(groups.get(group) ?? []), `.TP\n${named(name, option)}\n${paragraph(option)}`])
  }
  return [...groups].flatMap(([group, entries]) => (groups.size === 1 ? entries : [`.SS ${roff(group)}`, ...entries]))
}

const exitCodes: readonly (readonly [code: number, meaning: string])[] = [
  [0, 'All was done.'],
  [1, 'It failed; one line on standard error says what, on what, and what to do.'],
  [2, 'The command line is wrong.'],
  [3, 'With --fail-on-error: some of the work failed.'],
  [4, 'With --fail-on-error: all of the work failed.'],
]

/** The manual page of a tool (section 1), in the macros of man(7). */
export function manPage(tool: Tool, others: readonly Tool[]): string {
  const { name, version, summary, usage, examples = [] } = tool
  const failOnError = Object.hasOwn(tool.options, 'fail-on-error')
  return [
    `.\\" Made by npm run docs; do not edit.`,
    `.TH ${name.toUpperCase()} 1 "" "FusionInventory ${version}" "FusionInventory"`,
    '.SH NAME',
    `${roff(name)} \\- ${roff(summary.replace(/\.(?: .*)?$/s, '').replace(/^./, (letter) => letter.toLowerCase()))}`,
    '.SH SYNOPSIS',
    ...usage.flatMap((line) => [`.B ${roff(name)}`, roff(line), '.br']).slice(0, -1),
    '.SH DESCRIPTION',
    roff(summary),
    '.SH OPTIONS',
    ...options(tool),
    '.SH EXIT STATUS',
    ...exitCodes
      .filter(([code]) => code < 3 || failOnError)
      .flatMap(([code, meaning]) => ['.TP', `.B ${code}`, roff(meaning)]),
    ...(examples.length > 0
      ? [
          '.SH EXAMPLES',
          ...examples.flatMap(([command, meaning]) => [
            '.PP',
            roff(`${capital(meaning)}:`),
            '.PP',
            '.nf',
            '.RS',
            roff(command),
            '.RE',
            '.fi',
          ]),
        ]
      : []),
    '.SH SEE ALSO',
    others
      .filter((other) => other.name !== name)
      .map((other) => `.BR ${roff(other.name)} (1)`)
      .join(',\n'),
  ].join('\n')
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
