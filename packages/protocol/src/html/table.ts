import { escapeHtml } from './escape.ts'

/** A value as it is shown; `sort` where it is put in order by another one. */
export interface Cell {
  readonly text: string
  readonly sort?: string
  readonly number?: boolean
}

export interface Column {
  readonly label: string
  /** Shown when the pointer rests on it. */
  readonly doc?: string
}

/** Longer words than this are no text for people (keys, EDID): their start is shown, the rest when the pointer rests on it. */
const longestWord = 80

function cell({ text, sort, number }: Cell): string {
  const long = text.length > longestWord && !text.includes(' ')
  const attributes = [
    number ? ' class="number"' : '',
    sort === undefined ? '' : ` data-v="${escapeHtml(sort)}"`,
    long ? ` title="${escapeHtml(text)}"` : '',
  ].join('')
  return `<td${attributes}>${escapeHtml(long ? `${text.slice(0, 32)}...` : text)}</td>`
}

const head = ({ label, doc }: Column): string =>
  `<th scope="col"><button type="button"${doc === undefined ? '' : ` title="${escapeHtml(doc)}"`}>${escapeHtml(label)}</button></th>`

/** A table whose heads sort it; wide ones scroll by themselves. `name` is what assistive technology calls it. */
export const table = (name: string, columns: readonly Column[], rows: readonly (readonly Cell[])[]): string =>
  `<div class="scroll" tabindex="0" role="region" aria-label="${escapeHtml(name)}"><table>
<thead><tr>${columns.map(head).join('')}</tr></thead>
<tbody>
${rows.map((row) => `<tr>${row.map(cell).join('')}</tr>`).join('\n')}
</tbody>
</table></div>`

/** Names with their values. */
export const values = (list: readonly (readonly [column: Column, cell: Cell])[]): string =>
  `<dl class="values">
${list
  .map(
    ([{ label, doc }, { text }]) =>
      `<div><dt${doc === undefined ? '' : ` title="${escapeHtml(doc)}"`}>${escapeHtml(label)}</dt><dd>${escapeHtml(text)}</dd></div>`,
  )
  .join('\n')}
</dl>`
