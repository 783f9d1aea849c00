import type { Writable } from 'node:stream'
import { createLogger, FatalError, type Io, type Level, type Logger, levelOf } from '@fusioninventory/cli-kit'
import type { Settings } from '../config/effective.ts'
import { options as table } from '../options.ts'
import { logFile } from './io/log-file.ts'
import { type OpenLog, together } from './logger.ts'

/** The logger that the configuration asks for; it knows all secrets. @throws FatalError */
export async function openLog(settings: Settings, io: Io): Promise<OpenLog> {
  const level = levelOf({ debug: settings.debug, verbose: settings.verbose }, 'info')
  const loggers: Logger[] = []
  const opened: Writable[] = []
  const json = settings['logger-format'] === 'json'
  const format = json ? { format: jsonLine(() => io.now()) } : {}
  let others = 0
  /** Where it is told that the log of the system takes nothing. */
  const elsewhere = (): Logger => (others > 0 ? together(loggers, level) : createLogger({ stream: io.stderr, level }))
  for (const name of new Set(settings.logger)) {
    if (name !== 'syslog') others++
    if (name === 'stderr') {
      // Only isTTY decides over colours.
      const stream = settings.color ? Object.create(io.stderr, { isTTY: { value: true } }) : io.stderr
      loggers.push(createLogger({ stream, env: io.env, level, ...format }))
    } else if (name === 'file' && settings.logfile !== undefined) {
      const stream = logFile(settings.logfile, {
        maxBytes: settings['logfile-maxsize'] * 1_048_576,
        keep: settings['logfile-keep'],
        // A line of JSON has the time in it.
        ...(!json && { now: () => io.now() }),
      })
      opened.push(stream)
      loggers.push(createLogger({ stream, level, ...format }))
    } else if (name === 'syslog') {
      const { facilityOf, syslog } = await import('../process/syslog.ts')
      const facility = facilityOf(settings.logfacility)
      if (facility === undefined)
        throw new FatalError(
          `Config: Value "${settings.logfacility}" invalid for key logfacility (LOG_USER, LOG_DAEMON, LOG_LOCAL0 expected)`,
        )
      const stream = syslog(facility, (reason) => elsewhere().warning(`no messages go to syslog: ${reason}`))
      opened.push(stream)
      loggers.push(createLogger({ stream, level }))
    }
  }
  const log = together(loggers, level)
  for (const [name, option] of Object.entries(table)) {
    if (!('secret' in option)) continue
    for (const value of [settings[name as keyof Settings]].flat()) if (typeof value === 'string') log.hide(value)
  }
  const close = (): void => {
    for (const stream of opened) stream.end()
  }
  return { ...log, close }
}

/** One object a line: `time` (ISO 8601), `level`, `pid`, `message`. */
const jsonLine = (now: () => Date) => (level: Level, message: string) =>
  JSON.stringify({ time: now().toISOString(), level, pid: process.pid, message })
