import { type Level, type Logger, loggerOf } from '@fusioninventory/cli-kit'

/** A logger that writes to several. */
export const together = (loggers: readonly Logger[], level: Level): Logger =>
  loggerOf(level, {
    put(asked, message) {
      for (const one of loggers) one.log(asked, message)
    },
    hide(secret) {
      for (const one of loggers) one.hide(secret)
    },
  })
