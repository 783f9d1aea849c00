import { type Host, valueOf as ifOk } from '../../host/port.ts'
import { localDays } from '../local-time.ts'
import { defineProbe } from '../probe.ts'
import { parseAppImageName } from './parse-app-image.ts'

/** Where administrators put them, and, where homes may be looked into, users do. */
const shared = ['/opt', '/Applications', '/usr/local/bin'] as const
const inHomes = ['Applications', 'AppImages', '.local/bin', 'bin', 'Downloads'] as const

/** AppImages: applications in one file each, known by nobody but the folder they lie in. */
export const linuxAppImages = defineProbe({
  name: 'linux/appimage',
  category: 'software',
  platforms: ['linux'],
  reads: [...shared.map((dir) => ({ dir })), ...inHomes.map((name) => ({ dir: `/home/<user>/${name}` }))],
  yields: ['SOFTWARES'],
  async run(host, ctx) {
    const places = [...shared, ...(ctx.options.scanHomedirs ? await homes(host) : [])]
    const found = await Promise.all(places.map((dir) => imagesIn(host, dir)))
    return found.flatMap((SOFTWARES, at) =>
      SOFTWARES.length > 0 ? [{ from: places[at] ?? '', content: { SOFTWARES } }] : [],
    )
  },
})

async function homes({ files }: Host): Promise<readonly string[]> {
  const users = (ifOk(await files.list('/home')) ?? []).filter(({ type }) => type === 'd')
  return ['/root', ...users.map(({ name }) => `/home/${name}`)].flatMap((home) =>
    inHomes.map((dir) => `${home}/${dir}`),
  )
}

async function imagesIn({ files, facts }: Host, dir: string) {
  const images = (ifOk(await files.list(dir)) ?? []).filter(
    ({ type, name }) => type === 'f' && name.toLowerCase().endsWith('.appimage'),
  )
  return Promise.all(
    images.map(async ({ name }) => {
      const stat = ifOk(await files.stat(`${dir}/${name}`))
      const { title, version, arch } = parseAppImageName(name)
      return {
        NAME: title,
        VERSION: version,
        ARCH: arch,
        FROM: 'appimage',
        FILESIZE: stat?.size,
        INSTALLDATE: stat?.mtime === undefined ? undefined : localDays(facts)(stat.mtime),
        FOLDER: dir,
      }
    }),
  )
}
