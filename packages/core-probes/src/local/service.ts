import type { Host } from '../host/port.ts'
import type { Source } from './probe.ts'

/** Control groups of services, unified and legacy hierarchy. A service that runs has one, for all to see. */
const slices = ['/sys/fs/cgroup/system.slice', '/sys/fs/cgroup/systemd/system.slice'] as const

/** What `serviceRuns` looks at. */
export const serviceReads: readonly Source[] = slices.map((dir) => ({ dir }))

/** Whether systemd runs that service; undefined where systemd does not run, or does not show it. */
export async function serviceRuns({ files }: Host, unit: string): Promise<boolean | undefined> {
  for (const slice of slices)
    if ((await files.stat(slice)).state === 'ok') return (await files.stat(`${slice}/${unit}.service`)).state === 'ok'
  return undefined
}
