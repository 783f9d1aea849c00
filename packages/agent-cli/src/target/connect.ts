import { FatalError, type Io, type Logger, readInput } from '@fusioninventory/cli-kit'
import {
  type Client,
  createClient,
  loadTrust,
  parseAddress,
  TransportError,
  type Trust,
  TrustError,
} from '@fusioninventory/protocol/client'
import type { Settings } from '../config/effective.ts'
import { tool } from '../options.ts'
import type { ServerTarget } from './targets.ts'

export interface Connector {
  /** A client for one target; it is to be closed. @throws FatalError for a proxy that is none */
  connect(target: ServerTarget): Client
}

/** All that servers share: whom to trust, and how to log in. @throws FatalError where an option cannot be honoured */
export async function connectorOf(settings: Settings, io: Io, log: Logger): Promise<Connector> {
  const password = await secretOf(settings['password-file'], settings.password, io, log)
  const clientSecret = await secretOf(settings['oauth-secret-file'], settings['oauth-client-secret'], io, log)
  const trust = trustOf(settings, io)
  const { user, proxy, 'oauth-client-id': clientId } = settings
  return {
    connect(target) {
      const inUrl = parseAddress(target.address).credentials?.password
      if (inUrl) log.hide(inUrl)
      if (settings['no-ssl-check'] && target.url.protocol === 'https:')
        log.warning(`the certificate of ${target.url.origin} is not verified (no-ssl-check)`)
      try {
        return createClient({
          url: target.address,
          userAgent: `FusionInventory-Agent_v${tool.version}`,
          trust,
          env: io.env,
          idleMs: settings.timeout * 1000,
          log,
          ...(user !== undefined && { user }),
          ...(password !== undefined && { password }),
          ...(clientId !== undefined && clientSecret !== undefined && { oauth: { clientId, clientSecret } }),
          ...(proxy !== undefined && { proxy }),
        })
      } catch (error) {
        if (!(error instanceof TransportError)) throw error
        throw new FatalError(error.hint === undefined ? error.message : `${error.message} (${error.hint})`)
      }
    },
  }
}

/** The first line of the file, else the value. */
async function secretOf(
  file: string | undefined,
  value: string | undefined,
  io: Io,
  log: Logger,
): Promise<string | undefined> {
  if (file === undefined) return value
  const bytes = await readInput(io, file, { limit: 65_536, code: 1 })
  const [secret = ''] = Buffer.from(bytes).toString().split(/\r?\n/, 1)
  log.hide(secret)
  return secret
}

function trustOf(settings: Settings, io: Io): Trust {
  const { 'ca-cert-file': caCertFile, 'ca-cert-dir': caCertDir, 'ssl-cert-file': sslCertFile } = settings
  try {
    return loadTrust(
      {
        noSslCheck: settings['no-ssl-check'],
        sslFingerprints: settings['ssl-fingerprint'],
        ...(caCertFile !== undefined && { caCertFile }),
        ...(caCertDir !== undefined && { caCertDir }),
        ...(sslCertFile !== undefined && { sslCertFile }),
      },
      io.env,
    )
  } catch (error) {
    if (error instanceof TrustError) throw new FatalError(`Config: ${error.message}`)
    throw error
  }
}
