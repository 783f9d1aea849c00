import { promisify } from 'node:util'
import { deflate, gzip } from 'node:zlib'
import { reasonOf } from '@fusioninventory/cli-kit'
import { count } from '../counts.ts'
import { endingWith } from '../ends.ts'
import type { Asked, Plugin, Route } from '../site.ts'
import { shownAddress } from '../trust/address.ts'
import type { PluginContext } from './context.ts'
import type { PluginValues } from './keys.ts'
import { isPlainPath, limited, tooMany } from './limited.ts'
import { isProof } from './sessions.ts'

/** Of the exchange, not of the agent. */
const apiVersion = '1.1'
const shortestToken = 16
/** Wrong proofs of one client within an hour. */
const mostWrong = { rate: 10, periodMs: 3_600_000 }

const packers = {
  'application/x-compress-zlib': promisify(deflate),
  'application/x-compress-gzip': promisify(gzip),
} as const

/** Gives this machine's inventory to who proves to know the token: `/session`, then `/get`. */
export function inventoryPlugin(values: PluginValues<'inventory'>, context: PluginContext): Plugin | undefined {
  const { log } = context
  const { token, url_path: path } = values
  const disabled = (why: string): undefined => {
    log.error(`[inventory server plugin] ${why}`)
    log.info('[inventory server plugin] Plugin disabled on wrong configuration')
    return undefined
  }
  if (token === undefined) return disabled('Plugin enabled without token in configuration')
  log.hide(token)
  if (token.length < shortestToken) return disabled(`token is shorter than ${shortestToken} characters`)
  if (!isPlainPath(path)) return disabled('url_path is not a plain path')
  const route = (name: string, answer: Route['answer']): Route =>
    limited('inventory', values, context, { path: `${path}/${name}`, methods: ['GET'], noHead: true, answer })
  return {
    name: 'inventory',
    title: 'Inventory on request',
    port: values.port === 0 ? undefined : values.port,
    routes: [
      route('apiversion', (asked) => asked.text(apiVersion)),
      route('session', (asked) => session(values, context, asked)),
      route('get', (asked) => get({ ...values, token }, context, asked)),
    ],
  }
}

/** Sessions belong to an id and an address. */
function remoteOf(asked: Asked): string | undefined {
  const id = asked.req.header('x-request-id')
  return id !== undefined && /^[\w.-]{1,64}$/.test(id) ? `{${id}}@[${shownAddress(asked.env.peer)}]` : undefined
}

function noSession(asked: Asked, { quiet }: PluginContext, remote: string | undefined): Response {
  const client = shownAddress(asked.env.peer)
  quiet(`session ${client}`, `[inventory server plugin] No session available for ${remote ?? client}`)
  return asked.text('No session available', 403)
}

function session(values: PluginValues<'inventory'>, context: PluginContext, asked: Asked): Response {
  const remote = remoteOf(asked)
  if (remote === undefined) return noSession(asked, context, remote)
  const { memory, clock } = context
  const nonce = memory.sessions.open(remote, clock.now() + values.session_timeout * 1000)
  return asked.text('waiting inventory request...', 200, { 'X-Auth-Nonce': nonce })
}

async function get(
  values: PluginValues<'inventory'> & { readonly token: string },
  context: PluginContext,
  asked: Asked,
): Promise<Response> {
  const { memory, clock, counts, log, view } = context
  const wrong = memory.limitOf('inventory, wrong proofs')
  const { peer } = asked.env
  if (wrong.full(peer, mostWrong.rate, mostWrong.periodMs, clock.now())) return tooMany('inventory', asked, context)
  const remote = remoteOf(asked)
  const nonce = remote && memory.sessions.take(remote, clock.now())
  if (nonce === undefined || nonce === '') return noSession(asked, context, remote)
  if (!isProof(asked.req.header('x-auth-payload') ?? '', nonce, values.token)) {
    wrong.take(peer, mostWrong.rate, mostWrong.periodMs, clock.now())
    count(counts.refusals, 'token')
    log.info(`[inventory server plugin] unauthorized remote inventory request for ${remote}`)
    return asked.text('Forbidden', 403)
  }
  if (memory.busy.inventory) {
    count(counts.refusals, 'busy')
    return asked.text('Another inventory is being made', 503, { 'Retry-After': '60' })
  }
  log.debug(`[inventory server plugin] remote inventory request for ${remote}`)
  memory.busy.inventory = true
  try {
    const document = await endingWith([context.signal, asked.req.raw.signal], (ends) => view.inventory(ends))
    const type = values.no_compress ? undefined : packingIn(asked.req.header('accept') ?? '')
    const body = type === undefined ? document : await packers[type](document)
    log.info(`[inventory server plugin] Inventory returned to ${remote}`)
    return asked.body(new Uint8Array(body), 200, { 'Content-Type': type ?? 'application/xml' })
  } catch (error) {
    log.error(`[inventory server plugin] Failed to run inventory: ${reasonOf(error)}`)
    return asked.text('Inventory failure', 500)
  } finally {
    memory.busy.inventory = false
  }
}

/** The first of ours that the client names. */
const packingIn = (accept: string): keyof typeof packers | undefined =>
  (Object.keys(packers) as (keyof typeof packers)[]).find((type) =>
    accept
      .toLowerCase()
      .split(',')
      .some((one) => one.split(';', 1)[0]?.trim() === type),
  )
