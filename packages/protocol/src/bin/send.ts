import { randomUUID } from 'node:crypto'
import { type ExitCode, exit, FatalError, oneLine, UsageError, writeOut } from '@fusioninventory/cli-kit'
import { checkWellFormed } from '../xml/read.ts'
import { splitDocuments } from '../xml/split.ts'
import type { Context } from './context.ts'
import { type Loaded, load, parseJson, within } from './load.ts'
import { tool } from './options.ts'

type Transport = typeof import('../client/index.ts')

/** Each document of each file, one after the other; the answer of each is a line. For many documents: the injector. */
export async function send(context: Context, files: readonly string[]): Promise<ExitCode> {
  const { options, io, log } = context
  const transport = await import('../client/index.ts')
  const client = connect(context, transport)
  let failed = false
  try {
    for (const file of files) {
      const loaded = await load(context, file)
      for (const text of await documentsOf(loaded)) {
        const packed = await transport.pack(once(Buffer.from(text)))
        const { status, detail } = await transport.deliver(client, packed, {
          format: loaded.kind,
          checked: true,
          compress: !options['no-compression'],
          signal: io.signal,
          log,
          ...(loaded.kind === 'json' && { agentId: randomUUID() }),
        })
        if (status !== 'sent') failed = true
        if (status !== 'sent') log.error(`${loaded.name}: ${detail}`)
        else await writeOut(io.stdout, `${oneLine(loaded.name)}: ${status}\n`)
      }
    }
  } finally {
    client.close()
  }
  return failed ? exit.failed : exit.done
}

/** The documents of a file, all known to be well-formed before the first is sent. */
async function documentsOf(loaded: Loaded): Promise<readonly string[]> {
  if (loaded.kind === 'json') {
    parseJson(loaded)
    return [loaded.text]
  }
  const documents = splitDocuments(loaded.text).map(({ text, line }) => ({ line, text: asUtf8(text) }))
  for (const { text, line } of documents) {
    const failure = await checkWellFormed([Buffer.from(text)]).then(
      () => undefined,
      (error: unknown) => error,
    )
    within(loaded.name, line, () => {
      if (failure !== undefined) throw failure
    })
  }
  return documents.map(({ text }) => text)
}

/** It is sent as UTF-8, whatever it was read as. */
const asUtf8 = (text: string): string =>
  text.replace(/^(\s*<\?xml\s[^>]{0,200}?\bencoding\s*=\s*)["'][^"'>]*["']/, '$1"UTF-8"')

async function* once(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  yield bytes
}

function connect({ options, io, log }: Context, { createClient, loadTrust, TransportError, TrustError }: Transport) {
  const { url, user, timeout, proxy } = options
  const password = io.env.FUSIONINVENTORY_PASSWORD
  if (url === undefined) throw new UsageError('Option url is required: where to send to')
  if (user !== undefined && password === undefined)
    throw new UsageError('Option user needs a password in the variable FUSIONINVENTORY_PASSWORD')
  if (timeout < 1 || timeout > 86_400)
    throw new UsageError(`Value "${timeout}" invalid for option timeout (1 to 86400 expected)`)
  if (password !== undefined) log.hide(password)
  if (options['no-ssl-check']) log.warning('the certificate of the server is not verified (--no-ssl-check)')
  try {
    const caCertFile = options['ca-cert-file']
    const trust = loadTrust(
      {
        noSslCheck: options['no-ssl-check'],
        sslFingerprints: options['ssl-fingerprint'],
        ...(caCertFile !== undefined && { caCertFile }),
      },
      io.env,
    )
    return createClient({
      url,
      userAgent: `${tool.name}/${tool.version}`,
      trust,
      env: io.env,
      idleMs: timeout * 1000,
      log,
      ...(user !== undefined && { user }),
      ...(password !== undefined && { password }),
      ...(proxy !== undefined && { proxy }),
    })
  } catch (error) {
    if (error instanceof TrustError) throw new FatalError(error.message)
    if (error instanceof TransportError) throw new UsageError(error.message)
    throw error
  }
}
