/** One row of a table in Markdown; what would end a cell is escaped. */
const cells = (...texts: readonly string[]): string =>
  `| ${texts.map((text) => text.replaceAll('|', '\\|')).join(' | ')} |`

export const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [cells(...head), cells(...head.map(() => '---')), ...rows.map((row) => cells(...row))].join('\n')

export const code = (text: string): string => (text.includes('`') ? `\`\` ${text} \`\`` : `\`${text}\``)

export const generated = '<!-- Made by `npm run docs`; do not edit. -->'
