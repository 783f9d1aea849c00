import { UsageError } from './exit.ts'
import { namedInput, readInput } from './io/input.ts'
import type { Io } from './io.ts'

/** One value of an option, and where it stands in a file: ` (snmp.conf, line 3)`; '' on the command line. */
interface Specified {
  readonly text: string
  readonly where: string
}

/** Of such a file. */
const mostBytes = 1024 * 1024

/**
 * The values of an option that may be many and secret: `@FILE` stands for one each line of that file, `-` is standard
 * input, and `#` begins a comment line. `read` gets them with their numbers from 1 on, and tells nothing secret.
 * @throws UsageError where a value is none, FatalError where a file cannot be read
 */
export async function specified<T extends object>(
  option: string,
  values: readonly string[],
  io: Pick<Io, 'stdin' | 'signal'>,
  read: (text: string, number: number) => T | { readonly problem: string },
): Promise<readonly T[]> {
  const all: Specified[] = []
  for (const value of values) {
    if (value.startsWith('@')) all.push(...(await linesOf(option, value.slice(1), io)))
    else all.push({ text: value, where: '' })
  }
  return all.map(({ text, where }, at) => {
    const found = read(text, at + 1)
    if ('problem' in found) throw new UsageError(`Value invalid for option ${option}${where}: ${found.problem}`)
    return found
  })
}

async function linesOf(option: string, file: string, io: Pick<Io, 'stdin' | 'signal'>): Promise<readonly Specified[]> {
  if (file === '') throw new UsageError(`Value invalid for option ${option} (@FILE names no file)`)
  const text = Buffer.from(await readInput(io, file, { limit: mostBytes, code: 2 })).toString()
  const lines = text
    .split(/\r?\n/)
    .map((line, at) => ({ text: line.trim(), where: ` (${namedInput(file)}, line ${at + 1})` }))
  return lines.filter((line) => line.text !== '' && !line.text.startsWith('#'))
}
