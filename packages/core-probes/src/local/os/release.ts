import { type Host, valueOf as ifOk } from '../../host/port.ts'
import { once, type Source } from '../probe.ts'
import { legacyRelease, legacyReleases } from './parse-legacy-release.ts'
import { type Release, releaseOf, withPointRelease } from './parse-os-release.ts'

export const releasePaths = ['/etc/os-release', '/usr/lib/os-release'] as const

/** Which distribution this is, and the file that says so. */
export const release = once(async (host: Host): Promise<{ readonly from: string; readonly value: Release }> => {
  for (const from of releasePaths) {
    const text = ifOk(await host.files.text(from))
    if (!text?.includes('=')) continue
    const [debian, centos] = await Promise.all([
      host.files.text('/etc/debian_version'),
      host.files.text('/etc/centos-release'),
    ])
    return { from, value: withPointRelease(releaseOf(text), ifOk(debian), ifOk(centos)) }
  }
  for (const legacy of legacyReleases) {
    const text = await host.files.text(legacy.file)
    if (text.state === 'ok') return { from: legacy.file, value: legacyRelease(legacy, text.value) }
  }
  return { from: '', value: {} }
})

/** All that `release` may read. */
export const releaseReads: readonly Source[] = [
  ...releasePaths,
  '/etc/centos-release',
  ...legacyReleases.map(({ file }) => file),
].map((file) => ({ file }))
