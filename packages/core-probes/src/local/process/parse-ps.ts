/** One line of ps; undefined: not told. */
export interface PsLine {
  readonly user: string
  readonly pid: number
  /** Per cent. */
  readonly cpu: string | undefined
  readonly mem: string | undefined
  /** KiB. */
  readonly vsz: string | undefined
  readonly tty: string | undefined
  /** Seconds since it started. */
  readonly elapsed: number | undefined
  readonly command: string
}

type Column = Exclude<keyof PsLine, 'command'>

/** Columns by the titles that procps, BSD, macOS and busybox give them. */
const titles: ReadonlyMap<string, Column> = new Map([
  ['USER', 'user'],
  ['Uid', 'user'],
  ['PID', 'pid'],
  ['%CPU', 'cpu'],
  ['%MEM', 'mem'],
  ['VSZ', 'vsz'],
  ['VmSize', 'vsz'],
  ['TT', 'tty'],
  ['TTY', 'tty'],
  ['ELAPSED', 'elapsed'],
])

/**
 * Output of `ps -A -o user,pid,pcpu,pmem,vsz,tty,etime,command` (POSIX), or of busybox's `ps`, whose columns differ
 * from build to build: the title line tells which there are, the last one is the command with its blanks.
 */
export function parsePs(text: string): PsLine[] {
  const [head = '', ...lines] = text.split('\n')
  const columns = head.trim().split(/\s+/).slice(0, 16)
  const known = columns.map((title) => titles.get(title))
  if (!known.includes('user') || !known.includes('pid')) return []
  const rows: PsLine[] = []
  for (const line of lines) {
    const words: Partial<Record<Column, string>> = {}
    let at = 0
    for (const title of columns.slice(0, -1)) {
      const from = skipBlanks(line, at)
      const blank = line.indexOf(' ', from)
      at = blank < 0 ? line.length : blank
      const column = titles.get(title)
      if (column) words[column] = line.slice(from, at)
      else if (title === 'STAT') at = skipPriority(line, at)
    }
    const { user, pid = '', elapsed = '', vsz = '', cpu, mem, tty } = words
    const command = line.slice(at).trim()
    if (!user || !/^\d{1,10}$/.test(pid) || !command) continue
    rows.push({ user, pid: Number(pid), cpu, mem, tty, vsz: kibibytes(vsz), elapsed: parseElapsed(elapsed), command })
  }
  return rows
}

function skipBlanks(line: string, from: number): number {
  let at = from
  while (line[at] === ' ') at++
  return at
}

/** busybox writes the state of a process with another priority in two words: `S <`, `S N`. */
function skipPriority(line: string, from: number): number {
  const at = skipBlanks(line, from)
  return (line[at] === '<' || line[at] === 'N') && line[at + 1] === ' ' ? at + 1 : from
}

/** `[[DD-]HH:]MM:SS` in seconds. */
export function parseElapsed(text: string): number | undefined {
  const match = /^(?:(?:(\d{1,6})-)?(\d{1,2}):)?(\d{1,2}):(\d{2})$/.exec(text)
  if (!match) return undefined
  const [, days = 0, hours = 0, minutes, seconds] = match
  return ((Number(days) * 24 + Number(hours)) * 60 + Number(minutes)) * 60 + Number(seconds)
}

/** busybox shortens to `12m`, `1.2g`; a bare number is KiB. */
function kibibytes(text: string): string | undefined {
  const match = /^(\d{1,15}(?:\.\d{1,3})?)([mg]?)$/.exec(text)
  if (!match) return undefined
  return String(Math.round(Number(match[1]) * (match[2] === 'g' ? 1024 * 1024 : match[2] === 'm' ? 1024 : 1)))
}
