import { type ExitCode, exit, type Logger, type Run, writeOut, writeResult } from '@fusioninventory/cli-kit'
import { deviceId, type InventoryOptions, takeInventory } from '@fusioninventory/core-probes/local'
import type { Facts } from '@fusioninventory/core-probes/open'
import {
  categories,
  type Diagnostic,
  describe,
  levelOf,
  parseCategories,
  parsePartial,
} from '@fusioninventory/protocol'
import { type Additional, additionalContent } from './additional.ts'
import { checkOptions, type Options } from './check.ts'
import { databaseLogins } from './credentials.ts'
import { type options as table, tool } from './options.ts'
import { openPhases } from './phases.ts'
import type { Described } from './remote.ts'
import { rendered } from './render.ts'
import { outcome, reportProbes } from './report.ts'
import { openSource } from './source.ts'

/** One inventory as the command line asks for it: options, host, probes, document. */
export async function inventory({ options, io, log }: Run<typeof table>): Promise<ExitCode> {
  checkOptions(options)
  if (options['list-categories']) {
    await writeOut(io.stdout, categories.map((category) => `${category}\n`).join(''))
    return exit.done
  }
  const disabled = leftOut(options, log)
  const extra = await additionalContent(options['additional-content'], io, log)
  const urls = await machines(options, io)
  if (urls && (urls.length > 1 || options['output-dir'] !== undefined)) {
    const { inventories } = await import('./remote.ts')
    return inventories(urls, { options, io, log }, (one) => describeMachine({ ...one, without: disabled, extra }))
  }
  const one = await describeMachine({ url: urls?.[0], options, io, log, without: disabled, extra })
  if (options.record !== undefined) await writeResult(io, options.record, one.recording)
  if (options.output === undefined || options.output === '-') await writeOut(io.stdout, one.result)
  else await writeResult(io, options.output, one.result)
  return options['fail-on-error'] ? outcome(one.taken.reports, extra.failed) : exit.done
}

/** Addresses of other machines; undefined where this one, or that of a capture, is to be described. */
async function machines(options: Options, io: Run<typeof table>['io']): Promise<readonly string[] | undefined> {
  if (options['remote-file'] === undefined && options.remote.length === 0) return undefined
  const { remoteUrls } = await import('./remote-urls.ts')
  return remoteUrls(options, io)
}

/** One machine to describe: this one, that of the options, or the one behind `url`. */
interface Wanted extends Pick<Run<typeof table>, 'options' | 'io' | 'log'> {
  readonly url: string | undefined
  readonly without: ReadonlySet<string>
  readonly extra: Additional
}

/** @throws FatalError with the reason in one line where the machine cannot be read. */
async function describeMachine({ url, options, io, log, without, extra }: Wanted): Promise<Described> {
  const notes: string[] = []
  const phases = openPhases()
  const source = await openSource(options, io, log, url === undefined ? { without } : { url, without })
  phases.end('loading')
  try {
    const { facts } = source.host
    if (source.live && facts.uid !== 0) log.warning(url === undefined ? notRoot : notRootThere)
    const deviceid = chosenId(options, facts)
    if (deviceid !== undefined) announce(log, deviceid, options.tag)
    const taken = await takeInventory(source.host, {
      ...settings(options, log, extra, notes),
      without,
      signal: io.signal,
      ...(deviceid === undefined ? {} : { deviceid }),
    })
    io.signal.throwIfAborted()
    phases.end('probes')
    if (deviceid === undefined) announce(log, taken.inventory.deviceid, options.tag)
    source.verify()
    reportProbes(log, taken.reports, options.timing)
    const result = await rendered(taken, { options, notes, log: diagnostics(log) })
    phases.end('writing')
    if (options.timing) phases.report(log)
    return { taken, recording: await source.recording(), result }
  } finally {
    await source.close()
  }
}

const notRoot = 'You should execute this task as super-user'
const notRootThere = 'the user there is not root, so the inventory is a reduced one (see --sudo)'

/** Categories that are not wanted: those named, or all but those of a partial inventory. */
function leftOut(options: Options, log: Logger): ReadonlySet<string> {
  const { disabled, warnings } = parseCategories(options['no-category'])
  for (const warning of warnings) log.warning(warning)
  return options.partial.length > 0 ? new Set([...disabled, ...parsePartial(options.partial).disabled]) : disabled
}

/** Undefined where only a probe can tell how the machine is called. */
function chosenId(options: Options, facts: Facts): string | undefined {
  if (options.deviceid !== undefined) return options.deviceid
  const kind = options['assetname-support']
  const given = kind === 3 ? (facts.fqdn ?? facts.hostname) : facts.hostname
  const name = kind === 1 ? given?.replace(/\..*$/s, '') : given
  return name ? deviceId(name, undefined, facts) : undefined
}

const announce = (log: Logger, deviceid: string, tag: string | undefined): void =>
  log.info(`New inventory from ${deviceid} for local0${tag ? ` (tag=${tag})` : ''}`)

const diagnostics = (log: Logger) => (diagnostic: Diagnostic) => log.log(levelOf(diagnostic), describe(diagnostic))

function settings(
  options: Options,
  log: Logger,
  { additional }: Additional,
  notes: string[],
): Omit<InventoryOptions, 'without'> {
  const asset = options['assetname-support']
  return {
    timeoutMs: options['backend-collect-timeout'] * 1000,
    probe: {
      scanHomedirs: options['scan-homedirs'],
      scanProfiles: options['scan-profiles'],
      assetname: asset === 3 || asset === 2 ? asset : 1,
      maskSecrets: !options['no-mask-secrets'],
      databases: databaseLogins(options.credentials, options.explain?.toUpperCase()),
    },
    client: { program: 'Inventory', version: tool.version },
    customSections: options['allow-custom-sections'],
    ...(options.tag === undefined ? {} : { tag: options.tag }),
    ...(additional === undefined ? {} : { additional }),
    debug: (message) => log.debug(message),
    hint(message) {
      if (notes.includes(message)) return
      log.info(message)
      notes.push(message)
    },
    diagnostic: diagnostics(log),
  }
}
