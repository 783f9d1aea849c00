/** Debian's chromium, and what it says of a page. */
import { fileURLToPath, pathToFileURL } from 'node:url'
import axe from 'axe-core'
import { type Browser, chromium, type Page } from 'playwright-core'

export const program = '/usr/bin/chromium'
/** Where the screenshots of a check go. */
export const picturesOf = (check: 'report' | 'httpd'): string =>
  fileURLToPath(new URL(`../../.ci/out/${check}`, import.meta.url))
export const widths = [390, 1280] as const
export const schemes = ['light', 'dark'] as const

interface Finding {
  readonly id: string
  readonly impact: string | null
  readonly nodes: readonly { readonly html: string }[]
}

/** What a browser complained about, and what it asked the network for. */
interface Watched {
  readonly page: Page
  readonly complaints: string[]
}

/** Whether a page may ask for that: a file for nothing beside itself, one of a server for what is there. */
const isOwn = (asked: string, page: string): boolean =>
  page.startsWith('file:') ? /^(?:file|data):/.test(asked) : new URL(asked).origin === new URL(page).origin

/** Opens a file or an address as a reader would, and listens for complaints. */
export async function opened(
  browser: Browser,
  place: string,
  width = 1280,
  scheme: 'light' | 'dark' = 'light',
): Promise<Watched> {
  const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme: scheme })
  const page = await context.newPage()
  const complaints: string[] = []
  const url = /^https?:/.test(place) ? place : pathToFileURL(place).href
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('dialog', (dialog) => {
    complaints.push(`dialog: ${dialog.message()}`)
    void dialog.dismiss()
  })
  page.on('request', (request) => {
    if (!isOwn(request.url(), url)) complaints.push(`request: ${request.url()}`)
  })
  await page.goto(url)
  return { page, complaints }
}

/** How far the page scrolls sideways, in pixels. */
export const sidewards = (page: Page): Promise<unknown> =>
  page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')

/** What makes a page hard or impossible to use with assistive technology, as axe-core sees it. */
export async function serious(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe.source)
  const found = (await page.evaluate('axe.run(document).then(({ violations }) => violations)')) as Finding[]
  return found
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`)
}

export const launched = (): Promise<Browser> =>
  chromium.launch({
    executablePath: program,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
