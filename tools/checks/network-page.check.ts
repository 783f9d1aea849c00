/**
 * The page of a network in a real browser (Debian's chromium), as a file without network: of a small one, of one with 500
 * devices, and of one whose names would act if they were not only shown. No error, nothing serious for assistive technology, text
 * where it belongs, complete without scripts. Screenshots go to .ci/out/report.
 */
import assert from 'node:assert/strict'
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { campus, type DeviceDocument, streamOf } from '../testkit/src/network/campus.ts'
import { binPath, runBin } from '../testkit/src/run.ts'
import { launched, opened, picturesOf, program, schemes, serious, sidewards, widths } from './browser.ts'
import { check, end, skip } from './checks.ts'

const pictures = picturesOf('report')

/** The page that `fusioninventory-protocol convert` makes of the documents, merged. */
async function pageOf(documents: readonly DeviceDocument[], dir: string, name: string): Promise<string> {
  const [parts, page] = [join(dir, `${name}.xml`), join(dir, `${name}.html`)]
  writeFileSync(parts, streamOf(documents))
  const merged = await runBin('protocol', ['merge', parts])
  assert.equal(merged.code, 0, merged.stderr)
  const made = await runBin('protocol', ['convert', '--to', 'html'], { stdin: merged.stdout })
  assert.equal(made.code, 0, made.stderr)
  writeFileSync(page, made.stdout)
  return page
}

/** Texts of the map that end outside their card or the picture, and cards that cover each other. */
const misplaced = (page: Page): Promise<readonly string[]> =>
  page.evaluate(`(() => {
    const svg = [...document.querySelectorAll('#map svg')].find((one) => one.getBoundingClientRect().width > 0)
    const whole = svg.getBoundingClientRect()
    const wrong = []
    const inside = (a, b) => a.left >= b.left - 1 && a.right <= b.right + 1 && a.top >= b.top - 1 && a.bottom <= b.bottom + 1
    const cards = [...svg.querySelectorAll('rect.card')].map((card) => ({ card, box: card.getBoundingClientRect() }))
    for (const { card, box } of cards) {
      if (!inside(box, whole)) wrong.push('a card outside of the map')
      for (const text of card.parentNode.querySelectorAll('text')) {
        const { top, bottom, left } = text.getBoundingClientRect()
        if (top < box.top - 1 || bottom > box.bottom + 1 || left < box.left) wrong.push('outside of its card: ' + text.textContent)
      }
    }
    for (const [at, a] of cards.entries())
      for (const b of cards.slice(at + 1))
        if (a.box.left < b.box.right && b.box.left < a.box.right && a.box.top < b.box.bottom && b.box.top < a.box.bottom)
          wrong.push('cards cover each other')
    return wrong
  })()`) as Promise<readonly string[]>

async function look(browser: Browser, name: string, file: string): Promise<void> {
  for (const width of widths)
    for (const scheme of schemes)
      await check(`${name}, ${width} pixels, ${scheme}: no complaint, fits, usable by all`, async () => {
        const { page, complaints } = await opened(browser, file, width, scheme)
        assert.deepEqual(complaints, [])
        assert.equal(await sidewards(page), 0, 'the page scrolls sideways')
        assert.deepEqual(await misplaced(page), [])
        assert.deepEqual(await serious(page), [])
        await page.screenshot({ path: join(pictures, `${name.replaceAll(' ', '-')}-${width}-${scheme}.png`) })
        await page.locator('#map').scrollIntoViewIfNeeded()
        await page.locator('#map .map').focus()
        await page.evaluate("document.querySelector('#map').scrollIntoView()")
        await page.screenshot({ path: join(pictures, `${name.replaceAll(' ', '-')}-map-${width}-${scheme}.png`) })
        await page.context().close()
      })
}

async function tables(browser: Browser, file: string, documents: readonly DeviceDocument[]): Promise<void> {
  await check('without scripts: the map and every device are there', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 1280, height: 900 } })
    const page = await context.newPage()
    await page.goto(pathToFileURL(file).href)
    assert.equal(await page.locator('#map svg[role=img]:visible').count(), 1)
    const found = documents.filter(({ query }) => query === 'NETDISCOVERY').length
    assert.equal(await page.locator('[id^=subnet-] tbody tr').count(), found)
    console.log(
      `    ${found} devices in tables, ${await page.locator('#map .wide rect.card').count()} cards, ${await page.locator('#links tbody tr').count()} links`,
    )
    await context.close()
  })
  await check('the map has a name and a description; each line of it is a row of the table of links', async () => {
    const { page } = await opened(browser, file)
    const image = page.getByRole('img', { name: 'Map of the network' })
    assert.equal(await image.count(), 1)
    const links = await page.locator('#map .wide path.link').count()
    const rows = await page.locator('#links tbody tr').count()
    assert.ok(links > 0 && links <= rows, `${links} lines, ${rows} rows`)
    await page.context().close()
  })
  await check('search finds a device, with the table that it stands in', async () => {
    const { page, complaints } = await opened(browser, file)
    await page.fill('#search', 'printer-2-1')
    assert.ok((await page.locator('[id^=subnet-] tbody tr:not([hidden])').count()) >= 1)
    assert.ok((await page.locator('details:visible').count()) >= 1)
    assert.deepEqual(complaints, [])
    await page.context().close()
  })
}

const hostile = [
  '<script>alert(1)</script>',
  '"><image href=x onerror=alert(2) />',
  '</text></svg><img src=x onerror=alert(3)>',
  '</title><svg onload=alert(4)>',
  '<a xlink:href="javascript:alert(5)">here</a>',
  'W'.repeat(300),
  '\u202egnp.exe',
]

async function attack(browser: Browser, dir: string): Promise<void> {
  await check('hostile names of devices, ports and neighbours are only shown', async () => {
    const documents = hostile.flatMap((name, at): readonly DeviceDocument[] => [
      {
        ...{ deviceid: 'foo', job: '1', version: '3', query: 'SNMPQUERY' as const },
        content: {
          INFO: {
            NAME: name,
            TYPE: 'NETWORKING',
            MAC: `02:00:00:00:00:0${at}`,
            LOCATION: name,
            MODEL: name,
            IPS: { IP: [`192.0.2.${at + 1}`] },
          },
          PORTS: [
            {
              IFNUMBER: 1,
              IFNAME: name,
              CONNECTIONS: {
                CDP: 1,
                CONNECTION: [
                  { SYSNAME: hostile[(at + 1) % hostile.length] ?? '', IFDESCR: name },
                  { SYSNAME: `${name}x` },
                ],
              },
            },
          ],
        },
      },
    ])
    const file = await pageOf(documents, dir, 'hostile')
    const { page, complaints } = await opened(browser, file)
    await page.waitForTimeout(300)
    assert.deepEqual(complaints, [])
    assert.equal(await page.locator('iframe, img, image, svg a, body svg svg, script:not(:last-child)').count(), 0)
    const names = (await page.locator('#subnet-1 tbody tr td:first-child').allTextContents()).join('\n')
    for (const name of hostile.slice(0, 5)) assert.ok(names.includes(name), name)
    assert.deepEqual(await misplaced(page), [])
    assert.deepEqual(await serious(page), [])
    await page.screenshot({ path: join(pictures, 'network-hostile.png') })
    await page.context().close()
  })
}

if (!existsSync(program)) skip('the page of a network in a browser', `${program} is not installed`)
else if (!existsSync(binPath('protocol'))) skip('the page of a network in a browser', 'nothing is built: npm test')
else {
  mkdirSync(pictures, { recursive: true })
  const dir = mkdtempSync(join(tmpdir(), 'network-page-'))
  const browser = await launched()
  try {
    const [small, large] = [campus({ switches: 3, devices: 4 }), campus({ switches: 24, devices: 20 })]
    const file = await pageOf(large, dir, 'large')
    await look(browser, 'network small', await pageOf(small, dir, 'small'))
    await look(browser, 'network of 500', file)
    await tables(browser, file, large)
    await attack(browser, dir)
  } finally {
    await browser.close()
    rmSync(dir, { recursive: true })
  }
}
end()
