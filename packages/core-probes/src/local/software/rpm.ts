import { type Host, valueOf as ifOk } from '../../host/port.ts'
import { localDays } from '../local-time.ts'
import { defineProbe } from '../probe.ts'
import { parseRpmQuery, rpmQueryFormat } from './parse-rpm-query.ts'

const query = ['rpm', '-qa', '--queryformat', rpmQueryFormat] as const

const databases = ['/var/lib/rpm', '/usr/lib/sysimage/rpm'] as const

/** Berkeley DB, SQLite, ndb. */
const stores = new Set(['Packages', 'rpmdb.sqlite', 'Packages.db'])

/** Packages of rpm. Any other package manager may be there beside it: each tells its own. */
export const linuxRpm = defineProbe({
  name: 'linux/rpm',
  category: 'software',
  platforms: ['linux'],
  reads: [...databases.map((dir) => ({ dir })), { command: query }],
  yields: ['SOFTWARES'],
  async run(host, ctx) {
    if (await isEmpty(host)) return []
    const answer = await host.commands.run(query)
    if (answer.state === 'absent') return []
    if (answer.state !== 'ok' || answer.value.code !== 0)
      ctx.debug(`rpm -qa: ${answer.state === 'ok' ? `exit code ${answer.value.code}` : answer.state}`)
    const packages = parseRpmQuery(ifOk(answer)?.stdout ?? '')
    if (packages.length === 0) return []
    const day = localDays(host.facts)
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
    return [{ from: 'rpm -qa', content: { SOFTWARES } }]
  },
})

/** rpm is at hand on machines of other kinds too: without a database it need not be started. */
async function isEmpty(host: Host): Promise<boolean> {
  const lists = await Promise.all(databases.map((dir) => host.files.list(dir)))
  const entries = lists.flatMap((list) => ifOk(list) ?? [])
  return lists.some((list) => list.state === 'ok') && !entries.some((entry) => stores.has(entry.name))
}
