import {
  type ExitCode,
  exit,
  FatalError,
  type Run as Invocation,
  readAll,
  UsageError,
  writeOut,
} from '@fusioninventory/cli-kit'
import {
  CaptureError,
  formatCapture,
  type Host,
  openHost,
  RemoteError,
  recorder,
  redactCapture,
  remoteStats,
  unrecorded,
} from '../host/index.ts'
import { type Probe, probes, runProbes } from '../local/index.ts'
import type { options } from './options.ts'
import { tool } from './options.ts'

type Context = Invocation<typeof options>

const largestCapture = 128 * 1_048_576

/** Does what the operands ask for. */
export async function perform(context: Context): Promise<ExitCode> {
  const [command, ...names] = context.operands
  if (command === 'run') return run(context, names)
  if (command !== 'capture' && command !== 'list')
    throw new UsageError(
      command === undefined ? 'A command is required: capture, list or run' : `Unknown command: ${command}`,
    )
  if (names[0] !== undefined) throw new UsageError(`Unexpected argument: ${names[0]}`)
  return command === 'list' ? list(context) : capture(context)
}

async function list({ io }: Context): Promise<ExitCode> {
  const width = Math.max(...probes.map(({ name }) => name.length))
  const lines = probes.map(
    ({ name, category, yields }) => `${name.padEnd(width)}  ${category.padEnd(12)}  ${yields.join(' ')}\n`,
  )
  await writeOut(io.stdout, lines.join(''))
  return exit.done
}

/** All probes are run against the recorder; what they asked for is the capture. */
async function capture(context: Context): Promise<ExitCode> {
  const opened = await open(context)
  try {
    const recording = recorder(opened, { name: `${tool.name} ${tool.version}` })
    await ask(context, recording.host, probes)
    verify(context, opened)
    const recorded = recording.capture()
    await writeOut(context.io.stdout, formatCapture(context.options.redact ? await redactCapture(recorded) : recorded))
    return exit.done
  } finally {
    await opened.close()
  }
}

async function run(context: Context, names: readonly string[]): Promise<ExitCode> {
  if (names.length === 0) throw new UsageError('run needs the name of a probe or category')
  const chosen = select(names)
  const host = await open(context)
  try {
    const fitting = chosen.filter(({ platforms }) => platforms.includes(host.facts.platform))
    if (fitting.length === 0) throw new FatalError(`no such probe for ${host.facts.platform}: ${names.join(', ')}`)
    const { findings, reports } = await ask(context, host, fitting)
    verify(context, host)
    await writeOut(
      context.io.stdout,
      `${JSON.stringify(
        findings.map(({ probe, patches }) => ({ probe, patches })),
        null,
        2,
      )}\n`,
    )
    const broken = reports.filter(({ status }) => status === 'failed' || status === 'timeout')
    for (const { probe, detail } of broken) context.log.error(`${probe}: ${detail ?? 'failed'}`)
    return broken.length > 0 ? exit.failed : exit.done
  } finally {
    await host.close()
  }
}

/** Probes by name, or all of a category. */
function select(names: readonly string[]): readonly Probe[] {
  for (const name of names)
    if (!probes.some((probe) => probe.name === name || probe.category === name))
      throw new FatalError(`no such probe or category: ${name} (${tool.name} list shows them)`, exit.usage)
  return probes.filter((probe) => names.includes(probe.name) || names.includes(probe.category))
}

const ask = ({ options: { timeout }, log, io }: Context, host: Host, wanted: readonly Probe[]) =>
  runProbes(host, wanted, {
    without: new Set(),
    timeoutMs: timeout * 1000,
    probe: { scanHomedirs: false, scanProfiles: false, assetname: 1, maskSecrets: true },
    signal: io.signal,
    debug: (message) => log.debug(message),
    hint: (message) => log.info(message),
  })

async function open({ options, io }: Context): Promise<Host> {
  const { root, capture: file, strict, remote: url, sudo, 'ssh-config': config } = options
  const [first, second] = Object.entries({ root, capture: file, remote: url }).filter(
    ([, value]) => value !== undefined,
  )
  if (first && second) throw new UsageError(`--${first[0]} and --${second[0]} exclude each other`)
  try {
    if (url !== undefined) {
      const reads = probes.flatMap((probe) => probe.reads)
      const ssh = { kind: 'ssh', url, reads, sudo, env: io.env, signal: io.signal } as const
      return await openHost(config === undefined ? ssh : { ...ssh, config })
    }
    if (root !== undefined) return await openHost({ kind: 'root', dir: root })
    if (file === undefined) return await openHost({ kind: 'live' })
    const stdin =
      file === '-' ? await readAll(io.stdin, { limit: largestCapture, signal: io.signal }) : new Uint8Array()
    return await openHost({ kind: 'capture', file, strict, stdin })
  } catch (error) {
    if (error instanceof CaptureError || error instanceof RemoteError || root !== undefined)
      throw new FatalError(error instanceof Error ? error.message : String(error))
    throw error
  }
}

/** The runner survives a probe that asked for what is not recorded; a strict replay does not. */
function verify({ options: { strict, capture: file } }: Context, host: Host): void {
  const lost = remoteStats(host)?.lost
  if (lost !== undefined) throw new FatalError(lost)
  const [first, ...others] = strict ? unrecorded(host) : []
  if (first === undefined) return
  throw new FatalError(`${file}: not recorded: ${first}${others.length > 0 ? ` (and ${others.length} more)` : ''}`)
}
