import { insteadOf, oldNames } from '../../../packages/agent-cli/src/config/old-names.ts'
import { pluginFiles, pluginKeys } from '../../../packages/agent-cli/src/httpd/plugins/keys.ts'
import { configOptions } from '../../../packages/agent-cli/src/options.ts'
import { policyKeys } from '../../../packages/agent-cli/src/policy/table.ts'
import type { Option, OptionTable } from '../../../packages/cli-kit/src/index.ts'
import { code, generated, table } from './markdown.ts'

const kinds: Readonly<Record<Option['kind'], string>> = {
  flag: 'yes or no',
  count: 'number',
  text: 'text',
  int: 'number',
  list: 'list',
}

const kindOf = ({ kind, choices }: Option): string => choices?.map(code).join(', ') ?? kinds[kind]

function defaultOf({ kind, default: value }: Option): string {
  if (kind === 'flag') return code(value === undefined ? 'no' : 'yes')
  return value === undefined ? '' : code(String(value))
}

const rows = (options: OptionTable, group?: string): string =>
  table(
    ['key', 'value', 'meaning', 'default'],
    Object.entries(options)
      .filter(([, option]) => option.deprecated === undefined && option.group === group)
      .map(([name, option]) => [code(name), kindOf(option), option.doc, defaultOf(option)]),
  )

const options: OptionTable = configOptions
const groups = [...new Set(Object.values(options).map(({ group }) => group))].filter((group) => group !== undefined)

/** Keys of the files that the agent reads. */
export const configurationPage = (): string =>
  [
    '# Configuration of the agent',
    generated,
    '## agent.cfg',
    '`KEY = VALUE`, a line each. Values with `#` in them, or with blanks at an end, stand in quotes. Yes is `1`, `yes`, `true`, `on` or `y`, no is `0`, `no`, `false`, `off` or `n`. Lists have commas between their entries; an entry with a comma stands in quotes. `include "PATH"` reads a file, or every `*.cfg` of a folder. Every key is an option of the command line, too.',
    ...groups.flatMap((group) => [`### ${group}`, rows(options, group)]),
    '### Others',
    rows(options),
    '### Names of older versions',
    'They are understood, with a warning.',
    table(
      ['old', 'today'],
      Object.entries(oldNames).map(([name, old]) => [code(name), insteadOf(old).replaceAll(/'([^']+)'/g, '`$1`')]),
    ),
    '## policy.cfg',
    'Of the same form. What is not understood stops the agent.',
    rows(policyKeys),
    '## Plugins of the web server',
    'Of the same form, in files beside `agent.cfg`; `NAME.local` beside one of them has the last word.',
    ...Object.entries(pluginKeys).flatMap(([name, keys]) => [
      `### ${pluginFiles[name as keyof typeof pluginFiles]}.cfg`,
      rows(keys),
    ]),
  ].join('\n\n')
