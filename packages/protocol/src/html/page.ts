import { createHash } from 'node:crypto'
import { escapeHtml } from './escape.ts'
import { script } from './script.ts'
import { style } from './style.ts'

/** A part of a report that has a heading of its own. */
export interface Part {
  readonly id: string
  readonly title: string
  /** Entries in it; undefined where it is one thing. */
  readonly count?: number
  /** Markup. */
  readonly body: string
  /** Where its values come from. */
  readonly source?: string
  /** What else there is to say of it. */
  readonly hint?: string
  /** Folded up at first. */
  readonly closed?: boolean
}

export interface Page {
  readonly title: string
  /** One line below the title. */
  readonly lead: string
  /** What the reader should know before all: one text each. */
  readonly notes?: readonly string[]
  /** What answers the first question, as name and value. */
  readonly facts: readonly (readonly [name: string, value: string])[]
  readonly parts: readonly Part[]
  /** Last line. */
  readonly foot: string
  /** Added to the style of all pages. */
  readonly style?: string
}

/**
 * A whole page in one file: nothing is loaded from anywhere, and a policy in it forbids to, so that a hostile value could
 * not even call home. All texts but `body` are escaped here.
 */
export function htmlPage({ title, lead, notes = [], facts, parts, foot, style: more = '' }: Page): string {
  const look = style + more
  const hash = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`
  const policy = `default-src 'none'; img-src data:; style-src ${hash(look)}; script-src ${hash(script)}; base-uri 'none'; form-action 'none'`
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${escapeHtml(title)}</title>
<link rel="icon" href="data:,">
<style>${look}</style>
</head>
<body>
<header>
<h1>${escapeHtml(title)}</h1>
<p class="lead">${escapeHtml(lead)}</p>
${notes.length > 0 ? `<div class="notes"><strong>What is missing</strong><ul>${notes.map((note) => `<li>${escapeHtml(note)}</li>`).join('')}</ul></div>\n` : ''}<dl class="facts">
${facts.map(([name, value]) => `<div><dt>${escapeHtml(name)}</dt><dd>${escapeHtml(value)}</dd></div>`).join('\n')}
</dl>
</header>
<main>
<div class="tools" hidden><label for="search">Search</label><input id="search" type="search" autocomplete="off" placeholder="name, version, address, serial number"><output id="found" for="search" role="status"></output></div>
<nav aria-label="Contents"><ul>
${parts.map(entry).join('\n')}
</ul></nav>
${parts.map(section).join('\n')}
</main>
<footer><p>${escapeHtml(foot)}</p></footer>
<script>${script}</script>
</body>
</html>
`
}

const counted = ({ count }: Part): string => (count === undefined ? '' : ` <span class="count">${count}</span>`)

const entry = (part: Part): string =>
  `<li><a href="#${escapeHtml(part.id)}">${escapeHtml(part.title)}${counted(part)}</a></li>`

const section = (part: Part): string =>
  `<details id="${escapeHtml(part.id)}"${part.closed ? '' : ' open'}>
<summary><h2>${escapeHtml(part.title)}</h2>${counted(part)}</summary>
${part.body}
${part.hint ? `<p class="source">${escapeHtml(part.hint)}</p>\n` : ''}${part.source ? `<p class="source">Source: ${escapeHtml(part.source)}</p>\n` : ''}</details>`
