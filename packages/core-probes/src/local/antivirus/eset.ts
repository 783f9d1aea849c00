import { serviceRuns } from '../service.ts'
import { ask, product, type ReadAntivirus } from './answer.ts'
import { parseEsetModules } from './parse-eset.ts'

/** Product by the name of its folder in `/opt/eset`, which is that of its service as well. */
const names: Readonly<Record<string, string>> = {
  efs: 'ESET Server Security for Linux',
  eea: 'ESET Endpoint Antivirus for Linux',
}

export const read: ReadAntivirus = async (host) => {
  const found = Object.entries(names).map(async ([folder, NAME]) => {
    const upd = `/opt/eset/${folder}/sbin/upd`
    if ((await host.commands.which(upd)).state !== 'ok') return []
    const VERSION = /\d+(?:\.\d+){2,3}/.exec(await ask(host, [upd, '-v']))?.[0]
    const { version, day } = parseEsetModules(await ask(host, [upd, '-l']))
    return product('upd', {
      NAME,
      COMPANY: 'ESET',
      VERSION,
      ENABLED: await serviceRuns(host, folder),
      BASE_VERSION: version,
      BASE_CREATION: day,
    })
  })
  return (await Promise.all(found)).flat()
}
