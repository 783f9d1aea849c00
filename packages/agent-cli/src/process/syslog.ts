import { spawn } from 'node:child_process'
import { Writable } from 'node:stream'

/** RFC 5424 section 6.2.1, and the names of syslog(3). */
const facilities: Readonly<Record<string, number>> = {
  kern: 0,
  user: 1,
  mail: 2,
  daemon: 3,
  auth: 4,
  syslog: 5,
  lpr: 6,
  news: 7,
  uucp: 8,
  cron: 9,
  authpriv: 10,
  ftp: 11,
  ...Object.fromEntries(Array.from({ length: 8 }, (_, at) => [`local${at}`, 16 + at])),
}
const severities: Readonly<Record<string, number>> = { error: 3, warning: 4, info: 6, debug: 7, debug2: 7 }

/** Number of `LOG_DAEMON`, `daemon`; undefined for what is none. */
export const facilityOf = (name: string): number | undefined => facilities[name.toLowerCase().replace(/^log_/, '')]

/** `[warning] text` with the priority in front that logger(1) reads. */
export function withPriority(line: string, facility: number): string {
  const [, level = 'info', text = line] = /^\[(\w+)\] ([\s\S]*)$/.exec(line) ?? []
  return `<${facility * 8 + (severities[level] ?? 6)}>${text}`
}

/** After which a `logger` that ended is tried again, in milliseconds. */
const again = 60_000

/**
 * The system's log, by one `logger` process: Node has no datagram sockets of files. Where there is no such program, or no
 * log, `failed` is called and lines are dropped for a minute: messages are not worth a failure.
 */
export function syslog(facility: number, failed: (reason: string) => void): Writable {
  let child: ReturnType<typeof start> | undefined
  let failedAt: number | undefined
  const start = () => {
    const made = spawn('logger', ['--prio-prefix', '--tag', `fusioninventory-agent[${process.pid}]`], {
      stdio: ['pipe', 'ignore', 'ignore'],
      env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', LC_ALL: 'C' },
    })
    const over = (reason: string): void => {
      if (child !== made) return
      child = undefined
      failedAt = performance.now()
      failed(reason)
    }
    made.on('error', (error: NodeJS.ErrnoException) =>
      over(error.code === 'ENOENT' ? 'there is no program logger' : error.message),
    )
    made.on('exit', (code, by) => over(`logger ended ${by === null ? `with ${code}` : `by ${by}`}`))
    made.stdin.on('error', () => undefined)
    // What it still holds must not keep the agent from ending.
    made.unref()
    ;(made.stdin as unknown as { unref?(): void }).unref?.()
    return made
  }
  child = start()
  return new Writable({
    decodeStrings: false,
    write(chunk: string | Buffer, _encoding, done) {
      if (child === undefined && performance.now() - (failedAt ?? 0) > again) child = start()
      if (child?.stdin.writable) child.stdin.write(withPriority(chunk.toString(), facility))
      done()
    },
    final(done) {
      const last = child
      child = undefined
      if (last === undefined) done()
      else last.stdin.end(() => done())
    },
  })
}
