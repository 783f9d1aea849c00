/** Symbolic links followed by hand: to stay below a directory, or to stop before a mount that may hang. */
import { lstatSync, readlinkSync } from 'node:fs'
import { decodeText } from '../text.ts'
import { nativePath } from './fs.ts'

const MAX_LINKS = 40

export interface Walk {
  /** Directory that is `/` for the path and for absolute targets; '' is the machine's own. */
  readonly root: string
  /** Whether a link in the last place is followed too. */
  readonly followLast: boolean
  /** Where the walk ends early: the rest is appended as it is. */
  readonly stop?: (path: string) => boolean
}

/** The path without links, as a path of this process; undefined after 40 links. Throws what lstat throws but ENOENT. */
export function walk(path: string, { root, followLast, stop }: Walk): string | undefined {
  let done: string[] = []
  let rest = partsOf(path)
  for (let links = 0; rest.length > 0; ) {
    const part = rest.pop() ?? ''
    if (part === '..') {
      done.pop()
      continue
    }
    done.push(part)
    const here = `${root}/${done.join('/')}`
    if (stop?.(here)) break
    if (rest.length === 0 && !followLast) break
    const native = nativePath(here)
    const stats = lstatSync(native, { throwIfNoEntry: false })
    if (!stats) break
    if (!stats.isSymbolicLink()) continue
    if (++links > MAX_LINKS) return undefined
    const target = decodeText(readlinkSync(native, { encoding: 'buffer' }))
    done.pop()
    if (target.startsWith('/')) done = []
    rest = [...rest, ...partsOf(target)]
  }
  // Nothing is there to follow any more; `..` still must not climb out.
  for (const part of rest.toReversed()) {
    if (part === '..') done.pop()
    else done.push(part)
  }
  return `${root}/${done.join('/')}`
}

const partsOf = (path: string): string[] =>
  path
    .split('/')
    .filter((part) => part !== '' && part !== '.')
    .reverse()
