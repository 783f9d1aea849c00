import { type Level, type Logger, levels } from '@fusioninventory/cli-kit'

/** A logger that hands lines on, and leaves it to others what becomes of them. */
export function loggerOf(
  level: Level,
  put: (level: Level, message: string) => void,
  hide: (secret: string) => void = () => undefined,
): Logger {
  const limit = levels.indexOf(level)
  const enabled = (asked: Level): boolean => levels.indexOf(asked) <= limit
  const log = (asked: Level, message: string): void => {
    if (enabled(asked)) put(asked, message)
  }
  return {
    level,
    enabled,
    log,
    error: (message) => log('error', message),
    warning: (message) => log('warning', message),
    info: (message) => log('info', message),
    debug: (message) => log('debug', message),
    debug2: (message) => log('debug2', message),
    hide,
    redirect: () => undefined,
  }
}

/** One that writes to several. */
export const together = (loggers: readonly Logger[], level: Level): Logger =>
  loggerOf(
    level,
    (asked, message) => {
      for (const one of loggers) one.log(asked, message)
    },
    (secret) => {
      for (const one of loggers) one.hide(secret)
    },
  )
