import { reasonOf } from '@fusioninventory/cli-kit'
import { bodyOf } from '../body.ts'
import { count } from '../counts.ts'
import { endingWith } from '../ends.ts'
import { isSame } from '../secret.ts'
import type { Asked, Plugin, Route } from '../site.ts'
import { openProxyStore, type ProxyStore } from '../store/proxy-store.ts'
import { shownAddress } from '../trust/address.ts'
import type { PluginContext } from './context.ts'
import type { PluginValues } from './keys.ts'
import { isPlainPath, limited, tooMany } from './limited.ts'
import { limits, readProxyDocument, refusedType } from './proxy-document.ts'

type Name = 'proxy' | 'proxy2'
type Values = PluginValues<Name>

const apiVersion = '1.1'
/** For the body of a request. */
const bodyMs = 120_000
/** Bodies of all requests together. */
const mostBytes = 128 * 1_048_576

interface Proxy extends PluginContext {
  readonly name: Name
  readonly values: Values
  readonly store: ProxyStore | undefined
}

/** Takes inventories of agents that do not reach a server, keeps them, hands them on, or both. */
export function proxyPlugin(name: Name, values: Values, context: PluginContext): Plugin | undefined {
  const { log, view, clock } = context
  const { url_path: path, local_store: dir, token } = values
  const disabled = (why: string): undefined => {
    log.error(`[${name} server plugin] ${why}`)
    log.info(`[${name} server plugin] Plugin disabled on wrong configuration`)
    return undefined
  }
  if (token !== undefined) log.hide(token)
  if (!isPlainPath(path)) return disabled('url_path is not a plain path')
  if (values.only_local_store && dir === undefined) return disabled('only_local_store needs local_store')
  if (dir === undefined && !view.targets().some(({ kind }) => kind === 'server'))
    return disabled('neither local_store nor a server: nothing could be done with an inventory')
  const store = dir === undefined ? undefined : openProxyStore(dir, values.local_store_max * 1_048_576, clock.now)
  const proxy: Proxy = { ...context, name, values, store }
  const route = (last: string, more: Omit<Route, 'path'>): Route =>
    limited(name, values, context, { path: `${path}/${last}`, ...more })
  return {
    name,
    title: name === 'proxy' ? 'Proxy' : 'Second proxy',
    port: values.port === 0 ? undefined : values.port,
    routes: [
      route('apiversion', { methods: ['GET'], answer: (asked) => asked.text(apiVersion) }),
      route('fusioninventory', {
        methods: ['GET', 'POST'],
        acts: true,
        maxBody: limits.packed,
        answer: (asked) => request(proxy, asked),
      }),
    ],
  }
}

/** Who it came through, as agents list them: ids with commas between. */
const proxiesIn = (asked: Asked): readonly string[] =>
  (asked.req.header('glpi-proxy-id') ?? '').split(',').flatMap((id) => id.trim() || [])

async function request(proxy: Proxy, asked: Asked): Promise<Response> {
  const { name, values, memory, counts, quiet, view } = proxy
  const client = shownAddress(asked.env.peer)
  const tell = (text: string): void => quiet(`${name} ${client}`, `[${name} server plugin] ${text} from ${client}`)
  const via = proxiesIn(asked)
  if (via.some((id) => id.toLowerCase() === view.agentid.toLowerCase())) {
    count(counts.refusals, 'loop')
    tell('PROXY-LOOP-DETECTED: an own document')
    return asked.text('PROXY-LOOP-DETECTED', 404)
  }
  if (via.length >= values.max_pass_through) {
    count(counts.refusals, 'loop')
    tell(`LIMITED-PROXY: a document of ${via.length} proxies`)
    return asked.text('LIMITED-PROXY', 403)
  }
  if (!hasToken(values, asked)) {
    count(counts.refusals, 'token')
    tell('a request without the token')
    return asked.text('Unauthorized', 401, { 'WWW-Authenticate': 'Basic realm="FusionInventory proxy"' })
  }
  const query = new URL(asked.req.url).search
  if (query !== '') {
    if (asked.req.query('action') === 'getConfig') return asked.json({})
    tell('Unsupported request')
    return asked.text('Unsupported request', 403)
  }
  const wrong = refusedType(asked.req.header('content-type'))
  if (wrong !== undefined) {
    tell(wrong)
    return asked.text(wrong, 403)
  }
  const { busy } = memory
  const running = busy.requests[name] ?? 0
  const expected = Number(asked.req.header('content-length') ?? limits.packed)
  if (running >= values.max_proxy_threads || busy.bytes + expected > mostBytes) return tooMany(name, asked, proxy)
  const held = { bytes: expected }
  busy.requests[name] = running + 1
  busy.bytes += held.bytes
  try {
    return await document(proxy, asked, via, (bytes) => {
      if (busy.bytes - held.bytes + bytes > mostBytes) return false
      busy.bytes += bytes - held.bytes
      held.bytes = bytes
      return true
    })
  } finally {
    busy.requests[name] = (busy.requests[name] ?? 1) - 1
    busy.bytes -= held.bytes
  }
}

/** Agents give it as their password. */
function hasToken({ token }: Values, asked: Asked): boolean {
  if (token === undefined) return true
  const [, text = ''] = /^Basic ([A-Za-z0-9+/=]{0,2048})$/i.exec(asked.req.header('authorization') ?? '') ?? []
  const [, password = ''] = /^[^:]*:([\s\S]*)$/.exec(Buffer.from(text, 'base64').toString()) ?? []
  return isSame(password, token)
}

const reply = (content: string): string => `<?xml version="1.0" encoding="UTF-8"?>\n<REPLY>${content}</REPLY>\n`

async function document(
  { name, values, store, counts, log, quiet, view, signal, memory }: Proxy,
  asked: Asked,
  via: readonly string[],
  hold: (bytes: number) => boolean,
): Promise<Response> {
  const client = shownAddress(asked.env.peer)
  const refused = (text: string, status: 403 | 413 | 500 | 507): Response => {
    quiet(`${name} ${client}`, `[${name} server plugin] ${text} from ${client}`)
    return asked.text(text, status)
  }
  const read = (ends: AbortSignal) => bodyOf(asked, limits.packed, ends)
  const body = await endingWith([signal, asked.req.raw.signal], read, bodyMs).catch(() => undefined)
  if (body === undefined) {
    count(counts.refusals, 'size')
    return refused('Content Too Large', 413)
  }
  // One at a time: unpacked, it may be large.
  const found = await memory.unpacking(() => readProxyDocument(body))
  if ('refused' in found) return refused(found.refused, 403)
  if (!hold(found.xml.length)) return tooMany(name, asked, { counts, quiet })
  log.info(`[${name} server plugin] ${found.query} query from ${found.deviceid}@${client}`)
  const xml = { 'Content-Type': 'application/xml' }
  if (found.query === 'PROLOG')
    return asked.body(reply(`<PROLOG_FREQ>${values.prolog_freq}</PROLOG_FREQ><RESPONSE>SEND</RESPONSE>`), 200, xml)
  if (store !== undefined) {
    try {
      if (!(await store.put(found.deviceid, found.xml))) return refused('No room in local_store', 507)
    } catch (error) {
      log.error(`[${name} server plugin] Can't store content: ${reasonOf(error)}`)
      return asked.text('Cannot store content', 500)
    }
  }
  if (!values.only_local_store && view.targets().some(({ kind }) => kind === 'server')) {
    // The client has done its part: what it sent is handed on even if it is gone.
    const taken = await view.forward(found.xml, signal, [...via, view.agentid]).catch((error: unknown) => {
      log.error(`[${name} server plugin] ${reasonOf(error)}`)
      return false
    })
    if (!taken) return refused('Inventory not sent to all servers', 500)
  }
  return asked.body(reply(''), 200, xml)
}
