import { type Facts, valueOf as ifOk } from '../../host/port.ts'
import { localDays } from '../local-time.ts'
import { defineProbe, type Patch } from '../probe.ts'
import { parseRpmQuery, type RpmPackage, rpmQueryFormat } from './parse-rpm-query.ts'

const query = ['rpm', '-qa', '--queryformat', rpmQueryFormat] as const

const databases = ['/var/lib/rpm', '/usr/lib/sysimage/rpm'] as const

/** Berkeley DB, SQLite, ndb. */
const stores = new Set(['Packages', 'rpmdb.sqlite', 'Packages.db'])
/** Those that can be read without rpm. */
const readable = new Set(['rpmdb.sqlite', 'Packages.db'])

/** Packages of rpm. Any other package manager may be there beside it: each tells its own. */
export const linuxRpm = defineProbe({
  name: 'linux/rpm',
  category: 'software',
  platforms: ['linux'],
  reads: [
    ...databases.map((dir) => ({ dir })),
    { command: query },
    ...databases.flatMap((dir) => [
      { file: `${dir}/rpmdb.sqlite` },
      { file: `${dir}/rpmdb.sqlite-wal` },
      { file: `${dir}/Packages.db` },
    ]),
  ],
  yields: ['SOFTWARES'],
  async run(host, ctx) {
    const lists = await Promise.all(databases.map((dir) => host.files.list(dir)))
    const found = lists.flatMap((list, at) =>
      (ifOk(list) ?? []).filter(({ name }) => stores.has(name)).map(({ name }) => `${databases[at]}/${name}`),
    )
    // rpm is at hand on machines of other kinds too: without a database it need not be started.
    if (found.length === 0 && lists.some((list) => list.state === 'ok')) return []
    const answer = await host.commands.run(query)
    if (answer.state === 'absent') {
      const path = found.find((one) => readable.has(one.slice(one.lastIndexOf('/') + 1)))
      if (path === undefined) return []
      const { readRpmDatabase } = await import('./rpm-database.ts')
      return patch(path, await readRpmDatabase(host, path, ctx.debug), host.facts)
    }
    if (answer.state !== 'ok' || answer.value.code !== 0)
      ctx.debug(`rpm -qa: ${answer.state === 'ok' ? `exit code ${answer.value.code}` : answer.state}`)
    return patch('rpm -qa', parseRpmQuery(ifOk(answer)?.stdout ?? ''), host.facts)
  },
})

function patch(from: string, packages: readonly RpmPackage[], facts: Facts): readonly Patch[] {
  if (packages.length === 0) return []
  const day = localDays(facts)
  const SOFTWARES = packages.map((one) => ({
    NAME: one.name,
    VERSION: one.version,
    ARCH: one.arch,
    FROM: 'rpm',
    FILESIZE: one.size,
    INSTALLDATE: one.installed === undefined ? undefined : day(one.installed),
    PUBLISHER: one.vendor,
    COMMENTS: one.summary,
    SYSTEM_CATEGORY: one.group,
  }))
  return [{ from, content: { SOFTWARES } }]
}
