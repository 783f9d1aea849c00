import { type Host, valueOf as ifOk } from '../../host/port.ts'
import { localDays } from '../local-time.ts'
import type { Patch, ProbeContext } from '../probe.ts'
import { inBatches } from './batches.ts'
import { dayOf, secondsOf } from './days.ts'
import { parseDeploy } from './parse-deploy.ts'
import { parseFlatpakInfo, parseFlatpakList, readableName } from './parse-flatpak.ts'
import type { ReadPackages } from './reader.ts'

const system = '/var/lib/flatpak'
const ofUser = '.local/share/flatpak'

/** Applications and runtimes of flatpak: those of the machine, of this user and, where asked for, of all users. */
export const read: ReadPackages = async (host, ctx) => {
  const there = await host.files.stat(system)
  if (there.state === 'absent') return fromCommand(host)
  const homes = await userHomes(host, ctx)
  const places = [[system, 'system'] as const, ...homes.map((home) => [`${home}/${ofUser}`, 'user'] as const)]
  return (await Promise.all(places.map(([dir, scope]) => installation(host, dir, scope)))).flat()
}

async function userHomes({ files, facts }: Host, { options }: ProbeContext): Promise<readonly string[]> {
  const homes = new Set<string>()
  const own = facts.uid === 0 ? '/root' : ifOk(await facts.env())?.HOME
  if (own?.startsWith('/')) homes.add(own)
  if (options.scanProfiles)
    for (const { type, name } of ifOk(await files.list('/home')) ?? []) if (type === 'd') homes.add(`/home/${name}`)
  return [...homes]
}

/** `<dir>/{app,runtime}/<id>/<architecture>/<branch>/active` is a link to what is deployed. */
async function installation(host: Host, dir: string, scope: 'system' | 'user'): Promise<readonly Patch[]> {
  const { files } = host
  const day = localDays(host.facts)
  const below = async (path: string): Promise<readonly string[]> =>
    (ifOk(await files.list(path)) ?? []).filter(({ type }) => type === 'd').map(({ name }) => name)
  const entry = async (path: string, id: string, arch: string, branch: string) => {
    const file = `${path}/active/deploy`
    const bytes = ifOk(await files.bytes(file))
    if (bytes === undefined) return []
    const found = parseDeploy(bytes)
    const mtime = ifOk(await files.stat(file))?.mtime
    return [
      {
        NAME: found.name ?? readableName(id),
        VERSION: found.version ?? branch,
        ARCH: arch,
        FROM: 'flatpak',
        FILESIZE: found.size,
        INSTALLDATE: mtime === undefined ? undefined : day(mtime),
        PUBLISHER: found.origin,
        COMMENTS: `AppID: ${id}`,
        SYSTEM_CATEGORY: scope,
      },
    ]
  }
  const entries = ['app', 'runtime'].map(async (kind) => {
    const ids = (await below(`${dir}/${kind}`)).map(async (id) => {
      const arches = (await below(`${dir}/${kind}/${id}`)).map(async (arch) => {
        const path = `${dir}/${kind}/${id}/${arch}`
        return Promise.all((await below(path)).map((branch) => entry(`${path}/${branch}`, id, arch, branch)))
      })
      return Promise.all(arches)
    })
    return Promise.all(ids)
  })
  const SOFTWARES = (await Promise.all(entries)).flat(4)
  return SOFTWARES.length > 0 ? [{ from: dir, content: { SOFTWARES } }] : []
}

async function fromCommand({ commands, facts }: Host): Promise<readonly Patch[]> {
  const list = await commands.run(['flatpak', 'list', '-a', '--columns=application,branch,installation,name'])
  const day = localDays(facts)
  const SOFTWARES = await inBatches(parseFlatpakList(ifOk(list)?.stdout ?? ''), async (ref) => {
    const scope = ref.installation === 'user' ? 'user' : 'system'
    const answer = await commands.run(['flatpak', 'info', `--${scope}`, ref.id, ref.branch])
    const info = parseFlatpakInfo(ifOk(answer)?.stdout ?? '')
    const time = secondsOf(info.date ?? '')
    return {
      NAME: ref.name || readableName(ref.id),
      VERSION: info.version ?? ref.branch,
      ARCH: info.arch,
      FROM: 'flatpak',
      FILESIZE: info.size,
      INSTALLDATE: time === undefined ? dayOf(info.date ?? '') : day(time),
      PUBLISHER: info.origin,
      COMMENTS: `AppID: ${ref.id}`,
      SYSTEM_CATEGORY: scope,
    }
  })
  return SOFTWARES.length > 0 ? [{ from: 'flatpak list', content: { SOFTWARES } }] : []
}
