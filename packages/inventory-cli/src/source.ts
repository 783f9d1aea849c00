import { FatalError, type Io } from '@fusioninventory/cli-kit'
import {
  CaptureError,
  formatCapture,
  type Host,
  openHost,
  recorder,
  unrecorded,
} from '@fusioninventory/core-probes/host'
import type { Options } from './check.ts'
import { readInput, requireDirectory } from './io/files.ts'
import { tool } from './options.ts'

/** Twice what a recorder keeps: room for the spelling. */
const largestCapture = 128 * 1_048_576

/** The machine that is described. */
export interface Source {
  readonly host: Host
  /** This very machine, as it runs. */
  readonly live: boolean
  /** What was read so far as a capture; only with --record. */
  recording(): string
  /** @throws FatalError in a strict replay that was asked for something that is not recorded. */
  verify(): void
  close(): Promise<void>
}

/** @throws FatalError with the reason in one line when the machine cannot be read at all. */
export async function openSource(options: Options, io: Io): Promise<Source> {
  const { root, capture, strict, record } = options
  const opened = await open(options, io)
  const recording = record === undefined ? undefined : recorder(opened, { name: `${tool.name} ${tool.version}` })
  return {
    host: recording?.host ?? opened,
    live: root === undefined && capture === undefined,
    recording: () => (recording ? formatCapture(recording.capture()) : ''),
    verify() {
      const [first, ...others] = strict ? unrecorded(opened) : []
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
  const stdin = await readInput(io, capture, largestCapture)
  try {
    return await openHost({ kind: 'capture', file: '-', strict, secrets, stdin })
  } catch (error) {
    if (!(error instanceof CaptureError)) throw error
    const name = capture === '-' ? 'standard input' : capture
    throw new FatalError(stdin.length === 0 ? `${name}: empty` : error.message.replace(/^standard input/, () => name))
  }
}
