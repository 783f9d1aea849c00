import {
  FatalError,
  type Run,
  reasonOf,
  type ServerSettings,
  serverSettings,
  UsageError,
} from '@fusioninventory/cli-kit'
import type { Client, Delivery } from '@fusioninventory/protocol/client'
import { type Box, openSpool } from './io/spool.ts'
import type { tool } from './options.ts'

export type Settings = Run<typeof tool.options>
export type Transport = typeof import('@fusioninventory/protocol/client')

/** One server. */
export interface Target {
  readonly client: Client
  /** What waits for it, with --spool. */
  readonly box?: Box
  /** It cannot be reached: until it is tried again, what is for it goes to the spool at once. */
  down?: Delivery | undefined
}

export const usage = (message: string): never => {
  throw new UsageError(message)
}

/** The servers of the command line, each once. Throws UsageError and FatalError. */
export async function connect(settings: Settings, transport: Transport): Promise<readonly Target[]> {
  const { options, log, io } = settings
  const server = await serverSettings(settings)
  const clients = new Map<string, Client>()
  for (const url of options.url) {
    const client = open(settings, url, server, transport)
    if (clients.has(client.url.href)) client.close()
    else clients.set(client.url.href, client)
  }
  const targets = [...clients.values()]
  if (options.spool === undefined) return targets.map((client) => ({ client }))
  try {
    const days = options['spool-max-age']
    const spool = await openSpool(options.spool, {
      now: () => io.now().getTime(),
      log,
      ...(days > 0 && { maxAgeMs: days * 86_400_000 }),
    })
    for (const path of await spool.strays(targets.map(({ url }) => url)))
      log.warning(`${path} holds documents for a server that --url does not name`)
    for (const path of await spool.aside())
      log.warning(`${path} holds documents that waited for too long; --directory sends them, deleting them ends this`)
    return targets.map((client) => ({ client, box: spool.box(client.url) }))
  } catch (error) {
    throw new FatalError(`spool ${options.spool} ${reasonOf(error)}`, 2)
  }
}

function open(
  { io, log, options }: Settings,
  url: string,
  { trust, ...server }: ServerSettings,
  transport: Transport,
): Client {
  const { createClient, loadTrust, parseAddress, TransportError, TrustError } = transport
  try {
    const given = parseAddress(url).credentials
    if (given?.password) log.hide(given.password)
    return createClient({
      ...server,
      url,
      userAgent: options.useragent,
      trust: loadTrust(trust, io.env),
      env: io.env,
      log,
    })
  } catch (error) {
    if (error instanceof TrustError) throw new FatalError(error.message)
    if (!(error instanceof TransportError)) throw error
    return usage(error.hint === undefined ? error.message : `${error.message} (${error.hint})`)
  }
}
