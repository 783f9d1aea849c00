import { html } from 'hono/html'
import type { Asked } from './site.ts'

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
