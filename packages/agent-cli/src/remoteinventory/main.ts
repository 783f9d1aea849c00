import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import {
  exit,
  FatalError,
  type Main,
  type Run,
  requireDirectory,
  runTool,
  serverSettings,
  UsageError,
  writeOut,
  writeResult,
} from '@fusioninventory/cli-kit'
import { cleanId, fileNameOf } from '../identity/ids.ts'
import { tool } from './options.ts'
import type { Pulled } from './pull.ts'

type Settings = Run<typeof tool.options>

/** Exit 0: every machine gave its inventory; 1: some did not. */
export const main: Main = (io) => runTool(tool, io, run, { level: 'warning' })

async function run(settings: Settings): Promise<0 | 1> {
  const { options, operands: hosts, io, log } = settings
  const { token, directory, parallel } = options
  if (hosts.length === 0) throw new UsageError('Give at least one host to get an inventory from')
  if (token === undefined || token === '') throw new UsageError('No token as shared secret defined')
  if (hosts.length > 1 && directory === undefined) throw new UsageError('More than one host needs the option directory')
  if (parallel < 1 || parallel > 256)
    throw new UsageError(`Value "${parallel}" invalid for option parallel (1 to 256 expected)`)
  if (directory !== undefined) requireDirectory(directory)
  if (token !== io.env.FUSIONINVENTORY_TOKEN)
    log.warning('every user of this machine can see --token; use FUSIONINVENTORY_TOKEN')
  const id = options.id ?? randomBytes(4).toString('hex')
  log.info(`Using ${id} as request id`)
  const connect = await connector(settings)
  const [{ default: limit }, { pull, PullError }] = await Promise.all([import('p-limit'), import('./pull.ts')])
  const ask = { token, id, plain: options['no-compression'], signal: io.signal }

  const one = async (host: string): Promise<boolean> => {
    if (io.signal.aborted) return false
    const client = connect(host)
    try {
      log.info(`${host}: Trying ${client.url.href}`)
      const pulled = await pull(client, ask)
      const file = await kept(settings, pulled)
      log.info(`${host}: inventory of ${pulled.deviceid}${file === undefined ? '' : ` saved in ${file}`}`)
      return true
    } catch (error) {
      if (!(error instanceof PullError) && !(error instanceof FatalError)) throw error
      log.error(`${host}: ${error.message}`)
      return false
    } finally {
      client.close()
    }
  }
  const turn = limit(parallel)
  const ends = await Promise.all(hosts.map((host) => turn(() => one(host))))
  return ends.every(Boolean) ? exit.done : exit.failed
}

/** Devices of Windows, whatever follows the dot. */
const reserved = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i

/** What a machine calls itself is never a path: a name that is not a plain one becomes one, and no two the same. */
async function kept({ options, io }: Settings, { deviceid, document }: Pulled): Promise<string | undefined> {
  const { directory } = options
  if (directory === undefined) {
    await writeOut(io.stdout, document)
    return undefined
  }
  const plain = cleanId(deviceid) === deviceid && deviceid.length < 200 && !reserved.test(deviceid)
  const name = plain ? deviceid : fileNameOf(deviceid)
  const file = join(directory, `${name}.xml`)
  await writeResult(io, file, document.toString())
  return file
}

async function connector({ options, io, log }: Settings) {
  const { createClient, loadTrust, TransportError, TrustError } = await import('@fusioninventory/protocol/client')
  const none = { user: undefined, password: undefined, 'password-file': undefined }
  const oauth = { 'oauth-client-id': undefined, 'oauth-client-secret': undefined, 'oauth-secret-file': undefined }
  const { trust, ...how } = await serverSettings({ options: { ...options, ...none, ...oauth, retries: 0 }, io, log })
  const userAgent = options.useragent ?? `FusionInventory-RemoteInventory/${tool.version}`
  const path = options.baseurl.startsWith('/') ? options.baseurl : `/${options.baseurl}`
  try {
    const loaded = loadTrust(trust, io.env)
    return (host: string) => {
      const place = host.includes(':') && !/^\[|^[^:]*:\d+$/.test(host) ? `[${host}]` : host
      const url = `${options.ssl ? 'https' : 'http'}://${/:\d+$/.test(place.replace(/^\[.*\]/, '')) ? place : `${place}:${options.port}`}${path}`
      try {
        return createClient({ ...how, url, userAgent, trust: loaded, env: io.env, log })
      } catch (error) {
        if (error instanceof TransportError) throw new UsageError(`${host}: ${error.message}`)
        throw error
      }
    }
  } catch (error) {
    if (error instanceof TrustError) throw new FatalError(error.message)
    throw error
  }
}
