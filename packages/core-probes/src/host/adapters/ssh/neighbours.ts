/**
 * Who reads an attribute of one interface, disk or processor will read it of the next one: the same question for the
 * other entries of a directory whose names are known.
 */
import type { Question } from './script.ts'

export type PathQuestion = Extract<Question, { path: string; op: string }>

/** Questions for neighbours, in all and of one question. */
const MOST = 2048
const EACH = 256

/** `name` as others of its kind are called: digits do not tell kinds apart (`cpu0`, `0000:00:1f.2`). */
const kindOf = (name: string): string => name.replace(/[0-9a-f]*[0-9][0-9a-f]*/gi, '#')
/** Names of processes and the like differ in digits only; those of interfaces and devices in anything. */
const alike = (a: string, b: string): boolean => !/^\d+$/.test(a) || /^\d+$/.test(b)

export function neighbours(
  questions: readonly Question[],
  names: (dir: string) => readonly string[] | undefined,
): readonly PathQuestion[] {
  const found = new Map<string, PathQuestion>()
  for (const question of questions) {
    if (question.op !== 'f' && question.op !== 'l' && question.op !== 'd' && question.op !== 's') continue
    const { op, path } = question
    const parts = path.split('/')
    // From the last directory in the path that has known entries; a file in it has neighbours of the same kind only.
    for (let at = parts.length - 1; at > 1; at--) {
      const name = parts[at] ?? ''
      const others = names(parts.slice(0, at).join('/'))
      if (!others?.includes(name)) continue
      const last = at === parts.length - 1
      let count = 0
      for (const other of others) {
        if (other === name || !(last ? kindOf(other) === kindOf(name) : alike(name, other))) continue
        if (++count > EACH || found.size >= MOST) break
        const like = parts.with(at, other).join('/')
        found.set(`${op} ${like}`, { op: op === 'f' ? 'p' : op, path: like })
      }
      if (count > 0) break
    }
  }
  return [...found.values()]
}
