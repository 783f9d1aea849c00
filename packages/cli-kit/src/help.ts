import type { Option, Tool } from './options.ts'

/** `tag=TAG`, `explain[=SECTION]`: the name as the help shows it. */
export function shownName(name: string, option: Option): string {
  if (option.kind === 'flag' || option.kind === 'count') return name
  const arg = option.arg ?? (option.kind === 'int' ? 'N' : option.kind === 'list' ? 'LIST' : 'TEXT')
  return option.optional ? `${name}[=${arg}]` : `${name}=${arg}`
}

function described(option: Option): string {
  const notes = [
    option.choices ? `one of: ${option.choices.join(', ')}` : undefined,
    option.default === undefined ? undefined : `default: ${option.default}`,
    option.repeat || option.kind === 'count' ? 'may be repeated' : undefined,
    option.env ? `or by the variable ${option.env}` : undefined,
    option.aliases?.length ? `also: ${option.aliases.map((alias) => `--${alias}`).join(', ')}` : undefined,
  ].filter((note) => note !== undefined)
  return notes.length ? `${option.doc} [${notes.join('; ')}]` : option.doc
}

/**
 * The usage block, for `--help` and after a usage error.
 * Loading yargs costs more than the whole start of a tool, so only who wants to see the block pays for it.
 */
export async function helpText(tool: Tool, columns = 80): Promise<string> {
  const { default: yargs } = await import('yargs')
  const head = ['Usage:', ...tool.usage.map((line) => `    ${tool.name} ${line}`), '', tool.summary, '']
  let page = yargs([])
    .locale('en')
    .help(false)
    .version(false)
    .wrap(Math.max(60, Math.min(columns, 100)))
  for (const [name, option] of Object.entries(tool.options)) {
    if (option.deprecated !== undefined) continue
    page = page.option(shownName(name, option), {
      ...(option.short ? { alias: option.short } : {}),
      describe: described(option),
      group: `${option.group ?? 'Options'}:`,
    })
  }
  // Not by yargs, which breaks commands to columns: an example is there to be copied.
  const examples = (tool.examples ?? []).flatMap(([command, meaning]) => [`  # ${meaning}`, `  ${command}`])
  const tail = examples.length ? ['', 'Examples:', ...examples] : []
  return [...head, (await page.getHelp()).trim(), ...tail, ''].join('\n')
}
