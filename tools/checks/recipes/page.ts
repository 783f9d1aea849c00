/** The indented blocks below a heading of a page, in their order: what a reader would copy. */
export function blocksBelow(page: string, heading: string): readonly string[] {
  const lines = page.split('\n')
  const from = lines.findIndex((line) => /^#+ /.test(line) && line.replace(/^#+ /, '') === heading)
  if (from < 0) throw new Error(`no heading ${heading}`)
  const length = lines.slice(from + 1).findIndex((line) => /^#+ /.test(line))
  const section = lines.slice(from + 1, length < 0 ? undefined : from + 1 + length)
  const blocks: string[] = []
  let open: string[] | undefined
  for (const line of [...section, 'end']) {
    if (line.startsWith('    ')) {
      open ??= []
      open.push(line.slice(4))
    } else if (line.trim() === '' && open) open.push('')
    else if (open) {
      blocks.push(`${open.join('\n').trimEnd()}\n`)
      open = undefined
    }
  }
  return blocks
}
