import { FatalError, type Io, type Logger, readInput, requireDirectory } from '@fusioninventory/cli-kit'
import { probes, wantedProbes } from '@fusioninventory/core-probes/local'
import { CaptureError, type Host, openHost, RemoteError, remoteStats } from '@fusioninventory/core-probes/open'
import type { Options } from './check.ts'
import { tool } from './options.ts'

/** Twice what a recorder keeps: room for the spelling. */
const largestCapture = 128 * 1_048_576

/** The machine that is described. */
export interface Source {
  readonly host: Host
  /** This very machine, as it runs. */
  readonly live: boolean
  /** What was read so far as a capture; only with --record. */
  recording(): Promise<string>
  /** @throws FatalError in a strict replay that was asked for something that is not recorded, and where a connection was lost. */
  verify(): void
  close(): Promise<void>
}

/** What of a machine is wanted, and by which address it is asked; without one it is that of the options. */
export interface Asked {
  readonly url?: string
  readonly without: ReadonlySet<string>
}

/** @throws FatalError with the reason in one line when the machine cannot be read at all. */
export async function openSource(options: Options, io: Io, log: Logger, asked: Asked): Promise<Source> {
  const { root, capture, strict, record, redact } = options
  const opened = asked.url === undefined ? await open(options, io) : await openRemote(asked.url, options, io, asked)
  // What records and replays is of no use to most runs.
  const captures = record === undefined && !strict ? undefined : await import('@fusioninventory/core-probes/host')
  const recording =
    record === undefined ? undefined : captures?.recorder(opened, { name: `${tool.name} ${tool.version}` })
  return {
    host: recording?.host ?? opened,
    live: root === undefined && capture === undefined,
    async recording() {
      if (!captures || !recording) return ''
      const recorded = recording.capture()
      return captures.formatCapture(redact ? await captures.redactCapture(recorded) : recorded)
    },
    verify() {
      const session = remoteStats(opened)
      for (const { asked: questions, ms } of session?.rounds ?? [])
        log.debug(`round trip: ${questions.length || 'first'} questions, ${ms} ms`)
      for (const one of session?.refused ?? []) log.debug(`no probe declares that it reads this: ${one}`)
      if (session?.lost !== undefined) throw new FatalError(session.lost)
      const [first, ...others] = (strict && captures?.unrecorded(opened)) || []
      if (first === undefined) return
      const more = others.length > 0 ? ` (and ${others.length} more)` : ''
      throw new FatalError(`${capture}: not recorded: ${first}${more}`)
    },
    close: () => opened.close(),
  }
}

async function open(options: Options, io: Io): Promise<Host> {
  const { root, capture, strict, 'no-mask-secrets': secrets } = options
  if (root !== undefined) {
    requireDirectory(root)
    return openHost({ kind: 'root', dir: root })
  }
  if (capture === undefined) return openHost({ kind: 'live', secrets })
  const stdin = await readInput(io, capture, { limit: largestCapture, code: 1 })
  try {
    return await openHost({ kind: 'capture', file: '-', strict, secrets, stdin })
  } catch (error) {
    if (!(error instanceof CaptureError)) throw error
    const name = capture === '-' ? 'standard input' : capture
    throw new FatalError(stdin.length === 0 ? `${name}: empty` : error.message.replace(/^standard input/, () => name))
  }
}

/** Another machine, which is asked for what the wanted probes declare and for nothing else. */
async function openRemote(url: string, options: Options, io: Io, { without }: Asked): Promise<Host> {
  try {
    return await openHost({
      kind: 'ssh',
      url,
      reads: wantedProbes(probes, 'linux', without).flatMap(({ reads }) => reads),
      sudo: options.sudo,
      secrets: options['no-mask-secrets'],
      ...(options['ssh-config'] === undefined ? {} : { config: options['ssh-config'] }),
      env: io.env,
      signal: io.signal,
    })
  } catch (error) {
    io.signal.throwIfAborted()
    throw error instanceof RemoteError ? new FatalError(error.message, 1, { cause: error }) : error
  }
}
