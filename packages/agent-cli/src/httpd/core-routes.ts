import { favicon, logo } from './logo.ts'
import { nowRoutes } from './now-routes.ts'
import type { Asked, Route, Site } from './site.ts'
import { statusPage } from './status-page.ts'
import { style } from './style.ts'

const aDay = { 'Cache-Control': 'max-age=86400' }

/** Those that are there whatever the plugins. */
export function coreRoutes(site: Site): readonly Route[] {
  const { view } = site
  const fixed = (path: string, type: string, body: string | Uint8Array<ArrayBuffer>): Route => ({
    path,
    methods: ['GET'],
    answer: (asked) => asked.body(body, 200, { 'Content-Type': type, ...aDay }),
  })
  return [
    { path: '/', methods: ['GET'], answer: (asked) => asked.html(statusPage(site, asked)) },
    { path: '/status', methods: ['GET'], answer: (asked) => asked.text(`status: ${view.status()}`) },
    { path: '/healthz', methods: ['GET'], answer: (asked) => asked.text('ok') },
    ...nowRoutes(site),
    { path: '/metrics', methods: ['GET'], answer: (asked) => metrics(site, asked) },
    fixed('/logo.png', 'image/png', logo),
    fixed('/favicon.ico', 'image/x-icon', favicon),
    fixed('/site.css', 'text/css; charset=utf-8', style),
  ]
}

async function metrics(site: Site, asked: Asked): Promise<Response> {
  if (!asked.var.judgement.trusted) return asked.text('Access denied', 403)
  const { metricsText } = await import('./metrics.ts')
  const { type, text } = await metricsText(site)
  return asked.body(text, 200, { 'Content-Type': type })
}
