import type { Guest, Status } from './guest.ts'
import { listedCpus, macs, mebibytes } from './parse-amount.ts'

const states: ReadonlyMap<string, Status> = new Map([
  ['RUNNING', 'running'],
  ['STARTING', 'running'],
  ['THAWED', 'running'],
  ['FREEZING', 'paused'],
  ['FROZEN', 'paused'],
  ['STOPPING', 'dying'],
  ['ABORTING', 'dying'],
  ['STOPPED', 'off'],
])

/** The line `State: RUNNING` of `lxc-info -s`; any other state is none. */
export const parseLxcState = (text: string): Status => {
  const word = /^State:\s*(\S+)\s*$/im.exec(text)?.[1]?.toUpperCase()
  return states.get(word ?? '') ?? 'off'
}

/** What a configuration says of a container, with the place of its file system. */
export interface LxcConfig {
  readonly guest: Guest
  readonly rootfs?: string | undefined
}

/** Keys of the version before 2.1 beside those of today (lxc.container.conf(5)). */
const name = new Set(['lxc.uts.name', 'lxc.utsname'])
const rootfs = new Set(['lxc.rootfs.path', 'lxc.rootfs'])
const memory = new Set(['lxc.cgroup.memory.limit_in_bytes', 'lxc.cgroup2.memory.max'])
const cpus = new Set(['lxc.cgroup.cpuset.cpus', 'lxc.cgroup2.cpuset.cpus'])
const card = /^lxc\.net(?:\.\d{1,3}|work)\.hwaddr$/

/** `KEY = VALUE` lines: a configuration file, or what `lxc-info -c KEY ...` prints. What has no value is not set. */
export function parseLxcConfig(text: string): LxcConfig {
  const values: Record<'name' | 'rootfs' | 'memory' | 'cpus', string | undefined> = {
    name: undefined,
    rootfs: undefined,
    memory: undefined,
    cpus: undefined,
  }
  const cards: string[] = []
  for (const line of text.split('\n', 100_000)) {
    const at = line.indexOf('=')
    const key = line.slice(0, Math.max(at, 0)).trim()
    const value = line.slice(at + 1).trim()
    if (value === '') continue
    if (name.has(key)) values.name = value
    else if (rootfs.has(key)) values.rootfs = value
    else if (memory.has(key)) values.memory = value
    else if (cpus.has(key)) values.cpus = value
    else if (card.test(key)) cards.push(value)
  }
  return {
    guest: {
      NAME: values.name,
      MEMORY: mebibytes(values.memory),
      VCPU: listedCpus(values.cpus),
      MAC: macs(cards),
      VMTYPE: 'lxc',
    },
    // `overlay:LOWER:UPPER`, `dir:PATH`: the last part is where the container's own files are.
    rootfs: values.rootfs?.slice(values.rootfs.lastIndexOf(':') + 1),
  }
}

/**
 * Names of the containers whose monitor listens, by the abstract sockets of `/proc/net/unix`; each with its directory
 * of configurations.
 */
export function parseMonitors(text: string): { readonly name: string; readonly path: string }[] {
  const found: { name: string; path: string }[] = []
  for (const line of text.split('\n', 1_000_000)) {
    const at = line.indexOf(' @/')
    if (at < 0 || !line.endsWith('/command')) continue
    const parts = line.slice(at + 2, -'/command'.length)
    const slash = parts.lastIndexOf('/')
    if (slash > 0) found.push({ name: parts.slice(slash + 1), path: parts.slice(0, slash) })
  }
  return found
}
