/** One block of /proc/cpuinfo: keys in lower case, white space of values squeezed. */
export type CpuBlock = Readonly<Record<string, string>>

/** More blocks than any machine has logical processors. */
const most = 8192

/**
 * `/proc/cpuinfo` (proc(5)): blocks of `key : value` lines between empty lines, in their order. All blocks, also those
 * that tell of the board. In one block the first of several equal keys holds. A block has at least one key.
 */
export function parseCpuinfo(text: string): CpuBlock[] {
  const blocks: CpuBlock[] = []
  let block: Record<string, string> | undefined
  for (const line of text.split('\n')) {
    const colon = line.indexOf(':')
    if (colon < 0) {
      if (line.trim() === '') block = undefined
      continue
    }
    const key = line.slice(0, colon).trim().toLowerCase()
    const value = line.slice(colon + 1).trim()
    if (key === '' || value === '') continue
    if (!block) {
      if (blocks.length === most) break
      block = Object.create(null) as Record<string, string>
      blocks.push(block)
    }
    block[key] ??= value.replace(/\s\s+/g, ' ')
  }
  return blocks
}

/** The blocks that stand for processors: those that name a `processor` or a `cpu`. */
export const processorBlocks = (blocks: readonly CpuBlock[]): CpuBlock[] =>
  blocks.filter((block) => block.processor !== undefined || block.cpu !== undefined)

/** A list of CPU numbers as sysfs writes them (`0-3,8,10-11`); what is no number ends it. */
export function parseCpuList(text: string): number[] {
  const cpus: number[] = []
  for (const part of text.trim().split(',')) {
    const range = /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(part)
    if (!range) break
    const first = Number(range[1])
    const last = Number(range[2] ?? range[1])
    for (let cpu = first; cpu <= last && cpus.length < most; cpu++) cpus.push(cpu)
  }
  return cpus
}

/** MHz out of a brand string (`... @ 2.70GHz`), a clock (`2700.000000MHz`) or undefined. */
export function speedIn(text: string | undefined): number | undefined {
  const clock = /(\d{1,6}(?:\.\d{1,9})?)\s?([GM])Hz/i.exec((text ?? '').slice(0, 200))
  const mhz = Math.round(Number(clock?.[1]) * (clock?.[2]?.toUpperCase() === 'G' ? 1000 : 1))
  return mhz > 0 ? mhz : undefined
}
