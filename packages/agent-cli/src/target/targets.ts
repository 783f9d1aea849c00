import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { parseAddress, TransportError } from '@fusioninventory/protocol/address'
import { names } from '../store/files.ts'

export interface ServerTarget {
  readonly kind: 'server'
  /** `server0` */
  readonly id: string
  /** With user-info, where it was given so: for the client only. */
  readonly address: string
  /** Without it. */
  readonly url: URL
  readonly dir: string
}

interface LocalTarget {
  readonly kind: 'local'
  /** `local0` */
  readonly id: string
  /** Absolute, or `-`. */
  readonly path: string
  readonly dir: string
}

export type Target = ServerTarget | LocalTarget

const folders = 'targets'

/** `my.server_8080-0123456789ab`: for people; the digest tells targets apart. */
function folderOf(name: string, key: string): string {
  const plain = name.replace(/[^A-Za-z0-9.-]+/g, '_').replace(/^[._]+|_+$/g, '')
  return `${plain.slice(0, 80)}-${createHash('sha256').update(key).digest('hex').slice(0, 12)}`
}

/** An address without a path means the usual one; a lone `/` is a path. */
export function serverUrl(text: string): { readonly address: string; readonly url: URL } {
  const { url } = parseAddress(text)
  const rest = text.trim().replace(/^[a-z][a-z0-9+.-]*:\/\//i, '')
  const bare = url.pathname === '/' && !/^[^/?#]*\//.test(rest)
  if (!bare) return { address: text, url }
  const [, place = '', query = ''] = /^([^?#]*)(.*)$/s.exec(text.trim()) ?? []
  return serverUrl(`${place}/ocsinventory${query}`)
}

/** What is no address is a problem of the configuration, and told as such. */
function readable(text: string): readonly ReturnType<typeof serverUrl>[] {
  try {
    return [serverUrl(text)]
  } catch (error) {
    if (error instanceof TransportError) return []
    throw error
  }
}

/** Local targets first, as ever; each one once. */
export function targetsOf(
  { local, server }: { readonly local: readonly string[]; readonly server: readonly string[] },
  vardir: string,
): readonly Target[] {
  const targets: Target[] = [...new Set(local)].map((path, at) => ({
    kind: 'local',
    id: `local${at}`,
    path,
    dir: join(vardir, folders, folderOf('local', path)),
  }))
  const seen = new Set<string>()
  for (const { address, url } of server.flatMap(readable)) {
    if (seen.has(url.href)) continue
    const dir = join(vardir, folders, folderOf(`${url.host}${url.pathname}`, url.href))
    targets.push({ kind: 'server', id: `server${seen.size}`, address, url, dir })
    seen.add(url.href)
  }
  return targets
}

/** Folders of all targets that there ever were. */
export const targetFolders = (vardir: string): readonly string[] =>
  names(join(vardir, folders)).map((name) => join(vardir, folders, name))

/** What a target is called in messages; no secret is in it. */
export const nameOf = (target: Target): string => (target.kind === 'server' ? target.url.href : target.path)
