import { exit, type Main, runTool } from '@fusioninventory/cli-kit'
import { notOfHeaders, tool } from './options.ts'
import { openSender } from './round.ts'
import { directoryFiles, namedFiles, type Source, stdinSource } from './sources.ts'
import { connect, type Settings, type Target, usage } from './targets.ts'
import { watch } from './watch.ts'

/** Sends documents to servers. Exit 0: all were taken; 1: some were not; 2: nothing to send, or nowhere to. */
export const main: Main = (io) => runTool(tool, io, run, { level: 'warning' })

async function run(settings: Settings): Promise<0 | 1> {
  const { options, io, log } = settings
  if (options.url.length === 0) usage('Option url is required: where to send to')
  between(options, 'parallel', 1, 64)
  between(options, 'spool-max-age', 0, 36_500)
  if (options['spool-max-age'] > 0 && options.spool === undefined) usage('Option spool-max-age needs the option spool')
  if (notOfHeaders.test(options.useragent))
    usage('Value invalid for option useragent (one line of Latin-1 characters expected)')
  const intervalMs = intervalOf(options)
  const { sources, problems } = await sourcesOf(settings)
  const transport = await import('@fusioninventory/protocol/client')
  const targets = await connect(settings, transport)
  for (const problem of problems) log.error(problem)
  warnOfInsecure(settings, targets)
  const sender = await openSender(settings, transport, targets)
  try {
    if (intervalMs !== undefined) {
      const { directory = '', recursive } = options
      const list = async () => (await directoryFiles(directory, recursive)).sources
      await watch({ list, sender, intervalMs, signal: io.signal, log })
      return exit.done
    }
    const { complete } = await sender.run(sources, true)
    return complete && problems.length === 0 ? exit.done : exit.failed
  } finally {
    await sender.close()
    for (const { client } of targets) client.close()
  }
}

function warnOfInsecure({ options, log }: Settings, targets: readonly Target[]): void {
  if (!options['no-ssl-check']) return
  for (const { client } of targets)
    if (client.url.protocol === 'https:')
      log.warning(`the certificate of ${client.url.origin} is not verified (--no-ssl-check)`)
}

function between(options: Settings['options'], name: 'parallel' | 'spool-max-age', least: number, most: number): void {
  const value = options[name]
  if (value < least || value > most) usage(`Value "${value}" invalid for option ${name} (${least} to ${most} expected)`)
}

/** Of --watch, in milliseconds. */
function intervalOf(options: Settings['options']): number | undefined {
  const { watch: text, directory, stdin, file } = options
  if (text === undefined) return undefined
  if (directory === undefined || stdin || file.length > 0)
    usage('Option watch needs the option directory, and no other source')
  const seconds = /^\d{1,4}(?:\.\d{1,3})?$/.test(text) ? Number(text) : text === '' ? 2 : 0
  if (seconds < 0.1 || seconds > 3600) usage(`Value "${text}" invalid for option watch (0.1 to 3600 expected)`)
  return seconds * 1000
}

/** Standard input before files before a directory, as ever; what is not looked at is said. */
async function sourcesOf({
  options,
  io,
  log,
}: Settings): Promise<{ sources: readonly Source[]; problems: readonly string[] }> {
  const { file, directory } = options
  const named = [options.stdin && 'stdin', file.length > 0 && 'file', directory !== undefined && 'directory'].filter(
    (one) => one !== false,
  )
  for (const ignored of named.slice(1)) log.warning(`--${ignored} is not looked at, because of --${named[0]}`)
  if (!options.stdin && file.length > 0) return { sources: await namedFiles(file), problems: [] }
  if (!options.stdin && directory !== undefined) return directoryFiles(directory, options.recursive)
  // The spool alone: a run that only tries again.
  if (!options.stdin && io.stdin.isTTY && options.spool !== undefined) return { sources: [], problems: [] }
  if (!options.stdin && io.stdin.isTTY) usage('Nothing to send: give --file, --directory or --stdin')
  return { sources: [stdinSource(io.stdin, io.signal)], problems: [] }
}
