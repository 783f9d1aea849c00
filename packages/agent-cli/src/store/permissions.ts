import { lstatSync, realpathSync, type Stats, statSync } from 'node:fs'
import { dirname } from 'node:path'

/** Somebody who should not be able to can change a file or folder, and with it what this program does. */
export interface Weakness {
  readonly path: string
  /** `belongs to user 1000`, `can be written by everybody`. */
  readonly reason: string
  /** Told, but no reason to refuse. */
  readonly mild: boolean
}

interface Context {
  readonly uid: number
  /** Of the file system, or of a test. */
  readonly stat: (path: string) => Pick<Stats, 'uid' | 'gid' | 'mode'> | undefined
}

function weaknessOf(path: string, parent: boolean, { uid, stat }: Context): Weakness | undefined {
  const found = stat(path)
  if (found === undefined) return undefined
  const { mode, gid } = found
  if (found.uid !== 0 && found.uid !== uid) return { path, reason: `belongs to user ${found.uid}`, mild: false }
  // In a folder like /tmp nobody can replace what belongs to somebody else.
  const sticky = parent && (mode & 0o1000) !== 0
  if ((mode & 0o002) !== 0 && !sticky) return { path, reason: 'can be written by everybody', mild: false }
  if ((mode & 0o020) !== 0 && gid !== 0 && !sticky)
    return { path, reason: `can be written by group ${gid}`, mild: true }
  return undefined
}

/** The folders above, up to the root. */
function* above(path: string): Generator<string> {
  for (let at = path, up = dirname(at); up !== at; at = up, up = dirname(at)) yield up
}

const fileStat = (path: string) => statSync(path, { throwIfNoEntry: false })

/** A link leads somewhere else: that is what counts, and the folder that the link is in. */
function real(path: string): readonly string[] {
  try {
    return lstatSync(path).isSymbolicLink() ? [realpathSync(path), path] : [path]
  } catch {
    return [path]
  }
}

/** Each of these files and folders, and the folders that they are in: who but root and the user of this program may change them. */
export function weaknesses(
  paths: readonly string[],
  uid: number,
  stat: Context['stat'] = fileStat,
): readonly Weakness[] {
  if (process.platform === 'win32') return []
  const found = new Map<string, Weakness>()
  const look = (path: string, parent: boolean): void => {
    const weakness = found.has(path) ? undefined : weaknessOf(path, parent, { uid, stat })
    if (weakness !== undefined) found.set(path, weakness)
  }
  for (const path of paths.flatMap(real)) {
    look(path, false)
    for (const parent of above(path)) look(parent, true)
  }
  return [...found.values()]
}

/** Whether others than its owner can read it. */
export function isReadableByOthers(path: string): boolean {
  if (process.platform === 'win32') return false
  const found = fileStat(path)
  return found !== undefined && (found.mode & 0o044) !== 0
}
