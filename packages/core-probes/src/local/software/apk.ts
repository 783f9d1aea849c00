import { decodeText } from '../../host/text.ts'
import { defineProbe } from '../probe.ts'
import { readLarge } from '../read-large.ts'
import { parseApkInstalled } from './parse-apk-installed.ts'

const databases = ['/lib/apk/db/installed', '/usr/lib/apk/db/installed'] as const

/** Packages of apk (Alpine, postmarketOS, OpenWrt since 24.10). */
export const linuxApk = defineProbe({
  name: 'linux/apk',
  category: 'software',
  platforms: ['linux'],
  reads: databases.map((file) => ({ file })),
  yields: ['SOFTWARES'],
  async run(host, ctx) {
    for (const path of databases) {
      const database = await readLarge(host, path, ctx.debug)
      const packages = database === undefined ? [] : parseApkInstalled(decodeText(database))
      if (packages.length === 0) continue
      const SOFTWARES = packages.map((one) => ({
        NAME: one.name,
        VERSION: one.version,
        ARCH: one.arch,
        FROM: 'apk',
        FILESIZE: one.size,
        PUBLISHER: one.maintainer,
        COMMENTS: one.description,
      }))
      return [{ from: path, content: { SOFTWARES } }]
    }
    return []
  },
})
