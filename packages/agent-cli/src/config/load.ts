import { join } from 'node:path'
import { FatalError, type Io, type Logger, type OptionTable, UsageError, type Values } from '@fusioninventory/cli-kit'
import { checked } from './check.ts'
import { type Effective, effective } from './effective.ts'
import { type Configuration, isThere, readConfiguration } from './io/read.ts'
import { type Machine, placesOf } from './places.ts'

export interface Loaded extends Effective {
  readonly confdir: string
  readonly vardir: string
  /** Undefined where there is none. */
  readonly file: string | undefined
  /** Files and folders that the configuration was read from. */
  readonly paths: readonly string[]
  /** Of the parts of the configuration that nobody needs to hear of. */
  readonly debug: readonly string[]
}

export interface Line {
  readonly options: Values<OptionTable>
  readonly given: ReadonlySet<string>
}

const nothing: Configuration = { assignments: [], paths: [], notices: [] }

/** Which configuration file is meant. @throws FatalError in the words of version 2.6 */
function fileOf({ options, given }: Line, confdir: string): string | undefined {
  const backend = given.has('config') ? String(options.config) : 'file'
  const asked = given.has('conf-file') ? String(options['conf-file']) : undefined
  if (backend === 'registry') throw new FatalError('Config: Unavailable configuration backend')
  if (backend !== 'file' && backend !== 'none')
    throw new FatalError(`Config: Unknown configuration backend '${backend}'`)
  if (backend === 'none' && asked !== undefined) throw new FatalError(`don't use --conf-file with ${backend} backend`)
  if (backend === 'none') return undefined
  const usual = join(confdir, 'agent.cfg')
  return asked ?? (isThere(usual) ? usual : undefined)
}

/** All settings: defaults, files, command line. What is wrong with them is in `problems`; only a missing file throws. */
export function loadConfiguration(line: Line, machine: Machine, cwd: string, env: Io['env']): Loaded {
  const places = placesOf(machine)
  const file = fileOf(line, places.confdir)
  const read = file === undefined ? nothing : readConfiguration(file)
  const strict =
    (line.options['strict-config'] as unknown) === true ||
    read.assignments.some(
      ({ name, value }) => name.toLowerCase() === 'strict-config' && /^(?:1|yes|true|on|y)$/i.test(value),
    )
  const found = checked(
    effective({ line: line.options, given: line.given, env, assignments: read.assignments, strict }),
    cwd,
  )
  return {
    ...found,
    warnings: [...read.notices.filter(({ level }) => level === 'warning').map(({ text }) => text), ...found.warnings],
    debug: read.notices.filter(({ level }) => level === 'debug').map(({ text }) => text),
    confdir: places.confdir,
    vardir: found.settings.vardir ?? places.vardir,
    file,
    paths: read.paths,
  }
}

/** Says what is odd, and ends where something is wrong. @throws FatalError */
export function demandRight({ warnings, debug, problems }: Loaded, log: Logger): void {
  for (const text of debug) log.debug(text)
  for (const text of warnings) log.warning(text)
  const [first, ...others] = problems
  for (const text of others) log.error(text)
  if (first !== undefined) throw first.startsWith('Config') ? new FatalError(first) : new UsageError(first)
}
