import { statSync } from 'node:fs'
import { join } from 'node:path'

/** Node 22.1 and newer. */
interface WithCompileCache {
  readonly enableCompileCache?: (directory: string) => unknown
}

/** Only this user can have put something in it: what is in there is run. */
function isPrivate(dir: string, uid: number): boolean {
  const stat = statSync(dir, { throwIfNoEntry: false })
  return stat?.isDirectory() === true && stat.uid === uid && (stat.mode & 0o022) === 0
}

/**
 * The folder for compiled code: `system` for root, `$XDG_CACHE_HOME/fusioninventory` (`~/.cache`) for others. It is never
 * made: a tool that runs once leaves nothing behind, and packages or administrators decide. Undefined where it is not
 * there, or others may write to it.
 */
export function compileCacheDir(
  env: Readonly<Record<string, string | undefined>>,
  uid: number,
  system = '/var/cache/fusioninventory',
): string | undefined {
  const base = env.XDG_CACHE_HOME ?? (env.HOME === undefined ? undefined : join(env.HOME, '.cache'))
  const dir = uid === 0 ? system : base?.startsWith('/') ? join(base, 'fusioninventory') : undefined
  try {
    return dir !== undefined && isPrivate(dir, uid) ? dir : undefined
  } catch {
    return undefined
  }
}

/** Keeps compiled code between runs, where this Node can and there is a folder for it. */
export function useCompileCache(): void {
  const { enableCompileCache } = process.getBuiltinModule('node:module') as WithCompileCache
  const dir = enableCompileCache && process.getuid && compileCacheDir(process.env, process.getuid())
  if (dir) enableCompileCache(dir)
}
