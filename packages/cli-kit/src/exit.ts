import type { ExitCode } from './io.ts'

/** Exit codes that all tools share (`partly` and `nothing` with --fail-on-error only). */
export const exit = {
  done: 0,
  failed: 1,
  usage: 2,
  partly: 3,
  nothing: 4,
  interrupted: 130,
  terminated: 143,
} as const satisfies Record<string, ExitCode>

/** The command line is wrong. The message is one of the texts that all tools share; it never holds a secret. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

/** The run cannot go on, and the message says all that the user needs: one `[error]` line and this exit code. */
export class FatalError extends Error {
  override readonly name = 'FatalError'
  constructor(
    message: string,
    readonly code: ExitCode = exit.failed,
    options?: ErrorOptions,
  ) {
    super(message, options)
  }
}

/** Why `Io.signal` ended. */
export class Stopped extends Error {
  override readonly name = 'Stopped'
  constructor(readonly by: 'SIGINT' | 'SIGTERM') {
    super(`stopped by ${by}`)
  }
}

/** 130 after SIGINT, 143 after SIGTERM; undefined while nothing asked the run to end. */
export function stopCode(signal: AbortSignal): ExitCode | undefined {
  if (!signal.aborted) return undefined
  const reason: unknown = signal.reason
  return reason instanceof Stopped && reason.by === 'SIGTERM' ? exit.terminated : exit.interrupted
}

/** `EACCES: permission denied, open '/x'` as people say it: `Permission denied`. */
export function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error)
  const words = /^(?:write )?[A-Z][A-Z0-9_]*(?:: ([^,]+))?/.exec(message)?.[1]
  return words ? words.charAt(0).toUpperCase() + words.slice(1) : message
}

/** `ENOENT`, or undefined where it is no system error. */
export const errnoOf = (error: unknown): string | undefined =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined
