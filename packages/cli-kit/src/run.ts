import { exit, FatalError, stopCode, UsageError } from './exit.ts'
import { helpText } from './help.ts'
import type { ExitCode, Io } from './io.ts'
import { createLogger, type Level, type Logger, levelOf } from './log.ts'
import type { OptionTable, Tool } from './options.ts'
import { type Parsed, typed } from './parse.ts'
import { type Rewritten, rewrite } from './rewrite.ts'
import { oneLine } from './text.ts'
import { versionText } from './version.ts'
import { guard, writeOut } from './write.ts'

/** What a tool gets when its command line is fine. */
export interface Run<T extends OptionTable = OptionTable> extends Omit<Parsed<T>, 'notices'> {
  readonly io: Io
  readonly log: Logger
}

export interface RunSettings {
  /** What is logged without --verbose and --debug. */
  readonly level?: Level
  /** Exit code after SIGINT or SIGTERM, for programs that are ended that way; else 130 and 143. */
  readonly stopped?: ExitCode
}

type Given = Readonly<Record<string, unknown>>

/** `debug` and `verbose` as every tool has them, if it has them. */
const chatter = (options: Given): { debug: number; verbose: boolean } => ({
  debug: typeof options.debug === 'number' ? options.debug : 0,
  verbose: options.verbose === true,
})

async function usageError(tool: Tool, io: Io, error: UsageError): Promise<ExitCode> {
  await writeOut(io.stderr, `${oneLine(error.message)}\n${await helpText(tool, io.stderr.columns)}`)
  return exit.usage
}

/** All values of secret options, for the logger. */
function* secretsOf(table: OptionTable, options: Given): Iterable<string> {
  for (const [name, option] of Object.entries(table))
    if (option.secret) for (const value of [options[name]].flat()) if (typeof value === 'string') yield value
}

function report(log: Logger, error: unknown): ExitCode {
  const message = error instanceof Error ? error.message || error.name : String(error)
  log.error(message)
  if (error instanceof Error && error.stack && log.enabled('debug'))
    for (const line of error.stack.split('\n')) if (/^\s+at /.test(line)) log.debug(line.trim())
  return error instanceof FatalError ? error.code : exit.failed
}

/**
 * One run of a tool: help, version and usage errors (exit 2) are answered here; `run` may throw anything and costs
 * the user one `[error]` line (exit 1), the stack only with --debug. A signal ends it with 130 or 143, or as
 * `stopped` says.
 */
export async function runTool<const T extends OptionTable>(
  tool: Tool<T>,
  io: Io,
  run: (run: Run<T>) => Promise<ExitCode>,
  settings: RunSettings = {},
): Promise<ExitCode> {
  io.title?.(tool.name)
  guard(io.stdout)
  guard(io.stderr)
  let log = createLogger({ stream: io.stderr, env: io.env })
  const stopped = (): ExitCode | undefined => {
    const code = stopCode(io.signal)
    return code === undefined ? undefined : (settings.stopped ?? code)
  }
  try {
    const line: Rewritten = rewrite(tool.options, io.argv)
    if (line.argv.includes('--help')) {
      await writeOut(io.stdout, await helpText(tool))
      return exit.done
    }
    if (line.argv.includes('--version')) {
      await writeOut(io.stdout, versionText(tool))
      return exit.done
    }
    const { options, given, operands, notices } = typed(tool, line, io.env)
    const { debug, verbose } = chatter(options)
    log = createLogger({ stream: io.stderr, env: io.env, level: levelOf({ debug, verbose }, settings.level ?? 'info') })
    for (const secret of secretsOf(tool.options, options)) log.hide(secret)
    for (const { level, text } of notices) if (level === 'warning' || verbose || debug > 0) log.warning(text)
    const code = await run({ options, given, operands, io, log })
    return stopped() ?? code
  } catch (error) {
    if (error instanceof UsageError) return usageError(tool, io, error)
    return stopped() ?? report(log, error)
  }
}
