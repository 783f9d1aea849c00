import { capped, escapeControls } from './text.ts'

/** The widest that a column gets; only the last one may be wider. */
const widest = 60

/** Rows as columns of text, two blanks between them. Nothing in a cell can leave its line. */
export function textTable(rows: readonly (readonly string[])[]): string {
  const lines = rows.map((row) =>
    row.map((cell, at) => capped(escapeControls(cell), at < row.length - 1 ? widest : 200)),
  )
  const widths: number[] = []
  for (const line of lines) for (const [at, cell] of line.entries()) widths[at] = Math.max(widths[at] ?? 0, cell.length)
  return lines
    .map((line) => line.map((cell, at) => (at < line.length - 1 ? cell.padEnd(widths[at] ?? 0) : cell)).join('  '))
    .map((line) => `${line.trimEnd()}\n`)
    .join('')
}
