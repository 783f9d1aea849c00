import { randomUUID } from 'node:crypto'
import {
  type ExitCode,
  exit,
  FatalError,
  oneLine,
  serverSettings,
  UsageError,
  writeOut,
} from '@fusioninventory/cli-kit'
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
  const client = await connect(context, transport)
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

async function connect(context: Context, transport: Transport) {
  const { options, io, log } = context
  const { createClient, loadTrust, parseAddress, TransportError, TrustError } = transport
  const { url } = options
  if (url === undefined) throw new UsageError('Option url is required: where to send to')
  const { trust, ...server } = await serverSettings(context)
  try {
    const given = parseAddress(url)
    if (given.credentials?.password) log.hide(given.credentials.password)
    if (trust.noSslCheck && given.url.protocol === 'https:')
      log.warning(`the certificate of ${given.url.origin} is not verified (--no-ssl-check)`)
    return createClient({
      ...server,
      url,
      userAgent: `${tool.name}/${tool.version}`,
      trust: loadTrust(trust, io.env),
      env: io.env,
      log,
    })
  } catch (error) {
    if (error instanceof TrustError) throw new FatalError(error.message)
    if (error instanceof TransportError)
      throw new UsageError(error.hint === undefined ? error.message : `${error.message} (${error.hint})`)
    throw error
  }
}
