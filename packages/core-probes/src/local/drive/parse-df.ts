import type { Content } from '@fusioninventory/protocol'

export type Drive = NonNullable<Content['DRIVES']>[number]

/** What `df` shows for file systems that hold no data. */
const pseudo = /^(?:tmpfs|devtmpfs|usbfs|proc|devpts|devshm|udev)$/

/**
 * `df -P -T -k` and, without types, `df -P -k`: device, (type,) 1024-blocks, used, available, capacity, mount point.
 * Sizes become MiB; rows without a size (`-`, 0) are left out. Devices and mount points may hold blanks.
 */
export function parseDf(text: string): Drive[] {
  const [head = '', ...lines] = text.split('\n', 100_000)
  const typed = / Type /.test(head)
  return lines.flatMap((line) => {
    const row = /^(.*\S)\s+(\d+)\s+\d+\s+(-?\d+)\s+\d+%\s+(\/.*)$/.exec(line.slice(0, 8192))
    if (!row) return []
    const [, front = '', blocks, free, TYPE] = row
    const parts = typed ? /^(.*\S)\s+(\S+)$/.exec(front) : undefined
    const VOLUMN = parts?.[1] ?? front
    const FILESYSTEM = parts?.[2]
    const TOTAL = Math.trunc(Number(blocks) / 1024)
    if (Number(blocks) === 0 || VOLUMN === 'overlay' || pseudo.test(FILESYSTEM ?? '')) return []
    return [{ VOLUMN, FILESYSTEM, TYPE, TOTAL, FREE: Math.max(0, Math.trunc(Number(free) / 1024)) }]
  })
}
