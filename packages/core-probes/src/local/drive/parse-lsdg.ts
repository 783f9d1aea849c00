/** A disk group of Oracle ASM, sizes in MB. */
export interface DiskGroup {
  readonly name: string
  /** `MOUNTED`, `DISMOUNTED`. */
  readonly state: string
  /** Redundancy: `EXTERN`, `NORMAL`, `HIGH`, `FLEX`. */
  readonly type: string
  readonly total: number
  readonly free: number
}

/** How often a group of that redundancy keeps its data. */
const copies: Readonly<Record<string, number>> = { NORMAL: 2, HIGH: 3 }

/**
 * `asmcmd lsdg` (Oracle, Automatic Storage Management Administrator's Guide): a heading, then rows of 13 or, with the
 * logical size of sectors, 14 columns; the last are Total_MB, Free_MB, Req_mir_free_MB, Usable_file_MB, Offline_disks,
 * Voting_files, Name. The total is what can be used: without the reserve for a lost disk, once for all copies.
 */
export const parseLsdg = (text: string): DiskGroup[] =>
  text.split('\n', 10_000).flatMap((line) => {
    const words = line.slice(0, 2000).trim().split(/\s+/)
    if (words.length !== 13 && words.length !== 14) return []
    const [total = Number.NaN, , reserve = 0, usable = Number.NaN] = words.slice(-7).map(Number)
    if (!Number.isFinite(total) || !Number.isFinite(usable)) return []
    const [state = '', type = ''] = words
    return [
      {
        name: words.at(-1)?.replace(/\/+$/, '') || 'NONAME',
        state,
        type,
        total: Math.max(0, Math.trunc((total - reserve) / (copies[type] ?? 1))),
        free: Math.max(0, Math.trunc(usable)),
      },
    ]
  })

/** `/etc/oratab`: lines `SID:ORACLE_HOME:Y`. The instance of ASM and its home, where both are plain names. */
export function parseOratab(text: string): { readonly sid: string; readonly home: string } | undefined {
  const found = /^(\+ASM\w{0,20}):(\/[\w./+-]{1,500}):/m.exec(text.slice(0, 100_000))
  return found ? { sid: found[1] ?? '', home: found[2] ?? '' } : undefined
}
