/** Questions as lines of the remote script. */
import { type Declared, literals } from '../../declared.ts'
import { isIdDatabase } from '../../ids.ts'
import type { Argv } from '../../port.ts'
import { isWord, quote } from './quote.ts'

export type Question =
  /** `p`: as `f`, but fetched for nobody yet, so not above 256 KiB. */
  | { readonly op: 'f' | 'p' | 'd' | 'l' | 's' | 'n' | 'm'; readonly path: string }
  | { readonly op: 'b'; readonly path: string; readonly from: number; readonly limit: number }
  | { readonly op: 'w'; readonly name: string }
  | { readonly op: 'c'; readonly id: number; readonly argv: Argv; readonly seconds: number; readonly stdin?: string }
  | {
      readonly op: 'u'
      readonly id: number
      readonly socket: string
      readonly method: string
      readonly target: string
      readonly body?: { readonly type: string; readonly text: string }
    }

/** How an answer names its question: operation and subject of its frame. */
export function keyOf(question: Question): string {
  switch (question.op) {
    case 'b':
      return `b ${question.from} ${question.limit} ${question.path}`
    case 'w':
      return `w ${question.name}`
    case 'p':
      return `f ${question.path}`
    case 'c':
    case 'u':
      return `${question.op} ${question.id}`
    default:
      return `${question.op} ${question.path}`
  }
}

const SECTOR = 512
/** Arguments of one `stat`: far below what a kernel takes. */
const STATS_AT_ONCE = 100

/** Paths of one `stat`, by the number that its frame bears. */
export type StatGroups = Map<string, readonly string[]>

/** What goes into one exchange. */
export interface Batch {
  /** In the first one: what probes declare, to be fetched before they ask. */
  readonly ahead?: readonly Declared[]
  readonly questions: readonly Question[]
  /** Filled by whoever sends them. */
  readonly groups: StatGroups
}

/** The lines for all questions. Files first: programs take longer. */
function script(questions: readonly Question[], groups: StatGroups): string {
  const lines: string[] = []
  const later: string[] = []
  const stats = { s: [] as string[], n: [] as string[] }
  for (const question of questions) {
    if (question.op === 's' || question.op === 'n') stats[question.op].push(question.path)
    else if (question.op === 'c' || question.op === 'u') later.push(line(question))
    else lines.push(line(question))
  }
  for (const op of ['s', 'n'] as const)
    for (let at = 0; at < stats[op].length; at += STATS_AT_ONCE) {
      const paths = stats[op].slice(at, at + STATS_AT_ONCE)
      const id = String(groups.size)
      groups.set(id, paths)
      lines.push(`fi_s ${op} ${id} ${op === 's' ? '-L' : "''"} ${paths.map(quote).join(' ')}`)
    }
  return [...lines, ...later, "fi_e end 0 ''", ''].join('\n')
}

function line(question: Exclude<Question, { op: 's' | 'n' }> | { op: 's' | 'n'; path: string }): string {
  switch (question.op) {
    case 'b': {
      const { path, from, limit } = question
      const skip = Math.floor(from / SECTOR)
      return `fi_b ${from} ${limit} ${skip} ${Math.ceil((from + limit) / SECTOR) - skip} ${quote(path)}`
    }
    case 'w':
      return `fi_w ${quote(question.name)}`
    case 'c': {
      const call = `fi_c ${question.id} ${question.seconds} ${question.argv.map(quote).join(' ')}`
      return question.stdin === undefined ? `${call} </dev/null` : `printf %s ${quote(question.stdin)} | ${call}`
    }
    case 'u': {
      const { id, method, socket, target, body } = question
      const call = `fi_u ${id} ${quote(method)} ${quote(socket)} ${quote(target)}`
      if (!body) return `${call} </dev/null`
      return `printf %s ${quote(body.text)} | ${call} -H ${quote(`Content-Type: ${body.type}`)} --data-binary @-`
    }
    default:
      return `fi_${question.op} ${quote(question.path)}`
  }
}

/** Where `from` lies in what a range brings: whole sectors were read. */
export const sectorOffset = (from: number): number => (from === 0 ? 0 : from % SECTOR)

const PLAIN = /^\/(?:[^/\0]+(?:\/[^/\0]+)*)?$/
/** Too large, or disks and terminals. */
const NOT_AHEAD = /^\/dev\/(?!disk\/)/
const LINKS = /^\/(?:sys|dev\/disk)\//

/** What the facts are made of; the addresses as `ip` shows them, since no file has their labels. */
const FACTS = `
fi_p '/etc/timezone'
fi_p '/etc/hosts'
fi_p '/etc/resolv.conf'
fi_p '/etc/passwd'
fi_l '/etc/localtime'
fi_c addresses 5 ip addr show </dev/null
`

/** The lines of a whole round. */
export const batchScript = ({ ahead: reads, questions, groups }: Batch): string =>
  `${reads ? `${FACTS}${ahead(reads)}` : ''}${script(questions, groups)}`

/**
 * What is asked before any probe does, beside the contents: which of the declared programs are there, and which paths.
 * Most are not, and then nothing else has to be asked about them.
 */
export function presence(reads: readonly Declared[]): readonly Question[] {
  const programs = new Set<string>()
  const paths = new Set<string>()
  for (const { file, dir, socket, command } of reads) {
    const [name = ''] = command ?? []
    if (isWord(name) && name !== '' && literals(name).length === 1) programs.add(name)
    for (const path of [file, dir, socket])
      if (path !== undefined && PLAIN.test(path) && literals(path).length === 1) paths.add(path)
  }
  return [
    ...[...programs].map((name) => ({ op: 'w', name }) as const),
    ...[...paths].map((path) => ({ op: 's', path }) as const),
  ]
}

/** Lines that fetch what probes declare before they ask: files below 256 KiB, and lists of directories. */
function ahead(reads: readonly Declared[]): string {
  const lines = new Set<string>()
  const pattern = (path: string): string =>
    literals(path)
      .map((part) => (part === '' ? '' : quote(part)))
      .join('*')
  for (const { file, dir } of reads) {
    const path = file ?? dir
    if (path === undefined || !PLAIN.test(path) || NOT_AHEAD.test(path) || isIdDatabase(path)) continue
    // What stands in the directories of sysfs and of /dev/disk is asked where it leads.
    const op = file !== undefined ? 'p' : LINKS.test(path) ? 'q' : 'd'
    lines.add(literals(path).length > 1 ? `fi_g ${op} ${quote(path)} ${pattern(path)}` : `fi_${op} ${quote(path)}`)
  }
  return [...lines].map((text) => `${text}\n`).join('')
}
