import { shownName, type Tool } from '../../../packages/cli-kit/src/index.ts'
import { code, generated, table } from './markdown.ts'

/** All options of all tools. */
export const optionsPage = (tools: readonly Tool[]): string =>
  [
    '# Options',
    generated,
    'Long options may be shortened as long as they stay clear, may begin with one dash, and are taken in any case. `agent.cfg` takes the same names.',
    ...tools.flatMap((tool) => [
      `## ${tool.name}`,
      tool.summary,
      table(
        ['option', 'meaning', 'default'],
        Object.entries(tool.options)
          .filter(([, { deprecated }]) => deprecated === undefined)
          .map(([name, option]) => [
            [...(option.short ? [code(`-${option.short}`)] : []), code(`--${shownName(name, option)}`)].join(', '),
            [
              option.doc,
              option.choices ? `One of ${option.choices.map((choice) => code(String(choice))).join(', ')}.` : '',
              option.repeat || option.kind === 'count' ? 'May be repeated.' : '',
              option.env ? `Also by the variable ${code(option.env)}.` : '',
              option.aliases?.length ? `Also ${option.aliases.map((alias) => code(`--${alias}`)).join(', ')}.` : '',
            ]
              .filter(Boolean)
              .join(' '),
            option.default === undefined ? '' : code(String(option.default)),
          ]),
      ),
    ]),
  ].join('\n\n')
