import { escapeControls, type Io, type Logger, openProgress, type Progress, writeOut } from '@fusioninventory/cli-kit'

/** What became of one document. `line` and `detail` are the reason, short and whole. */
export type Outcome =
  | { readonly sent: true }
  | { readonly sent: false; readonly line: string; readonly detail: string; readonly interrupted?: boolean }

export interface Report {
  begin(name: string): Promise<void>
  end(name: string, outcome: Outcome): Promise<void>
  /** The list of what was not sent. True when everything was. */
  finish(): Promise<boolean>
}

export interface ReportSettings {
  readonly io: Io
  readonly log: Logger
  readonly verbose: boolean
  /** One after the other: a line can be begun before its end is known. */
  readonly inTurns: boolean
  /** Of all documents, in the order in which the failed ones are listed. */
  readonly names: readonly string[]
  /** Behind each verdict. */
  readonly suffix: string
}

/** Tells what happens: verdicts on standard output when asked, reasons and the list of failures on standard error. */
export async function openReport({ io, log, verbose, inTurns, names, suffix }: ReportSettings): Promise<Report> {
  const missing = new Set<string>()
  let interrupted = false
  const progress: Progress | undefined =
    !verbose && names.length > 1 ? await openProgress(io, log, 'Sent', names.length) : undefined
  const say = (text: string): Promise<unknown> => (verbose ? writeOut(io.stdout, text) : Promise.resolve())
  const loading = (name: string): string => (name === 'STDIN DATA' ? '' : `Loading ${escapeControls(name)}...`)
  return {
    async begin(name) {
      if (inTurns) await say(loading(name))
    },
    async end(name, outcome) {
      const verdict = outcome.sent ? 'OK' : `ERROR: ${escapeControls(outcome.line)}`
      await say(`${inTurns ? '' : loading(name)}${verdict}${suffix}\n`)
      progress?.step()
      if (outcome.sent) return
      missing.add(name)
      if (!outcome.interrupted) log.error(`${name}: ${outcome.detail}`)
      else if (!interrupted) log.error('interrupted')
      interrupted ||= outcome.interrupted === true
    },
    async finish() {
      progress?.stop()
      if (missing.size === 0) return true
      const listed = [...new Set(names)].filter((name) => missing.has(name))
      await writeOut(
        io.stderr,
        `These elements were not sent:\n${listed.map((name) => `${escapeControls(name)}\n`).join('')}`,
        'standard error',
      )
      return false
    },
  }
}
