import { html } from 'hono/html'
import type { Asked } from './site.ts'

/**
 * A page holds nothing but what is here: no script, nothing of others, no frame around it.
 * CSP level 3; the form is the button.
 */
const policy =
  "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

/** Of every answer. */
export const headers: Readonly<Record<string, string>> = {
  Server: 'FusionInventory-Agent',
  'X-Content-Type-Options': 'nosniff',
  'Content-Security-Policy': policy,
  'Cache-Control': 'no-store',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Resource-Policy': 'same-origin',
}

type Markup = ReturnType<typeof html>

/** All texts in a template are escaped. */
export const page = (title: string, body: Markup): Markup => html`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<link rel="icon" href="/favicon.ico">
<link rel="stylesheet" href="/site.css">
</head>
<body>
${body}
</body>
</html>
`

/** A page of one line. */
export const said = (asked: Asked, status: 200 | 403, text: string, more?: string) =>
  asked.html(
    page(
      text,
      html`<main class="said">
<h1>${text}</h1>
${more === undefined ? '' : html`<p>${more}</p>`}
<p><a href="/">FusionInventory Agent</a></p>
</main>`,
    ),
    status,
  )
