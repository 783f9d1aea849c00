import { type Host, valueOf as ifOk } from '../../host/port.ts'
import { once } from '../probe.ts'
import { ask } from './ask.ts'
import type { Guest, Status } from './guest.ts'
import { parseLxcConfig, parseLxcState, parseMonitors } from './parse-lxc.ts'

/** Where a frozen container is told to be so: cgroup version 2, then 1. */
const freezers = (name: string): readonly (readonly [file: string, frozen: RegExp])[] =>
  [`lxc.payload.${name}`, `lxc/${name}`].flatMap((group) => [
    [`/sys/fs/cgroup/${group}/cgroup.events`, /^frozen 1$/m] as const,
    [`/sys/fs/cgroup/freezer/${group}/freezer.state`, /^FROZEN/] as const,
  ])

/** Containers of LXC that are not stopped, by name; undefined where the kernel does not tell. */
export const runningContainers = once(async (host: Host): Promise<ReadonlyMap<string, Status> | undefined> => {
  const text = ifOk(await host.files.text('/proc/net/unix'))
  if (text === undefined) return undefined
  const names = [...new Set(parseMonitors(text).map(({ name }) => name))]
  return new Map(
    await Promise.all(
      names.map(async (name) => {
        const marks = freezers(name).map(async ([file, frozen]) => frozen.test(ifOk(await host.files.text(file)) ?? ''))
        return [name, (await Promise.all(marks)).includes(true) ? 'paused' : 'running'] as const
      }),
    ),
  )
})

/** `lxc-info` of one container: its state, and the settings that matter. */
export async function lxcInfo(host: Host, name: string): Promise<Guest & { readonly rootfs?: string | undefined }> {
  const [state, config] = await Promise.all([
    ask(host, ['lxc-info', '-n', name, '-s']),
    ask(host, ['lxc-info', '-n', name, ...keys.flatMap((key) => ['-c', key])]),
  ])
  const { guest, rootfs } = parseLxcConfig(config ?? '')
  return { ...guest, STATUS: parseLxcState(state ?? ''), rootfs }
}

const keys = [
  'lxc.cgroup.memory.limit_in_bytes',
  'lxc.cgroup2.memory.max',
  'lxc.cgroup.cpuset.cpus',
  'lxc.cgroup2.cpuset.cpus',
  'lxc.net.0.hwaddr',
  'lxc.uts.name',
  'lxc.rootfs.path',
]
