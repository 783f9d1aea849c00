/** Programs by name, in directories that only root (or this user) can change; the caller's PATH plays no part. */
import { type Stats, statSync } from 'node:fs'
import { absent, denied, ok, type Reading } from '../port.ts'
import { nativePath } from './fs.ts'

export const TRUSTED_PATH = '/usr/sbin:/usr/bin:/sbin:/bin:/usr/local/sbin:/usr/local/bin'

const statOrNone = (path: string): Stats | undefined => {
  try {
    return statSync(nativePath(path), { throwIfNoEntry: false })
  } catch {
    return undefined
  }
}

const isOurs = (stats: Stats, uid: number): boolean =>
  (stats.uid === 0 || stats.uid === uid) && (stats.mode & 0o002) === 0

export interface Programs {
  /** The directories that are trusted, each once, as a PATH. */
  readonly path: string
  find(name: string): Reading<string>
}

/** `path`: where to look, colon-separated; entries that are relative, of others, or writable by all are left out. */
export function trustedPrograms(path: string, uid: number): Programs {
  let trusted: readonly string[] | undefined
  const found = new Map<string, Reading<string>>()
  const dirs = (): readonly string[] => {
    trusted ??= trustedDirs(path.split(':'), uid)
    return trusted
  }

  /** An absolute name is taken as it is where its directory is trustworthy as well. */
  const seek = (name: string): Reading<string> => {
    if (name === '' || name.includes('\0')) return absent
    if (name.includes('/')) {
      const dir = statOrNone(name.slice(0, name.lastIndexOf('/')) || '/')
      return name.startsWith('/') && dir && isOurs(dir, uid) ? programAt(name, uid) : absent
    }
    let refused: Reading<string> = absent
    for (const dir of dirs()) {
      const program = programAt(`${dir}/${name}`, uid)
      if (program.state === 'ok') return program
      if (program.state === 'denied') refused = program
    }
    return refused
  }

  return {
    get path() {
      return dirs().join(':')
    },
    find(name) {
      let program = found.get(name)
      if (!program) {
        program = seek(name)
        found.set(name, program)
      }
      return program
    },
  }
}

function trustedDirs(candidates: readonly string[], uid: number): readonly string[] {
  const seen = new Set<string>()
  return candidates.filter((dir) => {
    const stats = dir.startsWith('/') ? statOrNone(dir) : undefined
    if (!stats?.isDirectory() || !isOurs(stats, uid)) return false
    // /bin is often a link to /usr/bin.
    const id = `${stats.dev}:${stats.ino}`
    return !seen.has(id) && seen.add(id)
  })
}

function programAt(path: string, uid: number): Reading<string> {
  const stats = statOrNone(path)
  if (!stats?.isFile()) return absent
  const runnable = uid === 0 ? 0o111 : stats.uid === uid ? 0o100 : 0o011
  return (stats.mode & runnable) === 0 || (stats.mode & 0o002) !== 0 ? denied : ok(path)
}
