import type { Readable, Writable } from 'node:stream'

/** All that a tool may touch of its process. `main(io)` is the tool; bin.ts builds the Io and sets the exit code. */
export interface Io {
  /** Without node and script. */
  readonly argv: readonly string[]
  readonly env: Readonly<Record<string, string | undefined>>
  readonly stdin: Readable & { readonly isTTY?: boolean }
  readonly stdout: Writable & { readonly isTTY?: boolean }
  readonly stderr: Writable & { readonly isTTY?: boolean; readonly columns?: number }
  /** Ends on SIGINT and SIGTERM. */
  readonly signal: AbortSignal
  now(): Date
  /** What lists of processes show from now on instead of the command line, which may hold secrets. */
  title?(text: string): void
  /** How long, in milliseconds, the run may still take once it was asked to end; two seconds unless it says so. */
  grace?(ms: number): void
}

/** cli.md §1: 0 ran to the end, 1 failed, 2 usage, 3 some and 4 all targets failed with --fail-on-error. */
export type ExitCode = 0 | 1 | 2 | 3 | 4 | 130 | 143

export type Main = (io: Io) => Promise<ExitCode>

/** The same Io with another command line; streams stay unopened until used. */
export const withArgv = (io: Io, argv: readonly string[]): Io => Object.create(io, { argv: { value: argv } })
