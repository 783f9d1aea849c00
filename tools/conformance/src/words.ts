import type { Case, Content } from './case.ts'

/** A program call that stands for a command line of the corpus. */
export interface Call {
  readonly argv: readonly string[]
  readonly stdin?: string
}

/** What a part in angle brackets stands for, where the case itself does not name it (`params`). */
const placeholders: Readonly<Record<string, string>> = {
  device: '/dev/sda',
  interface: 'wlan0',
  disk: 'hdisk0',
  id: '0',
  index: '0',
  name: 'name',
  slot: '0',
  drive: '1I:1:1',
  unit: '0',
  user: 'user',
  uuid: 'uuid',
  ctid: '101',
  driver: 'e1000g',
  instance: '0',
}

/** Command lines whose words are no call as they stand. */
const lines: Readonly<Record<string, readonly Call[]>> = {
  '<nwmgr listing>': [{ argv: ['nwmgr'] }],
  // What is recorded is all guests, as one call prints them.
  'VBoxManage -nologo showvminfo <name>': [{ argv: ['VBoxManage', '-nologo', 'list', '--long', 'vms'] }],
}

/** Parts that stand for each guest of a list in the same case: the call that prints the list, and what of a line it is. */
const listed: Readonly<Record<string, readonly [call: RegExp, part: RegExp]>> = {
  id: [/^docker ps /, /^([0-9a-f]{12})#/gm],
  ctid: [/^vzlist /, /^\s*\S+[ \t]+(\S+)/gm],
}

/** A command line or path once for each guest that a part of it stands for, where the case lists them. */
export function forEachGuest(
  name: string,
  { capture }: Pick<Case, 'capture'>,
  text: (content: Content) => string,
): string[] {
  const part = Object.keys(listed).find((key) => name.includes(`<${key}>`))
  const [call, pattern] = listed[part ?? ''] ?? []
  const [, list] = Object.entries(capture.commands ?? {}).find(([line]) => call?.test(line)) ?? []
  if (part === undefined || pattern === undefined || list === undefined) return [name]
  return [...text(list).matchAll(pattern)].map((match) => name.replaceAll(`<${part}>`, match[1] ?? ''))
}

/** `<name>` filled in; undefined where a whole path is not known. */
export function fill(text: string, { params }: Pick<Case, 'params'>): string | undefined {
  if (/^<[^>]*[ /.][^>]*>$/.test(text)) return undefined
  return text.replace(/<([^<>]+)>/g, (part, name: string) => {
    const given = params[name]
    return typeof given === 'string' || typeof given === 'number' ? String(given) : (placeholders[name] ?? part)
  })
}

/**
 * The calls that a command line of the corpus stands for. Of `a && b` the first call printed all of it; what is before a
 * pipe is the input of the call after it.
 */
export function callsOf(line: string, test: Pick<Case, 'params'>): readonly Call[] {
  const known = lines[line]
  if (known) return known
  const filled = fill(line, test)
  if (filled === undefined) return []
  return filled.split(/\s&&\s/).map((part) => {
    const pipe = /^echo (?:'([^']*)'|"([^"]*)")\s*\|\s*(.+)$/.exec(part)
    if (!pipe) return { argv: words(part) }
    return { argv: words(pipe[3] ?? ''), stdin: `${pipe[1] ?? pipe[2] ?? ''}\n` }
  })
}

/** Words as a POSIX shell splits them; nothing is expanded. */
export function words(line: string): string[] {
  const found: string[] = []
  let word: string | undefined
  for (const [part] of line.matchAll(/'[^']*'|"(?:\\.|[^"\\])*"|\\.|\s+|[^\s'"\\]+|['"\\]/gs)) {
    if (/^\s/.test(part)) {
      if (word !== undefined) found.push(word)
      word = undefined
    } else word = (word ?? '') + unquoted(part)
  }
  return word === undefined ? found : [...found, word]
}

function unquoted(part: string): string {
  if (part.length > 1 && part.startsWith("'")) return part.slice(1, -1)
  if (part.length > 1 && part.startsWith('"')) return part.slice(1, -1).replace(/\\([\\"$`])/g, '$1')
  return part.length > 1 && part.startsWith('\\') ? part.slice(1) : part
}
