import { type Host, valueOf as ifOk } from '../../host/port.ts'
import { localDays } from '../local-time.ts'
import { nameAndVersion, needsWildcard, parseEqueryList } from './parse-portage.ts'
import type { ReadPackages } from './reader.ts'

const database = '/var/db/pkg'

/** Packages of Portage (Gentoo), from its database: `<category>/<name>-<version>/` with a file a field. */
export const read: ReadPackages = async (host) => {
  const native = await fromDatabase(host)
  if (native.length > 0) return [{ from: database, content: { SOFTWARES: native } }]
  const version = ifOk(await host.commands.run(['equery', '-V']))?.stdout ?? ''
  const list = ['equery', 'list', '-i', ...(needsWildcard(version) ? ['*'] : [])] as const
  const output = ifOk(await host.commands.run(list))?.stdout ?? ''
  const SOFTWARES = parseEqueryList(output).map(({ name, version }) => ({
    NAME: name,
    VERSION: version,
    FROM: 'portage',
  }))
  return SOFTWARES.length > 0 ? [{ from: 'equery list', content: { SOFTWARES } }] : []
}

async function fromDatabase(host: Host) {
  const { files } = host
  const day = localDays(host.facts)
  const line = async (path: string): Promise<string | undefined> =>
    ifOk(await files.text(path))
      ?.split('\n', 1)[0]
      ?.trim() || undefined
  const folders = async (dir: string): Promise<readonly string[]> =>
    (ifOk(await files.list(dir)) ?? []).filter(({ type }) => type === 'd').map(({ name }) => name)
  const entry = async (category: string, folder: string) => {
    const found = nameAndVersion(folder)
    // `-MERGING-name-1` is a package on its way in.
    if (!found || folder.startsWith('-MERGING-')) return []
    const dir = `${database}/${category}/${folder}`
    const built = await line(`${dir}/BUILD_TIME`)
    return [
      {
        NAME: `${category}/${found.name}`,
        VERSION: found.version,
        FROM: 'portage',
        FILESIZE: await line(`${dir}/SIZE`),
        INSTALLDATE: built !== undefined && /^\d{1,12}$/.test(built) ? day(Number(built)) : undefined,
        PUBLISHER: await line(`${dir}/repository`),
        COMMENTS: await line(`${dir}/DESCRIPTION`),
        SYSTEM_CATEGORY: category,
      },
    ]
  }
  const categories = (await folders(database)).map(async (category) => {
    const packages = await folders(`${database}/${category}`)
    return Promise.all(packages.map((folder) => entry(category, folder)))
  })
  return (await Promise.all(categories)).flat(2)
}
