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

/**
 * The system's log, by one `logger` process: Node has no datagram sockets of files. Where there is no such program, or no
 * log, `failed` is called once and lines are dropped: messages are not worth a failure.
 */
export function syslog(facility: number, failed: (reason: string) => void): Writable {
  const child = spawn('logger', ['--prio-prefix', '--tag', `fusioninventory-agent[${process.pid}]`], {
    stdio: ['pipe', 'ignore', 'ignore'],
    env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', LC_ALL: 'C' },
  })
  let told = false
  const tell = (reason: string): void => {
    if (!told) failed(reason)
    told = true
  }
  child.on('error', (error: NodeJS.ErrnoException) =>
    tell(error.code === 'ENOENT' ? 'there is no program logger' : error.message),
  )
  child.on('exit', (code) => {
    if (code) tell(`logger ended with ${code}`)
  })
  child.stdin.on('error', () => undefined)
  // What it still holds must not keep the agent from ending.
  child.unref()
  ;(child.stdin as unknown as { unref?(): void }).unref?.()
  return new Writable({
    decodeStrings: false,
    write(chunk: string | Buffer, _encoding, done) {
      if (!told && child.stdin.writable) child.stdin.write(withPriority(chunk.toString(), facility))
      done()
    },
    final(done) {
      child.stdin.end(() => done())
    },
  })
}
