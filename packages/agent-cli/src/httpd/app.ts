import { capped, escapeControls } from '@fusioninventory/cli-kit'
import { Hono, type MiddlewareHandler } from 'hono'
import { said } from './answers.ts'
import { coreRoutes } from './core-routes.ts'
import { count } from './counts.ts'
import { wrongHost, wrongPage } from './gate.ts'
import type { Asked, Env, Plugin, Route, Site } from './site.ts'
import { shownAddress } from './trust/address.ts'

/** A part of a path that a client chose, for a message. */
const shown = (text: string): string => capped(escapeControls(text.slice(0, 200)))

const originsOf = ({ req, env }: Asked) => ({
  method: req.method,
  host: req.header('host'),
  origin: req.header('origin'),
  site: req.header('sec-fetch-site'),
  mode: req.header('sec-fetch-mode'),
  userAgent: req.header('user-agent'),
  secure: env.secure,
})

/** Of every request: who is it, and may it come from there? */
function gate({ log, quiet, trust, allowed, counts }: Site): MiddlewareHandler<Env> {
  return async (asked, next) => {
    const client = shownAddress(asked.env.peer)
    log.debug(`[http server] ${asked.req.method} request ${shown(asked.req.path)} from client ${client}`)
    await trust.ready()
    const judgement = trust.judge(asked.env.peer)
    asked.set('judgement', judgement)
    // A server is a program, whatever name it knows this machine by; not so where it is this very machine.
    const isServer = judgement.servers.length > 0 && !judgement.loopback && asked.env.peer !== asked.env.local
    const host = isServer ? undefined : wrongHost(asked.req.header('host'), allowed)
    if (host !== undefined) {
      count(counts.refusals, 'host')
      quiet(`host ${client}`, `[http server] ${shown(host)}: request of ${client} refused; httpd-host can name it`)
      return said(asked, 403, 'Access denied')
    }
    await next()
    return undefined
  }
}

const watched =
  ({ log }: Site): MiddlewareHandler<Env> =>
  async (asked, next) => {
    await next()
    log.debug(`[http server] response status ${asked.res.status}`)
  }

/** Bodies that nobody wants are not waited for. */
const declared = ({ req }: Asked): number =>
  req.header('transfer-encoding') === undefined ? Number(req.header('content-length') ?? 0) : Number.POSITIVE_INFINITY

function guarded(route: Route, { quiet, allowed, counts }: Site): (asked: Asked) => Promise<Response> {
  const { path, methods, acts = false, maxBody = 0, noHead = false, form = false } = route
  const heads = methods.includes('GET') && !noHead
  const known: readonly string[] = [...methods, ...(heads ? ['HEAD'] : [])]
  return async (asked) => {
    const answered = (response: Response): Response => {
      count(counts.requests, `${path} ${response.status}`)
      return response
    }
    const { method } = asked.req
    if (!known.includes(method)) return answered(refused(asked, 405, { Allow: known.join(', ') }))
    const foreign =
      method === 'OPTIONS'
        ? undefined
        : wrongPage({ ...originsOf(asked), proves: form && method === 'POST' }, allowed, acts)
    if (foreign !== undefined) {
      count(counts.refusals, 'origin')
      const client = shownAddress(asked.env.peer)
      quiet(`origin ${client}`, `[http server] request of ${client} for ${path} refused: ${foreign}`)
      return answered(await said(asked, 403, 'Access denied'))
    }
    const size = declared(asked)
    if (size > maxBody && !(size === Number.POSITIVE_INFINITY && maxBody > 0)) {
      count(counts.refusals, 'size')
      return answered(refused(asked, 413, { Connection: 'close' }))
    }
    return answered(await route.answer(asked))
  }
}

const words = { 404: 'Not Found', 405: 'Method Not Allowed', 413: 'Content Too Large', 500: 'Internal Server Error' }
const refused = (asked: Asked, status: keyof typeof words, more: Record<string, string> = {}): Response =>
  asked.text(words[status], status, more)

/** What one port answers: the routes of the agent, those of plugins that are there, or both. */
export function appOf(site: Site, plugins: readonly Plugin[], core: boolean) {
  const app = new Hono<Env>()
  app.use(watched(site), gate(site))
  for (const route of [...(core ? coreRoutes(site) : []), ...plugins.flatMap(({ routes }) => routes)])
    app.all(route.path, guarded(route, site))
  app.notFound((asked) => {
    count(site.counts.requests, `other 404`)
    site.log.debug(`[http server] unknown path: ${shown(asked.req.path)}`)
    return refused(asked, 404)
  })
  app.onError((error, asked) => {
    site.log.error(`[http server] unexpected error at ${shown(asked.req.path)}: ${error.message}`)
    return refused(asked, 500)
  })
  return app
}
