import { type Host, valueOf as ifOk } from '../../host/port.ts'
import type { Drive } from './parse-df.ts'

/** A directory a pool, where the module is loaded. */
export const pools = '/proc/spl/kstat/zfs'
export const poolList = ['zpool', 'list', '-Hp', '-o', 'name,size,free,guid'] as const

/** `zpool list -Hp`: columns parted by tabs, sizes in bytes. */
export const parsePools = (text: string): Drive[] =>
  text.split('\n', 10_000).flatMap((line) => {
    const [name = '', size = '', free = '', guid = ''] = line.split('\t', 4).map((word) => word.trim())
    if (name === '' || !/^\d{1,18}$/.test(size)) return []
    const mebibytes = (bytes: string): number | undefined =>
      /^\d{1,18}$/.test(bytes) ? Math.trunc(Number(bytes) / 1048576) : undefined
    return [
      {
        VOLUMN: name,
        LABEL: name,
        FILESYSTEM: 'zfs',
        SERIAL: guid || undefined,
        TOTAL: mebibytes(size),
        FREE: mebibytes(free),
      },
    ]
  })

/** Pools of ZFS of which nothing is mounted as a whole: they hold volumes, or file systems at places of their own. */
export async function poolDrives(host: Host, mounted: readonly string[]): Promise<readonly Drive[]> {
  const entries = ifOk(await host.files.list(pools)) ?? []
  const missing = new Set(
    entries.filter(({ type, name }) => type === 'd' && !mounted.includes(name)).map(({ name }) => name),
  )
  if (missing.size === 0) return []
  const output = ifOk(await host.commands.run(poolList))?.stdout ?? ''
  return parsePools(output).filter(({ VOLUMN = '' }) => missing.has(VOLUMN))
}
