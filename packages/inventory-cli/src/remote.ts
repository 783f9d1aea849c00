/** Many machines: a document each, and no one of them stops the others. */
import {
  type ExitCode,
  exit,
  FatalError,
  type Logger,
  openProgress,
  type Run,
  reasonOf,
  requireDirectory,
  writeResult,
} from '@fusioninventory/cli-kit'
import type { Taken } from '@fusioninventory/core-probes/local'
import type { options as table } from './options.ts'
import { extensionOf } from './render.ts'
import { outcome } from './report.ts'

/** What becomes of one machine. */
export interface Described {
  readonly taken: Taken
  /** Text of the capture; '' without --record. */
  readonly recording: string
  /** Document, or the table that explains it. */
  readonly result: string
}

type Context = Pick<Run<typeof table>, 'options' | 'io' | 'log'>
type Describe = (one: Context & { readonly url: string }) => Promise<Described>

/**
 * Asks all of them, some at a time. Exit 0: all are described; 1: some are not; with --fail-on-error 3, and 4 when none is.
 * @throws FatalError where there is no directory to write to.
 */
export async function inventories(urls: readonly string[], context: Context, describe: Describe): Promise<ExitCode> {
  const { options, io, log } = context
  const dir = options['output-dir'] ?? '.'
  requireDirectory(dir)
  if (options.record !== undefined) requireDirectory(options.record)
  const names = fileNames(urls)
  const [{ default: limit }, progress] = await Promise.all([
    import('p-limit'),
    openProgress(io, log, 'Machines', urls.length),
  ])
  const turn = limit(options.parallel)
  const codes = await Promise.all(
    urls.map((url) =>
      turn(async (): Promise<ExitCode> => {
        if (io.signal.aborted) return exit.failed
        const name = names.get(url) ?? ''
        try {
          const { taken, recording, result } = await describe({ options, io, url, log: labelled(log, url) })
          if (options.record !== undefined) await writeResult(io, `${options.record}/${name}.capture`, recording)
          await writeResult(io, `${dir}/${name}.${extensionOf(options)}`, result)
          return outcome(taken.reports, false)
        } catch (error) {
          if (!io.signal.aborted) log.error(lineOf(url, error))
          return exit.failed
        } finally {
          progress.step()
        }
      }),
    ),
  )
  progress.stop()
  io.signal.throwIfAborted()
  const failed = codes.filter((code) => code === exit.failed).length
  const summary = `${urls.length - failed} of ${urls.length} machines described in ${dir}`
  log.info(failed === 0 ? summary : `${summary}, ${failed} failed`)
  if (!options['fail-on-error']) return failed > 0 ? exit.failed : exit.done
  if (failed === urls.length) return exit.nothing
  return codes.some((code) => code !== exit.done) ? exit.partly : exit.done
}

/** Errors of a connection begin with the address already. */
function lineOf(url: string, error: unknown): string {
  const reason = error instanceof FatalError ? error.message : reasonOf(error)
  return reason.startsWith(url) ? reason : `${url}: ${reason}`
}

/** Files are called as the machines were asked for; what those say of themselves plays no part. */
export function fileNames(urls: readonly string[]): ReadonlyMap<string, string> {
  const names = new Map<string, string>()
  const taken = new Set<string>()
  for (const url of urls) {
    const plain = url
      .replace(/^ssh:\/\/(?:[^/]*@)?/, '')
      .replace(/[^A-Za-z0-9.-]+/g, '_')
      .replace(/^[._-]+|_+$/g, '')
    let name = plain || 'machine'
    for (let count = 2; taken.has(name.toLowerCase()); count++) name = `${plain}-${count}`
    taken.add(name.toLowerCase())
    names.set(url, name)
  }
  return names
}

/** The lines of many machines are told apart by their addresses. */
function labelled(log: Logger, url: string): Logger {
  const label = (message: string): string => `${url}: ${message}`
  return {
    ...log,
    log: (level, message) => log.log(level, label(message)),
    error: (message) => log.error(label(message)),
    warning: (message) => log.warning(label(message)),
    info: (message) => log.info(label(message)),
    debug: (message) => log.debug(label(message)),
    debug2: (message) => log.debug2(label(message)),
  }
}
