import { type Level, type Logger, loggerOf } from '@fusioninventory/cli-kit'

/** A logger with what it has open. */
export interface OpenLog extends Logger {
  /** Of files and processes; it says nothing any more. */
  close(): void
}

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

/** A logger whose messages go elsewhere when the configuration changes. What was hidden stays hidden, and what was open is closed. */
export function changeable(first: OpenLog): { readonly log: Logger; change(to: OpenLog): void } {
  let current = first
  const hidden = new Set<string>()
  const log: Logger = {
    ...loggerOf('debug2', {
      put: (level, message) => current.log(level, message),
      hide(secret) {
        hidden.add(secret)
        current.hide(secret)
      },
    }),
    get level() {
      return current.level
    },
    enabled: (level) => current.enabled(level),
  }
  return {
    log,
    change(to) {
      for (const secret of hidden) to.hide(secret)
      current.close()
      current = to
    },
  }
}
