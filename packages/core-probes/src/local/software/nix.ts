import { type Host, valueOf as ifOk } from '../../host/port.ts'
import { localDays } from '../local-time.ts'
import type { Patch } from '../probe.ts'
import { querySqlite } from '../sqlite/query.ts'
import { parseStorePaths } from './parse-nix.ts'
import type { ReadPackages } from './reader.ts'

const database = '/nix/var/nix/db/db.sqlite'
const profiles = '/nix/var/nix/profiles'

/** Packages in the store of Nix that something still needs. Its own program may look for them for a while. */
export const read: ReadPackages = async (host, ctx) => {
  const answer = await host.commands.run(['nix-store', '--gc', '--print-live'], { timeoutMs: 60_000 })
  if (answer.state === 'absent') return fromDatabase(host, ctx.debug)
  if (answer.state !== 'ok') ctx.debug(`nix-store: ${answer.state}`)
  const SOFTWARES = parseStorePaths(ifOk(answer)?.stdout ?? '').map(({ name, version }) => ({
    NAME: name,
    VERSION: version,
    FROM: 'nix',
  }))
  return SOFTWARES.length > 0 ? [{ from: 'nix-store --gc --print-live', content: { SOFTWARES } }] : []
}

/** All that is needed by what is installed, with its size and when it came. */
const needed = (roots: readonly string[]): string => `
  WITH RECURSIVE needed(id) AS (
    SELECT id FROM ValidPaths WHERE path IN (${roots.map((path) => `'${path}'`).join(', ')})
    UNION SELECT reference FROM Refs JOIN needed ON referrer = needed.id)
  SELECT path, narSize, registrationTime FROM ValidPaths WHERE id IN needed ORDER BY path`

async function fromDatabase(host: Host, debug: (message: string) => void): Promise<readonly Patch[]> {
  const roots = await installed(host)
  if (roots.length === 0) return []
  const rows = await querySqlite(host, database, debug, (query) => [...query(needed(roots))])
  const day = localDays(host.facts)
  const seen = new Set<string>()
  const SOFTWARES = (rows ?? []).flatMap(([path, size, time]) =>
    parseStorePaths(String(path))
      .filter(({ name, version }) => !seen.has(`${name}-${version}`) && seen.add(`${name}-${version}`))
      .map(({ name, version }) => ({
        NAME: name,
        VERSION: version,
        FROM: 'nix',
        FILESIZE: typeof size === 'number' ? size : undefined,
        INSTALLDATE: typeof time === 'number' ? day(time) : undefined,
      })),
  )
  return SOFTWARES.length > 0 ? [{ from: database, content: { SOFTWARES } }] : []
}

/** Paths in the store that profiles lead to: the system's, the default one, and those of users. */
async function installed({ files }: Host): Promise<readonly string[]> {
  const links = async (dir: string): Promise<readonly string[]> =>
    (ifOk(await files.list(dir)) ?? []).filter(({ type }) => type === 'l').map(({ name }) => `${dir}/${name}`)
  const users = ifOk(await files.list(`${profiles}/per-user`)) ?? []
  const found = await Promise.all([profiles, ...users.map(({ name }) => `${profiles}/per-user/${name}`)].map(links))
  const targets = await Promise.all(
    ['/run/current-system', ...found.flat()].map(async (path) => ifOk(await files.link(path))),
  )
  return [...new Set(targets)].filter(
    (path) => path !== undefined && /^\/nix\/store\/[\w+.?=-]+$/.test(path),
  ) as string[]
}
