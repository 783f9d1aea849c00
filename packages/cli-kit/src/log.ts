import type { Writable } from 'node:stream'
import { capped, escapeControls, withoutUserInfo } from './text.ts'

/**
 * error: a result is lost. warning: a part is lost, or the user should change something. info: what is done.
 * debug: what was tried and what is missing (normal absence on this kind of machine is not worth a line).
 * debug2: also what was exchanged with others.
 */
export const levels = ['error', 'warning', 'info', 'debug', 'debug2'] as const
export type Level = (typeof levels)[number]

/** Diagnostics, one line each, never mixed with results. */
export interface Logger {
  readonly level: Level
  enabled(level: Level): boolean
  log(level: Level, message: string): void
  error(message: string): void
  warning(message: string): void
  info(message: string): void
  debug(message: string): void
  debug2(message: string): void
  /** From now on no line shows this value, nor its URL-encoded form. */
  hide(secret: string): void
  /** From now on whole lines go there instead of the stream; without argument, to the stream again. */
  redirect(to?: (line: string) => void): void
}

export interface LogOptions {
  readonly stream: Writable & { readonly isTTY?: boolean }
  readonly level?: Level
  /** Default: only on a terminal, and not with NO_COLOR (no-color.org). */
  readonly env?: Readonly<Record<string, string | undefined>>
  /** One line of what is masked, escaped and cut already; default: `[level] text`. */
  readonly format?: (level: Level, text: string) => string
}

const colours: Readonly<Record<Level, string>> = { error: '31', warning: '33', info: '36', debug: '2', debug2: '2' }

/** The level that the usual options ask for. */
export const levelOf = (options: { readonly debug?: number; readonly verbose?: boolean }, otherwise: Level): Level => {
  if (options.debug) return options.debug > 1 ? 'debug2' : 'debug'
  return options.verbose ? 'info' : otherwise
}

/** `[level] message` on a stream: control characters escaped, at most 8 KiB a line, secrets and URL user-info masked. */
export function createLogger({ stream, level = 'info', env = {}, format }: LogOptions): Logger {
  const secrets = new Set<string>()
  const colour = stream.isTTY === true && !env.NO_COLOR

  // Masked before it is cut, so that no half of a secret remains.
  const masked = (message: string): string => {
    let text = withoutUserInfo(message.length > 65_536 ? message.slice(0, 65_536) : message)
    for (const secret of secrets) text = text.replaceAll(secret, '<redacted>')
    return text
  }
  const toStream = (line: string): void => {
    if (!stream.destroyed) stream.write(line)
  }
  let put = toStream
  return loggerOf(level, {
    put(asked, message) {
      const text = capped(escapeControls(masked(message)))
      const tag = colour ? `\x1b[${colours[asked]}m[${asked}]\x1b[0m` : `[${asked}]`
      put(`${format === undefined ? `${tag} ${text}` : format(asked, text)}\n`)
    },
    hide(secret) {
      if (secret === '') return
      secrets.add(secret)
      secrets.add(encodeURIComponent(Buffer.from(secret).toString()))
    },
    redirect(to = toStream) {
      put = to
    },
  })
}

/** What becomes of the lines of a logger. */
export interface LogEnd {
  put(level: Level, message: string): void
  hide?: Logger['hide']
  redirect?: Logger['redirect']
}

/** A logger that hands lines on, and leaves it to others what becomes of them. */
export function loggerOf(level: Level, { put, hide = () => undefined, redirect = () => undefined }: LogEnd): Logger {
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
    redirect,
  }
}
