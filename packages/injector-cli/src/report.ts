import { escapeControls, type Io, type Logger, openProgress, type Progress, writeOut } from '@fusioninventory/cli-kit'

/** What became of one document at one server. `line` and `detail` are the reason, short and whole. */
export type Outcome =
  | { readonly sent: true }
  | {
      readonly sent: false
      readonly line: string
      readonly detail: string
      readonly interrupted?: boolean
      /** The spool has it. */
      readonly kept?: boolean
    }

export interface Report {
  begin(source: string): Promise<void>
  /** `label` is the name of the source, or that of one of its documents at one of the servers. */
  verdict(source: string, label: string, outcome: Outcome): Promise<void>
  end(source: string): void
  /** The list of what was not sent. True when everything was. */
  finish(): Promise<boolean>
}

export interface ReportSettings {
  readonly io: Io
  readonly log: Logger
  readonly verbose: boolean
  /** One after the other, to one server: a line can be begun before its end is known. */
  readonly inTurns: boolean
  /** Of all sources, in the order in which the failed ones are listed. */
  readonly names: readonly string[]
  /** Behind each verdict. */
  readonly suffix: string
}

/** Tells what happens: verdicts on standard output when asked, reasons and the list of failures on standard error. */
export async function openReport({ io, log, verbose, inTurns, names, suffix }: ReportSettings): Promise<Report> {
  const missing = new Map<string, string[]>()
  let interrupted = false
  let begun: string | undefined
  const progress: Progress | undefined =
    !verbose && names.length > 1 ? await openProgress(io, log, 'Sent', names.length) : undefined
  const say = (text: string): Promise<unknown> => (verbose ? writeOut(io.stdout, text) : Promise.resolve())
  const loading = (name: string): string => (name === 'STDIN DATA' ? '' : `Loading ${escapeControls(name)}...`)
  return {
    async begin(source) {
      if (!inTurns) return
      begun = source
      await say(loading(source))
    },
    async verdict(source, label, outcome) {
      const kept = !outcome.sent && outcome.kept ? '; kept in the spool' : ''
      const verdict = outcome.sent ? 'OK' : `ERROR: ${escapeControls(outcome.line)}${kept}`
      // The begun line belongs to the whole source: where that holds several documents, it ends with what it is.
      const open = begun === undefined ? loading(label) : begun === label ? '' : `several documents\n${loading(label)}`
      begun = undefined
      await say(`${open}${verdict}${suffix}\n`)
      if (outcome.sent) return
      missing.set(source, [...(missing.get(source) ?? []), label])
      if (!outcome.interrupted) log.error(`${label}: ${outcome.detail}${kept}`)
      else if (!interrupted) log.error('interrupted')
      interrupted ||= outcome.interrupted === true
    },
    end: () => progress?.step(),
    async finish() {
      progress?.stop()
      if (missing.size === 0) return true
      const listed = [...new Set(names)].flatMap((name) => missing.get(name) ?? [])
      await writeOut(
        io.stderr,
        `These elements were not sent:\n${listed.map((name) => `${escapeControls(name)}\n`).join('')}`,
        'standard error',
      )
      return false
    },
  }
}
