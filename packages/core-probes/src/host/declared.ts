/**
 * What probes say that they read, as a list of what may be read: a remote machine is asked for nothing else.
 * In paths `*` and `<word>` stand for anything but a slash; in commands a word in capitals, `<word>` or `*` stands for
 * one word that is no option. A directory allows all that is below it. Sizes of file systems may always be asked for.
 */
import { programOf } from './capture/model.ts'

export interface Declared {
  readonly file?: string
  readonly dir?: string
  readonly command?: readonly string[]
  readonly socket?: string
  readonly fact?: string
}

export interface AllowList {
  /** A plain absolute path. */
  path(path: string): boolean
  command(argv: readonly string[]): boolean
  /** A program that some command names. */
  program(name: string): boolean
}

const WILD = /\*|<[^<>/]*>/g
const isWild = (pattern: string): boolean => pattern.search(WILD) >= 0
const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

/** Parts of a pattern between its wild cards. */
export const literals = (pattern: string): readonly string[] => pattern.split(WILD)

/** `hidden`: whether a wild card also stands for names that begin with a dot, which a shell's does not. */
export const pathPattern = (pattern: string, hidden: boolean, below = false): RegExp => {
  const parts = literals(pattern).map(escaped)
  const wild = (before: string): string => (before.endsWith('/') && !hidden ? '(?!\\.)[^/]+' : '[^/]*')
  const source = parts.reduce((done, part, at) => (at === 0 ? part : `${done}${wild(parts[at - 1] ?? '')}${part}`), '')
  return new RegExp(`^${source}${below ? '(?:/.*)?' : ''}$`, 's')
}

const PLACEHOLDER = /^[A-Z][A-Z0-9_]*$|\*|<[^<>]*>/
const CLIMBS = /(?:^|\/)\.\.(?:\/|$)/
/** A place in a command may be filled by a path, but by none that leads elsewhere and by no option. */
function fits(pattern: string, word: string): boolean {
  if (pattern === word) return true
  if (!PLACEHOLDER.test(pattern) || word.startsWith('-') || CLIMBS.test(word)) return false
  if (/^[A-Z]/.test(pattern)) return true
  const flat = (text: string): string => text.replaceAll('/', '\\')
  return pathPattern(flat(pattern), true).test(flat(word))
}

export function allowList(reads: readonly Declared[]): AllowList {
  const files = new Set<string>()
  const dirs = new Set<string>()
  const patterns: RegExp[] = []
  const commands = new Map<string, (readonly string[])[]>()
  for (const { file, dir, command, socket } of reads) {
    for (const path of [file, socket])
      if (path !== undefined && isWild(path)) patterns.push(pathPattern(path, true))
      else if (path !== undefined) files.add(path)
    if (dir !== undefined && isWild(dir)) patterns.push(pathPattern(dir, true, true))
    else if (dir !== undefined) dirs.add(dir)
    if (command !== undefined) {
      const program = programOf(command)
      commands.set(program, [...(commands.get(program) ?? []), command])
    }
  }
  const below = (path: string): boolean => {
    for (let end = path.length; end > 0; end = path.lastIndexOf('/', end - 1))
      if (dirs.has(path.slice(0, end))) return true
    return dirs.has('/')
  }
  return {
    path: (path) => files.has(path) || below(path) || patterns.some((pattern) => pattern.test(path)),
    program: (name) => commands.has(programOf([name])),
    command: (argv) =>
      (commands.get(programOf(argv)) ?? []).some(
        (words) => words.length === argv.length && words.every((word, at) => at === 0 || fits(word, argv[at] ?? '')),
      ),
  }
}
