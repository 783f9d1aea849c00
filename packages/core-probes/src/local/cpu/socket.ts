import type { Content } from '@fusioninventory/protocol'
import type { CpuBlock } from './parse-cpuinfo.ts'

export type Cpu = NonNullable<Content['CPUS']>[number]

/** A processor package, with the number of one logical CPU in it: the one that sysfs is asked about. */
export interface Socket {
  readonly cpu: number
  /** Logical CPUs of the package. */
  readonly threads: number
  readonly fields: Cpu
  /** Clock at this moment in MHz: better than none. */
  readonly clock?: number | undefined
}

/** Where a logical CPU sits: a name for its package, and how many threads its core has. From sysfs. */
export interface Place {
  readonly package: number
  readonly threads: number
}
export type Topology = ReadonlyMap<number, Place>

/** What the kernel tells beside /proc/cpuinfo. */
export interface Board {
  /** `uname -m`; undefined in a composed capture. */
  readonly machine: string | undefined
  readonly topology: Topology
  /** Text of the other file that the family asks for. */
  readonly more?: string | undefined
}

/** Number of a logical CPU: its `processor` key, else its place. */
export const cpuNumber = (block: CpuBlock, at: number): number =>
  /^\d{1,5}$/.test(block.processor ?? '') ? Number(block.processor) : at

const digits = (text: string | undefined): number | undefined =>
  /^\d{1,6}$/.test(text ?? '') ? Number(text) : undefined

/**
 * Blocks put together that sit in one package and are of one kind. Packages come from sysfs, else from the keys
 * `physical id` or `package`; a block that nobody places stands alone, without a number of cores.
 */
export function sockets(
  blocks: readonly CpuBlock[],
  topology: Topology,
  describe: (block: CpuBlock) => Cpu,
  kind: (block: CpuBlock) => string = () => '',
): Socket[] {
  const groups = new Map<string, { cpu: number; blocks: CpuBlock[]; known: boolean; perCore: number | undefined }>()
  blocks.forEach((block, at) => {
    const cpu = cpuNumber(block, at)
    const place = topology.get(cpu)
    const id = place?.package ?? digits(block['physical id']) ?? digits(block.package)
    const key = id === undefined ? `cpu ${at}` : `${id} ${kind(block)}`
    const group = groups.get(key)
    if (group) group.blocks.push(block)
    else groups.set(key, { cpu, blocks: [block], known: id !== undefined, perCore: place?.threads })
  })
  return [...groups.values()].map(({ cpu, blocks: members, known, perCore }) => {
    const threads = members.length
    const first = describe(members[0] ?? {})
    if (!known) return { cpu, threads, fields: first }
    const core = perCore ? Math.ceil(threads / perCore) : coresIn(members)
    return { cpu, threads, fields: { ...first, CORE: core, THREAD: Math.ceil(threads / core) } }
  })
}

function coresIn(members: readonly CpuBlock[]): number {
  const cores = new Set(members.map((block) => block['core id'] ?? block.core))
  return cores.has(undefined) ? members.length : cores.size
}
