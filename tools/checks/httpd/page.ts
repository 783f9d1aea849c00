/** The status page in a browser. */
import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { connect, createServer as createRelay } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { opened, picturesOf, schemes, serious, sidewards, widths } from '../browser.ts'
import { check } from '../checks.ts'
import { type Shown, type Started, shown, startAlone } from './start.ts'

const pictures = picturesOf('httpd')

/** Until the page that comes of it is there. */
async function loaded(page: Page, act: () => Promise<unknown>): Promise<void> {
  const there = page.waitForEvent('load')
  await act()
  await there
}

const hour = 3_600_000
const ago = (ms: number): Date => new Date(Date.now() - ms)
const targets: Shown['list'] = [
  { id: 'local0', kind: 'local', name: '/var/tmp/inventories', nextRun: ago(-17 * 60_000) },
  {
    id: 'server0',
    kind: 'server',
    name: 'https://glpi.example.org/front/inventory.php',
    host: '192.0.2.7',
    nextRun: ago(-5 * hour),
    lastRun: { at: ago(19 * hour), ok: true, text: 'done' },
  },
  {
    id: 'server1',
    kind: 'server',
    name: 'http://ocs.example.org/ocsinventory',
    host: '192.0.2.8',
    nextRun: ago(-60_000),
    lastRun: { at: ago(90_000), ok: false, text: 'connection refused (is the server running at this port?)' },
  },
]

/** A client at another address of this machine, which a browser cannot choose: what comes to this port goes on from there. */
async function relay(to: number, from: string): Promise<{ readonly port: number; close(): void }> {
  const server = createRelay((socket) => {
    const other = connect({ host: '127.0.0.1', port: to, localAddress: from })
    for (const one of [socket, other]) one.on('error', () => undefined)
    socket.pipe(other).pipe(socket)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const address = server.address()
  return { port: typeof address === 'object' && address ? address.port : 0, close: () => void server.close() }
}

/** A page of another site, which tries all that it can. */
async function evil(target: string): Promise<{ readonly url: string; close(): void }> {
  const server = createServer((_, response) => {
    response.setHeader('Content-Type', 'text/html')
    response.end(`<!doctype html><title>evil</title><img src="${target}/now"><iframe src="${target}/"></iframe>
<form method="post" action="${target}/now"><input name="key" value="guessed"></form>
<script>fetch('${target}/now',{mode:'no-cors'}).catch(()=>0);fetch('${target}/status').then(()=>{document.title='read'},()=>0)</script>`)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  return { url: `http://localhost:${port}/`, close: () => void server.close() }
}

async function look(browser: Browser, { url }: Started, view: Shown): Promise<void> {
  for (const state of ['waiting', 'running task Inventory', 'paused'] as const)
    for (const width of widths)
      for (const scheme of schemes)
        await check(`${state}, ${width} pixels, ${scheme}: no complaint, fits, usable by all`, async () => {
          view.state = state
          const { page, complaints } = await opened(browser, url, width, scheme)
          assert.equal(await sidewards(page), 0, 'the page scrolls sideways')
          await page.screenshot({
            path: join(pictures, `${state.split(' ')[0]}-${width}-${scheme}.png`),
            fullPage: true,
          })
          assert.deepEqual(complaints, [])
          assert.deepEqual(await serious(page), [])
          await page.context().close()
        })
  view.state = 'waiting'
}

async function press(browser: Browser, { url }: Started, view: Shown): Promise<void> {
  await check('the button works, by mouse and by keyboard, and says so', async () => {
    const { page, complaints } = await opened(browser, url)
    assert.match((await page.textContent('main')) ?? '', /connection refused/)
    await loaded(page, () => page.getByRole('button', { name: 'Run all targets now' }).click())
    assert.deepEqual(view.runs, [['local0', 'server0', 'server1']])
    assert.match((await page.textContent('form')) ?? '', /Asked for/)
    await page.screenshot({ path: join(pictures, 'asked.png'), fullPage: true })
    await page.getByRole('button').focus()
    await loaded(page, () => page.keyboard.press('Enter'))
    assert.equal(page.url(), `${url}/`)
    assert.equal(view.runs.length, 1, 'not twice in a minute')
    assert.deepEqual(await serious(page), [])
    assert.deepEqual(complaints, [])
    await page.context().close()
  })
}

async function strangers(browser: Browser, { port }: Started, view: Shown): Promise<void> {
  await check('a client that is not trusted sees only the status', async () => {
    const before = view.runs.length
    const other = await relay(port, '127.0.0.2')
    try {
      const { page, complaints } = await opened(browser, `http://127.0.0.1:${other.port}`)
      assert.equal((await page.textContent('main'))?.trim(), 'Waiting for the next run')
      assert.equal(await page.locator('form, button, a, li').count(), 0)
      const whole = await page.content()
      for (const { id, name } of targets) assert.ok(!whole.includes(name) && !whole.includes(id), name)
      assert.deepEqual(await serious(page), [])
      await page.screenshot({ path: join(pictures, 'stranger.png') })
      await page.goto(`http://127.0.0.1:${other.port}/now`)
      assert.match((await page.textContent('body')) ?? '', /Access denied/)
      assert.deepEqual(
        complaints.filter((text) => !text.includes('403')),
        [],
      )
      assert.equal(view.runs.length, before)
      await page.context().close()
    } finally {
      other.close()
    }
  })
}

async function attack(browser: Browser, { url }: Started, view: Shown): Promise<void> {
  await check('a page of another site does nothing and reads nothing', async () => {
    const before = view.runs.length
    const site = await evil(url)
    try {
      const context = await browser.newContext()
      const page = await context.newPage()
      await page.goto(site.url)
      await page.waitForTimeout(500)
      assert.equal(await page.title(), 'evil')
      await loaded(page, () => page.evaluate('document.forms[0].submit()'))
      assert.equal(page.url(), `${url}/now`)
      assert.match((await page.textContent('body')) ?? '', /Access denied/)
      assert.equal(view.runs.length, before)
      await context.close()
    } finally {
      site.close()
    }
  })
  await check('hostile names are only shown', async () => {
    const name = 'http://h/<script>alert(1)</script>"><img src=x onerror=alert(2)>'
    view.list = [
      { id: 'server0', kind: 'server', name, lastRun: { at: new Date(), ok: false, text: '<svg onload=alert(3)>' } },
    ]
    const { page, complaints } = await opened(browser, url)
    await page.waitForTimeout(300)
    assert.deepEqual(complaints, [])
    assert.equal(await page.textContent('h3'), name)
    assert.equal(await page.locator('script, svg, main img').count(), 0)
    await page.context().close()
  })
}

export async function inBrowser(browser: Browser): Promise<void> {
  mkdirSync(pictures, { recursive: true })
  const dir = mkdtempSync(join(tmpdir(), 'httpd-page-'))
  const view = shown()
  view.list = targets
  const files = { 'inventory-server-plugin.cfg': 'disabled = no\ntoken = a token of 24 characters\n' }
  const started = await startAlone(dir, view, files)
  try {
    await look(browser, started, view)
    await press(browser, started, view)
    await strangers(browser, started, view)
    await attack(browser, started, view)
  } finally {
    await started.server.close()
    rmSync(dir, { recursive: true })
  }
}
