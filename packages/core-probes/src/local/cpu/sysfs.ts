import { type Host, valueOf as ifOk } from '../../host/port.ts'
import { parseCpuList } from './parse-cpuinfo.ts'
import type { Cpu, Place, Socket } from './socket.ts'

const root = '/sys/devices/system/cpu'

/** Of all processors, but most machines need those of the first one only. */
export const sysfsReads = [
  { dir: root },
  { dir: `${root}/cpu0/cache` },
  ...['cpufreq/base_frequency', 'cpufreq/cpuinfo_max_freq', 'cache/index*/size', 'cache/index*/shared_cpu_list']
    .concat(['topology/core_siblings_list', 'topology/thread_siblings_list'])
    .map((name) => ({ file: `${root}/cpu0/${name}` })),
]

const line = async (host: Host, path: string): Promise<string | undefined> => ifOk(await host.files.text(path))?.trim()

/** Packages and threads a core: one CPU of each package is asked, which tells of the others. */
export async function readTopology(host: Host, cpus: readonly number[]): Promise<Map<number, Place>> {
  const places = new Map<number, Place>()
  for (const cpu of cpus) {
    if (places.has(cpu)) continue
    const dir = `${root}/cpu${cpu}/topology`
    const siblings = await line(host, `${dir}/core_siblings_list`)
    if (siblings === undefined) break
    const threads = parseCpuList((await line(host, `${dir}/thread_siblings_list`)) ?? '').length
    for (const sibling of [cpu, ...parseCpuList(siblings)])
      places.set(sibling, { package: cpu, threads: Math.max(1, threads) })
  }
  return places
}

/**
 * Clock and caches of a package, told by one of its CPUs. Its cores are taken to be alike: reading all of them would
 * cost thousands of files on a large server.
 */
export async function readPackage(
  host: Host,
  { cpu, threads }: Socket,
  speedKnown: boolean,
): Promise<readonly (readonly [string, Cpu])[]> {
  const cpufreq = `${root}/cpu${cpu}/cpufreq`
  const caches = `${root}/cpu${cpu}/cache`
  const clocks = speedKnown ? [] : ['base_frequency', 'cpuinfo_max_freq']
  let SPEED: number | undefined
  for (const file of clocks) SPEED ??= await megahertz(host, `${cpufreq}/${file}`)
  return [
    [cpufreq, { SPEED }],
    [caches, { CACHE: await cacheOf(host, caches, threads) }],
  ]
}

/** kHz to MHz. */
async function megahertz(host: Host, path: string): Promise<number | undefined> {
  const mhz = Math.round(Number(await line(host, path)) / 1000)
  return mhz > 0 ? mhz : undefined
}

/** All caches of all levels, each counted as often as the package holds it. KiB. */
async function cacheOf(host: Host, dir: string, threads: number): Promise<number | undefined> {
  const indexes = (ifOk(await host.files.list(dir)) ?? []).filter(({ name }) => /^index\d{1,2}$/.test(name))
  const sizes = await Promise.all(
    indexes.map(async ({ name }) => {
      const [given, shared] = await Promise.all([
        line(host, `${dir}/${name}/size`),
        line(host, `${dir}/${name}/shared_cpu_list`),
      ])
      const size = /^(\d{1,9})([KM])$/.exec(given ?? '')
      const sharers = parseCpuList(shared ?? '').length || 1
      const kilobytes = Number(size?.[1] ?? 0) * (size?.[2] === 'M' ? 1024 : 1)
      return kilobytes * Math.max(1, Math.round(threads / sharers))
    }),
  )
  const total = sizes.reduce((sum, size) => sum + size, 0)
  return total > 0 ? total : undefined
}
