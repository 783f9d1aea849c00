import { FatalError, type Run, reasonOf, UsageError } from '@fusioninventory/cli-kit'
import type { Client, Delivery } from '@fusioninventory/protocol/client'
import { type Box, openSpool } from './io/spool.ts'
import type { tool } from './options.ts'
import { passwordFrom } from './sources.ts'

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

interface Secrets {
  readonly password?: string
  readonly oauthSecret?: string
}

/** The servers of the command line, each once. Throws UsageError and FatalError. */
export async function connect(settings: Settings, transport: Transport): Promise<readonly Target[]> {
  const { options, log, io } = settings
  const secrets = await secretsOf(settings)
  const clients = new Map<string, Client>()
  for (const url of options.url) {
    const client = open(settings, url, secrets, transport)
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

async function secretsOf({ options, io, log }: Settings): Promise<Secrets> {
  const { user, password, 'oauth-client-id': clientId, 'oauth-client-secret': clientSecret } = options
  const onLine = (value: string | undefined, variable: string): boolean =>
    value !== undefined && value !== io.env[variable]
  const read = async (path: string): Promise<string> => {
    const found = await passwordFrom(path)
    log.hide(found)
    return found
  }
  const chosen: { password?: string; oauthSecret?: string } = {}
  if (options['password-file'] !== undefined) {
    chosen.password = await read(options['password-file'])
    if (user === undefined) usage('Option password-file needs the option user')
  } else if (password !== undefined) {
    if (onLine(password, 'FUSIONINVENTORY_PASSWORD')) {
      if (user === undefined) usage('Option password needs the option user')
      log.warning('every user of this machine can see --password; use --password-file or FUSIONINVENTORY_PASSWORD')
    }
    chosen.password = password
  } else if (user !== undefined) usage('Option user needs a password: --password-file')

  if (options['oauth-secret-file'] !== undefined) {
    chosen.oauthSecret = await read(options['oauth-secret-file'])
    if (clientId === undefined) usage('Option oauth-secret-file needs the option oauth-client-id')
  } else if (clientSecret !== undefined) {
    const variable = 'FUSIONINVENTORY_OAUTH_CLIENT_SECRET'
    if (onLine(clientSecret, variable)) {
      if (clientId === undefined) usage('Option oauth-client-secret needs the option oauth-client-id')
      log.warning(`every user of this machine can see --oauth-client-secret; use --oauth-secret-file or ${variable}`)
    }
    chosen.oauthSecret = clientSecret
  } else if (clientId !== undefined) usage('Option oauth-client-id needs a secret: --oauth-secret-file')
  return chosen
}

function open({ options, io, log }: Settings, url: string, secrets: Secrets, transport: Transport): Client {
  const { createClient, loadTrust, parseAddress, TransportError, TrustError } = transport
  const { user, proxy, 'oauth-client-id': clientId } = options
  const { password, oauthSecret } = secrets
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
      ...(user !== undefined && { user }),
      ...(password !== undefined && { password }),
      ...(clientId !== undefined && oauthSecret !== undefined && { oauth: { clientId, clientSecret: oauthSecret } }),
      ...(proxy !== undefined && { proxy }),
    })
  } catch (error) {
    if (error instanceof TrustError) throw new FatalError(error.message)
    if (!(error instanceof TransportError)) throw error
    return usage(error.hint === undefined ? error.message : `${error.message} (${error.hint})`)
  }
}
