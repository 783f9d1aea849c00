import { exit, FatalError, type Main, type Run, runTool, UsageError } from '@fusioninventory/cli-kit'
import type { Client } from '@fusioninventory/protocol/client'
import { agentIdOf, prepare } from './document.ts'
import { tool } from './options.ts'
import { type Outcome, openReport } from './report.ts'
import { directoryFiles, namedFiles, passwordFrom, type Source, SourceError, stdinSource } from './sources.ts'

type Settings = Run<typeof tool.options>
type Transport = typeof import('@fusioninventory/protocol/client')

/** What no value of a header may hold (RFC 9110 section 5.5). */
const notOfHeaders = /[^\t\x20-\x7e\x80-\xff]/

/** Sends documents to a server. Exit 0: all were taken; 1: some were not; 2: nothing to send, or nowhere to. */
export const main: Main = (io) => runTool(tool, io, run, { level: 'warning' })

async function run(settings: Settings): Promise<0 | 1> {
  const { options, io, log } = settings
  const url = options.url ?? usage('Option url is required: where to send to')
  between(options, 'timeout', 1, 86_400)
  between(options, 'retries', 0, 100)
  between(options, 'parallel', 1, 64)
  if (notOfHeaders.test(options.useragent))
    usage('Value invalid for option useragent (one line of Latin-1 characters expected)')
  const { sources, problems } = await sourcesOf(settings)
  const password = await passwordOf(settings)
  const transport = await import('@fusioninventory/protocol/client')
  const client = connect(settings, url, password, transport)
  for (const problem of problems) log.error(problem)

  const insecure = options['no-ssl-check'] && client.url.protocol === 'https:'
  if (insecure) log.warning(`the certificate of ${client.url.origin} is not verified (--no-ssl-check)`)
  const report = await openReport({
    io,
    log,
    verbose: options.verbose,
    inTurns: options.parallel === 1,
    names: sources.map(({ name }) => name),
    suffix: insecure ? ' (ssl check disabled)' : '',
  })
  const { default: limit } = await import('p-limit')
  const turn = limit(options.parallel)
  try {
    await Promise.all(
      sources.map((source) =>
        turn(async () => {
          await report.begin(source.name)
          await report.end(source.name, await send(source, client, settings, transport))
        }),
      ),
    )
  } finally {
    client.close()
  }
  return (await report.finish()) && problems.length === 0 ? exit.done : exit.failed
}

const usage = (message: string): never => {
  throw new UsageError(message)
}

function between(
  options: Settings['options'],
  name: 'timeout' | 'retries' | 'parallel',
  least: number,
  most: number,
): void {
  const value = options[name]
  if (value < least || value > most) usage(`Value "${value}" invalid for option ${name} (${least} to ${most} expected)`)
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
  if (!options.stdin && io.stdin.isTTY) usage('Nothing to send: give --file, --directory or --stdin')
  return { sources: [stdinSource(io.stdin, io.signal)], problems: [] }
}

async function passwordOf({ options, io, log }: Settings): Promise<string | undefined> {
  const { user, password } = options
  const file = options['password-file']
  if (file !== undefined) {
    const found = await passwordFrom(file)
    log.hide(found)
    if (user === undefined) usage('Option password-file needs the option user')
    return found
  }
  const onLine = password !== undefined && password !== io.env.FUSIONINVENTORY_PASSWORD
  if (onLine && user === undefined) usage('Option password needs the option user')
  if (onLine)
    log.warning('every user of this machine can see --password; use --password-file or FUSIONINVENTORY_PASSWORD')
  if (user !== undefined && password === undefined) usage('Option user needs a password: --password-file')
  return password
}

function connect(
  { options, io, log }: Settings,
  url: string,
  password: string | undefined,
  transport: Transport,
): Client {
  const { createClient, loadTrust, parseAddress, TransportError, TrustError } = transport
  try {
    const given = parseAddress(url).credentials
    if (given?.password) log.hide(given.password)
    const trust = loadTrust(
      {
        noSslCheck: options['no-ssl-check'],
        sslFingerprints: options['ssl-fingerprint'],
        ...(options['ca-cert-file'] !== undefined && { caCertFile: options['ca-cert-file'] }),
        ...(options['ca-cert-dir'] !== undefined && { caCertDir: options['ca-cert-dir'] }),
        ...(options['ssl-cert-file'] !== undefined && { sslCertFile: options['ssl-cert-file'] }),
      },
      io.env,
    )
    return createClient({
      url,
      userAgent: options.useragent,
      trust,
      env: io.env,
      idleMs: options.timeout * 1000,
      retries: options.retries,
      log,
      ...(options.user !== undefined && { user: options.user }),
      ...(password !== undefined && { password }),
      ...(options.proxy !== undefined && { proxy: options.proxy }),
    })
  } catch (error) {
    if (error instanceof TrustError) throw new FatalError(error.message)
    if (!(error instanceof TransportError)) throw error
    return usage(error.hint === undefined ? error.message : `${error.message} (${error.hint})`)
  }
}

/** Text of a document as the value of a header. */
const headerText = (text: string): string => text.slice(0, 200).replaceAll(new RegExp(notOfHeaders, 'gu'), '?').trim()

async function send(source: Source, client: Client, settings: Settings, transport: Transport): Promise<Outcome> {
  const { options, io, log } = settings
  const stopped: Outcome = { sent: false, line: 'interrupted', detail: 'interrupted', interrupted: true }
  if (io.signal.aborted) return stopped
  try {
    const opened = await source.open()
    try {
      const check = !options['no-check']
      const warn = (message: string): void => log.warning(`${source.name} ${message}`)
      const document = await prepare(opened.chunks, { transport, check, warn })
      const delivery = await transport.deliver(client, document.packed, {
        format: document.format,
        checked: check,
        compress: !options['no-compression'],
        signal: io.signal,
        log,
        ...(options['xml-ua'] &&
          document.versionClient !== undefined && { userAgent: headerText(document.versionClient) }),
        ...(document.format === 'json' && { agentId: agentIdOf(source.name) }),
      })
      if (delivery.code === 'ABORTED') return stopped
      if (delivery.status !== 'sent') return { sent: false, line: delivery.statusLine, detail: delivery.detail }
      const warning = options.remove ? await opened.remove() : undefined
      if (warning !== undefined) log.warning(warning)
      return { sent: true }
    } finally {
      await opened.close()
    }
  } catch (error) {
    if (io.signal.aborted) return stopped
    if (error instanceof SourceError) return { sent: false, line: error.message, detail: error.message }
    // A read error in the middle of a file, or a fault of this program: the other files go on.
    log.debug(error instanceof Error && error.stack !== undefined ? error.stack : String(error))
    const reason = error instanceof Error ? error.message : String(error)
    return { sent: false, line: reason, detail: reason }
  }
}
