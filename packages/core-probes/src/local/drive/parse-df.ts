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
    const numbers = /\s(\d{1,18})\s+\d+\s+(-?\d{1,18})\s+\d+%\s+(?=\/)/.exec(line.slice(0, 8192))
    if (!numbers) return []
    const [found, blocks, free] = numbers
    const front = line.slice(0, numbers.index).trim()
    const gap = typed ? lastGap(front) : undefined
    const VOLUMN = front.slice(0, gap).trim()
    const FILESYSTEM = gap === undefined ? undefined : front.slice(gap + 1)
    if (Number(blocks) === 0 || VOLUMN === '' || VOLUMN === 'overlay' || pseudo.test(FILESYSTEM ?? '')) return []
    const TYPE = line.slice(numbers.index + found.length)
    return [{ VOLUMN, FILESYSTEM, TYPE, TOTAL: mebibytes(blocks), FREE: Math.max(0, mebibytes(free)) }]
  })
}

/** Where the last word of a text begins, less one; undefined in a single word. */
function lastGap(text: string): number | undefined {
  const gap = Math.max(text.lastIndexOf(' '), text.lastIndexOf('\t'))
  return gap < 0 ? undefined : gap
}

const mebibytes = (kibibytes: string | undefined): number => Math.trunc(Number(kibibytes) / 1024)
