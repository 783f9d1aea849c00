/** What `/proc/<pid>/stat` tells of a process (proc(5)). */
export interface ProcStat {
  readonly pid: number
  readonly comm: string
  /** One letter: R running, S sleeping, Z zombie, ... */
  readonly state: string
  /** Device number of the controlling terminal, 0 for none. */
  readonly tty: number
  readonly kernelThread: boolean
  /** Clock ticks in user and kernel mode. */
  readonly ticks: number
  /** Clock ticks after boot at which it started. */
  readonly start: number
  /** Virtual memory in bytes. */
  readonly vsize: number
  /** Resident set in pages. */
  readonly rss: number
}

/** PF_KTHREAD of the kernel's task flags. */
const kernelThreadFlag = 0x0020_0000

/** The program name stands in parentheses and may itself hold parentheses, blanks and line feeds: the last one closes it. */
export function parseProcStat(text: string): ProcStat | undefined {
  const open = text.indexOf('(')
  const close = text.lastIndexOf(')')
  if (open < 1 || close < open) return undefined
  // From field 3 on; field 24 is the last one wanted.
  const fields = text.slice(close + 2).split(' ', 22)
  const number = (field: number): number => Number(fields[field - 3])
  const stat: ProcStat = {
    pid: Number(text.slice(0, open)),
    comm: text.slice(open + 1, close),
    state: fields[0] ?? '',
    tty: number(7),
    kernelThread: (number(9) & kernelThreadFlag) !== 0,
    ticks: number(14) + number(15),
    start: number(22),
    vsize: number(23),
    rss: number(24),
  }
  const numbers = [stat.pid, stat.tty, stat.ticks, stat.start, stat.vsize, stat.rss]
  return numbers.every(Number.isFinite) ? stat : undefined
}

/** Terminals by device number (the kernel's devices.txt): major, first and last minor, name of the first. */
const terminals: readonly (readonly [major: number, first: number, last: number, name: string])[] = [
  [4, 0, 63, 'tty'],
  [4, 64, 255, 'ttyS'],
  [5, 1, 1, 'console'],
  [166, 0, 255, 'ttyACM'],
  [188, 0, 255, 'ttyUSB'],
  [204, 64, 79, 'ttyAMA'],
  [229, 0, 255, 'hvc'],
]

/** Unix98 pseudo terminals have eight majors of 256 minors each. */
const ptsMajor = 136

/** Terminal of a device number as ps names it, `?` for none or an unknown one. */
export function terminalName(device: number): string {
  const major = (device >> 8) & 0xfff
  const minor = (device & 0xff) | ((device >> 12) & 0xfff00)
  if (major >= ptsMajor && major < ptsMajor + 8) return `pts/${(major - ptsMajor) * 256 + minor}`
  const found = terminals.find((one) => one[0] === major && one[1] <= minor && minor <= one[2])
  if (!found) return '?'
  const [, first, last, name] = found
  return first === last ? name : `${name}${minor - first}`
}
