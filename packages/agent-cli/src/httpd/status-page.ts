import { html } from 'hono/html'
import type { LastRun, TargetView } from '../daemon/view.ts'
import { page } from './answers.ts'
import { nowEveryMs } from './now.ts'
import type { Asked, Site } from './site.ts'

/** `waiting` is for programs. */
function stateOf(status: string): { readonly mark: string; readonly text: string } {
  if (status.startsWith('running')) return { mark: 'busy', text: `${status.charAt(0).toUpperCase()}${status.slice(1)}` }
  if (status === 'paused') return { mark: 'paused', text: 'Paused' }
  return { mark: 'calm', text: status === 'waiting' ? 'Waiting for the next run' : status }
}

const units = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
] as const

/** `in 3 hours`, `2 minutes ago`, `now` */
export function distance(at: Date, now: number): string {
  const seconds = Math.round((at.getTime() - now) / 1000)
  const [unit, size] = units.find(([, one]) => Math.abs(seconds) >= one) ?? ['second', 1]
  if (unit === 'second') return seconds > 0 ? 'in less than a minute' : seconds > -15 ? 'now' : 'less than a minute ago'
  const count = Math.round(Math.abs(seconds) / size)
  const words = `${count} ${unit}${count === 1 ? '' : 's'}`
  return seconds > 0 ? `in ${words}` : `${words} ago`
}

const two = (number: number): string => String(number).padStart(2, '0')
/** Local time: `2026-11-26 15:03`. */
const clockTime = (at: Date): string =>
  `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())} ${two(at.getHours())}:${two(at.getMinutes())}`

const moment = (at: Date, now: number) =>
  html`<time datetime="${at.toISOString()}">${clockTime(at)}</time> <span class="soft">(${distance(at, now)})</span>`

/** A moment that has come is one that is waited for no longer. */
const next = (at: Date | undefined, now: number) =>
  at === undefined ? html`<span class="soft">not planned</span>` : at.getTime() <= now ? html`now` : moment(at, now)

const last = (run: LastRun | undefined, now: number) =>
  run === undefined
    ? html`<span class="soft">none yet</span>`
    : html`<span class="${run.ok ? 'good' : 'bad'}">${run.ok ? 'Done' : 'Failed'}</span> ${moment(run.at, now)}${
        run.ok && run.text === 'done' ? '' : html`<br><span class="soft">${run.text}</span>`
      }`

const kinds = { server: 'Server', local: 'Local folder', listener: 'On request' } as const

const row = (target: TargetView, now: number) => html`<li>
<h3>${target.name}</h3>
<dl>
<div><dt>Kind</dt><dd>${kinds[target.kind]} <span class="soft">(${target.id})</span></dd></div>
<div><dt>Next run</dt><dd>${next(target.nextRun, now)}</dd></div>
<div><dt>Last run</dt><dd>${last(target.lastRun, now)}</dd></div>
</dl>
</li>`

function button({ now, formKey, token, clock }: Site) {
  const since = now.asked === undefined ? undefined : clock.now() - now.asked
  const asked = since !== undefined && since >= 0 && since < nowEveryMs
  return html`<form method="post" action="/now">
<input type="hidden" name="key" value="${formKey}">
${
  token === undefined ? '' : html`<label>Token <input type="password" name="token" required autocomplete="off"></label>`
}
<button type="submit">Run all targets now</button>
${asked ? html`<p role="status">Asked for: every target will be dealt with in its turn. Load the page again to see how far it is.</p>` : ''}
</form>`
}

/** What this agent is about, for people. Who is not trusted learns no more than `/status` tells. */
export function statusPage(site: Site, asked: Asked) {
  const { view, version, plugins, clock } = site
  const { mark, text } = stateOf(view.status())
  const state = html`<p class="state ${mark}" role="status">${text}</p>`
  const title = 'FusionInventory Agent'
  const head = html`<header><img src="/logo.png" width="48" height="48" alt=""><h1>${title}</h1></header>`
  if (!asked.var.judgement.trusted) return page(title, html`${head}<main>${state}</main>`)
  const now = clock.now()
  const targets = view.targets()
  return page(
    title,
    html`${head}
<main>
${state}
${button(site)}
<h2>Targets</h2>
${targets.length === 0 ? html`<p class="soft">None.</p>` : html`<ul class="targets">${targets.map((target) => row(target, now))}</ul>`}
<h2>This agent</h2>
<dl class="facts">
<div><dt>Identity</dt><dd>${view.deviceid}</dd></div>
<div><dt>Version</dt><dd>${version}</dd></div>
<div><dt>Started</dt><dd>${moment(view.started, now)}</dd></div>
${plugins.map(
  ({ title: name, port, routes }) =>
    html`<div><dt>${name}</dt><dd>${routes[0]?.path.replace(/\/[^/]*$/, '') ?? ''}${port === undefined ? '' : ` at port ${port}`}</dd></div>`,
)}
</dl>
</main>`,
  )
}
