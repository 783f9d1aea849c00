import type { Storage } from '../disk.ts'

/** Disks of `megasasctl -v`: rows `a0e32s0   SEAGATE ST3600057SS   558GiB  a0d0  online`; sizes in GiB become MiB. */
export const parseMegasasctl = (text: string): Storage[] =>
  text.split('\n', 10_000).flatMap((line) => {
    const row = /^\s*([a-z]\d+[a-z]\d+[a-z]\d+)\s+(\S+)\s+(\S.*?)\s+(\d{1,9})([GMT])iB\s/.exec(line.slice(0, 300))
    if (!row) return []
    const [, NAME, MANUFACTURER, MODEL, size, unit] = row
    const factor = { G: 1024, M: 1, T: 1024 * 1024 }[unit ?? ''] ?? 0
    return [{ NAME, MANUFACTURER, MODEL, DESCRIPTION: 'SAS', TYPE: 'disk', DISKSIZE: Number(size) * factor }]
  })
