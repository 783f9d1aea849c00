import { FatalError, type Io, type Logger, type ServerSettings, serverSettings } from '@fusioninventory/cli-kit'
import {
  type Client,
  createClient,
  loadTrust,
  parseAddress,
  TransportError,
  type Trust,
  TrustError,
} from '@fusioninventory/protocol/client'
import type { Effective } from '../config/effective.ts'
import { tool } from '../options.ts'
import type { ServerTarget } from './targets.ts'

export interface Connector {
  /** A client for one target; it is to be closed. @throws FatalError for a proxy that is none */
  connect(target: ServerTarget): Client
}

/** All that servers share: whom to trust, and how to log in. @throws FatalError where an option cannot be honoured */
export async function connectorOf(
  { settings, origins }: Pick<Effective, 'settings' | 'origins'>,
  io: Io,
  log: Logger,
): Promise<Connector> {
  const options = { ...settings, retries: 0 }
  const { trust: wanted, ...how } = await serverSettings({ options, io: withFile(io, { settings, origins }), log })
  const trust = trustOf(wanted, io)
  return {
    connect(target) {
      const inUrl = parseAddress(target.address).credentials?.password
      if (inUrl) log.hide(inUrl)
      if (!trust.check && target.url.protocol === 'https:')
        log.warning(`the certificate of ${target.url.origin} is not verified (no-ssl-check)`)
      try {
        const userAgent = `FusionInventory-Agent_v${tool.version}`
        return createClient({ ...how, url: target.address, userAgent, trust, env: io.env, log })
      } catch (error) {
        if (!(error instanceof TransportError)) throw error
        throw new FatalError(error.hint === undefined ? error.message : `${error.message} (${error.hint})`)
      }
    },
  }
}

const variables = {
  password: 'FUSIONINVENTORY_PASSWORD',
  'oauth-client-secret': 'FUSIONINVENTORY_OAUTH_CLIENT_SECRET',
} as const

/** A secret of agent.cfg is as private as one of the environment; only those of the command line are worth a warning. */
function withFile(io: Io, { settings, origins }: Pick<Effective, 'settings' | 'origins'>): Io {
  const known = Object.entries(variables)
    .filter(([name]) => !['command line', '--set'].includes(origins.get(name) ?? ''))
    .map(([name, variable]) => [variable, settings[name as keyof typeof variables]])
  return Object.create(io, { env: { value: { ...io.env, ...Object.fromEntries(known) } } })
}

function trustOf(wanted: ServerSettings['trust'], { env }: Io): Trust {
  try {
    return loadTrust(wanted, env)
  } catch (error) {
    if (error instanceof TrustError) throw new FatalError(`Config: ${error.message}`)
    throw error
  }
}
