import { said } from './answers.ts'
import { bodyOf } from './body.ts'
import { count } from './counts.ts'
import { isServersPage, isUnknownBrowser } from './gate.ts'
import { isSame } from './secret.ts'
import type { Asked, Route, Site } from './site.ts'
import { shownAddress } from './trust/address.ts'

/** The form of the button: two words of it. */
const mostForm = 1024
const formMs = 10_000

/** `/now` and `/now/TOKEN`: a contact is made now. By program (GET) or by the button (POST). */
export function nowRoutes(site: Site): readonly Route[] {
  const route = {
    methods: ['GET', 'POST', 'OPTIONS'],
    acts: true,
    form: true,
    maxBody: mostForm,
    answer: (asked: Asked) => now(site, asked),
  } satisfies Omit<Route, 'path'>
  return [
    { path: '/now', ...route },
    { path: '/now/:token{.*}', ...route },
  ]
}

async function now(site: Site, asked: Asked): Promise<Response> {
  const { log, quiet, trust } = site
  const { judgement } = asked.var
  const { method } = asked.req
  const origin = asked.req.header('origin')
  if (!judgement.trusted) {
    count(site.counts.refusals, 'untrusted')
    log.debug('[http server] invalid request (untrusted address)')
    const client = shownAddress(asked.env.peer)
    quiet(`untrusted ${client}`, `[http server] ${client} asked for a contact and is not among: ${trust.shown()}`)
    return said(asked, 403, 'Access denied')
  }
  const cross = isServersPage({ origin }, site.allowed)
  if (method === 'OPTIONS') return preflight(asked, cross ? origin : undefined)
  if (cross && origin !== undefined) {
    asked.header('Access-Control-Allow-Origin', origin)
    asked.header('Vary', 'Origin')
  }
  if (method !== 'POST') return byAddress(site, asked)

  const form = await formOf(asked)
  if (form === undefined || !isSame(form.get('key') ?? '', site.formKey)) {
    count(site.counts.refusals, 'origin')
    return said(asked, 403, 'Access denied', 'The page is out of date: load it again.')
  }
  if (!hasToken(site, asked, form.get('token') ?? '')) return wrongToken(site, asked)
  accept(site, asked)
  return asked.redirect('/', 303)
}

function byAddress(site: Site, asked: Asked): Response | Promise<Response> {
  const given = tokenIn(asked.req.path)
  const origins = {
    userAgent: asked.req.header('user-agent'),
    site: asked.req.header('sec-fetch-site'),
    origin: asked.req.header('origin'),
  }
  const { token } = site
  const proven = token !== undefined && isSame(given, token)
  if (!proven && isUnknownBrowser({ method: 'GET', host: undefined, mode: undefined, secure: false, ...origins })) {
    count(site.counts.refusals, 'origin')
    return said(asked, 403, 'Access denied', 'Of a browser only the button counts, or an address with the token.')
  }
  if (!hasToken(site, asked, given)) return wrongToken(site, asked)
  // HEAD asks what would be answered.
  if (asked.req.method === 'GET') accept(site, asked)
  return said(asked, 200, 'OK')
}

/** Servers know none: they are trusted by their address, as ever. */
const hasToken = ({ token }: Site, asked: Asked, given: string): boolean =>
  token === undefined || asked.var.judgement.servers.length > 0 || isSame(given, token)

function wrongToken({ quiet, counts }: Site, asked: Asked) {
  count(counts.refusals, 'token')
  const client = shownAddress(asked.env.peer)
  quiet(`token ${client}`, `[http server] ${client} asked for a contact without the token`)
  return said(asked, 403, 'Access denied')
}

function tokenIn(path: string): string {
  const text = path.startsWith('/now/') ? path.slice('/now/'.length) : ''
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

async function formOf(asked: Asked): Promise<URLSearchParams | undefined> {
  const body = await bodyOf(asked, mostForm, AbortSignal.timeout(formMs)).catch(() => undefined)
  return body && new URLSearchParams(body.toString())
}

/** A server asks for itself, others for all; either may name one target. */
function accept({ view, now, log, quiet }: Site, asked: Asked): void {
  const all = view.targets().filter(({ kind }) => kind !== 'listener')
  const [server] = asked.var.judgement.servers
  const mine = server === undefined ? all : all.filter(({ id }) => id === server)
  const wanted = asked.req.query('target')
  const targets = wanted === undefined ? mine : mine.filter(({ id }) => id === wanted)
  if (targets.length === 0) {
    quiet('no target', '[http server] a contact was asked for, and there is no such target')
    return
  }
  const done = now.ask(targets.map(({ id }) => id))
  const which =
    server === undefined && wanted === undefined
      ? 'all targets'
      : `target ${targets.map(({ name }) => name).join(', ')}`
  const text = `[http server] rescheduling next contact for ${which}`
  if (done === 'now') log.info(`${text} right now`)
  else quiet(`later ${which}`, `${text} within a minute, as it was a moment ago`)
}

/** A page of a server asks whether it may (Fetch standard, CORS-preflight; Private Network Access). */
function preflight(asked: Asked, origin: string | undefined): Response | Promise<Response> {
  if (origin === undefined) return said(asked, 403, 'Access denied')
  const near = asked.req.header('access-control-request-private-network') === 'true'
  return asked.body(null, 204, {
    'Access-Control-Allow-Origin': origin,
    'Access-Control-Allow-Methods': 'GET, OPTIONS',
    Vary: 'Origin',
    ...(near && { 'Access-Control-Allow-Private-Network': 'true' }),
  })
}
