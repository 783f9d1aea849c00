/**
 * The HTML report in a real browser (Debian's chromium), as a file without network: no error, search and sorting work, nothing
 * serious for assistive technology, hostile values are only shown. Screenshots go to .ci/out/report.
 */
import assert from 'node:assert/strict'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Browser } from 'playwright-core'
import { binPath, runBin } from '../testkit/src/run.ts'
import { launched, opened, picturesOf, program, schemes, serious, sidewards, widths } from './browser.ts'
import { check, end, skip } from './checks.ts'

const pictures = picturesOf('report')

const hosts = fileURLToPath(new URL('../../testdata/hosts', import.meta.url))
async function reports(dir: string): Promise<readonly (readonly [name: string, file: string])[]> {
  const made: [string, string][] = []
  for (const name of ['this machine', ...readdirSync(hosts)]) {
    const capture = name === 'this machine' ? [] : ['--capture', join(hosts, name, 'machine.capture')]
    const { stdout, code, stderr } = await runBin('inventory', ['--html', ...capture])
    assert.equal(code, 0, stderr)
    const file = join(dir, `${name.replace(' ', '-')}.html`)
    writeFileSync(file, stdout)
    made.push([name, file])
  }
  return made
}

/** A real page and a full one are looked at in all ways, the others once. */
async function look(browser: Browser, name: string, file: string): Promise<void> {
  const whole = name === 'this machine' || name === 'debian-laptop'
  for (const width of whole ? widths : [390])
    for (const scheme of whole ? schemes : (['dark'] as const))
      await check(`${name}, ${width} pixels, ${scheme}: no complaint, fits, usable by all`, async () => {
        const { page, complaints } = await opened(browser, file, width, scheme)
        assert.deepEqual(complaints, [])
        assert.equal(await sidewards(page), 0, 'the page scrolls sideways')
        assert.deepEqual(await serious(page), [])
        await page.screenshot({ path: join(pictures, `${name.replace(' ', '-')}-${width}-${scheme}.png`) })
        await page.context().close()
      })
}

async function use(browser: Browser, file: string): Promise<void> {
  const { page, complaints } = await opened(browser, file)
  const rows = page.locator('#softwares tbody tr')
  const visible = () => page.locator('#softwares tbody tr:not([hidden])').count()
  const names = () => page.locator('#softwares tbody tr td:first-child').allTextContents()
  await check('search hides what does not match, and says how much does', async () => {
    const all = await rows.count()
    const first = (await names())[0] ?? ''
    await page.fill('#search', first.toUpperCase())
    const some = await visible()
    assert.ok(some >= 1 && some < all, `${some} of ${all}`)
    assert.match((await page.textContent('#found')) ?? '', /^\d+ match(es)?$/)
    await page.fill('#search', 'nothing at all is called so')
    assert.equal(await page.locator('details:visible').count(), 0)
    await page.fill('#search', '')
    assert.equal(await visible(), all)
  })
  await check('the head of a column sorts by it, and back', async () => {
    const sorted = (list: readonly string[]): string[] =>
      [...list].sort(new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' }).compare)
    const head = page.locator('#softwares th').first()
    await head.locator('button').click()
    assert.equal(await head.getAttribute('aria-sort'), 'ascending')
    assert.deepEqual(await names(), sorted(await names()))
    await head.locator('button').focus()
    await page.keyboard.press('Enter')
    assert.equal(await head.getAttribute('aria-sort'), 'descending')
    assert.deepEqual(await names(), sorted(await names()).reverse())
  })
  await check('sizes are sorted by their number', async () => {
    const heads = await page.locator('#softwares th').allTextContents()
    const column = heads.indexOf('Size')
    assert.ok(column > 0, heads.join())
    await page.locator('#softwares th').nth(column).locator('button').click()
    const cells = `#softwares tbody tr td:nth-child(${column + 1})`
    const list = (await page.evaluate(
      `[...document.querySelectorAll('${cells}')].map((cell) => cell.dataset.v).filter(Boolean).map(Number)`,
    )) as number[]
    assert.ok(list.length > 1)
    assert.deepEqual(
      list,
      [...list].sort((a, b) => a - b),
    )
  })
  await check('on paper: everything is open, nothing of the controls', async () => {
    await page.emulateMedia({ media: 'print' })
    assert.equal(await page.locator('.tools').isVisible(), false)
    await page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert.equal(await page.locator('details:not([open])').count(), 0)
    await page.pdf({ path: join(pictures, 'report.pdf'), format: 'A4' })
  })
  await check('and nobody complained', () => assert.deepEqual(complaints, []))
  await page.context().close()
}

/** Names of software that would act if they were not only shown. */
const hostile = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(2)>',
  "'><svg onload=alert(3)>",
  '</td></tr></table><iframe src=https://example.org></iframe>',
  '<a href="javascript:alert(4)">here</a>',
]

async function attack(browser: Browser, dir: string): Promise<void> {
  await check('hostile names are only shown', async () => {
    const extra = join(dir, 'extra.json')
    writeFileSync(extra, JSON.stringify({ content: { softwares: hostile.map((name) => ({ name })) } }))
    const { stdout } = await runBin('inventory', ['--html', '--tag', hostile[0] ?? '', '--additional-content', extra])
    const file = join(dir, 'hostile.html')
    writeFileSync(file, stdout)
    const { page, complaints } = await opened(browser, file)
    await page.waitForTimeout(300)
    assert.deepEqual(complaints, [])
    const shown = await page.locator('#softwares tbody tr td:first-child').allTextContents()
    for (const name of hostile) assert.ok(shown.includes(name), name)
    assert.equal(await page.locator('iframe, img, svg').count(), 0)
    await page.context().close()
  })
}

if (!existsSync(program)) skip('the report in a browser', `${program} is not installed`)
else if (!existsSync(binPath('inventory'))) skip('the report in a browser', 'nothing is built: npm test')
else {
  mkdirSync(pictures, { recursive: true })
  const dir = mkdtempSync(join(tmpdir(), 'report-'))
  const browser = await launched()
  try {
    const made = await reports(dir)
    for (const [name, file] of made) await look(browser, name, file)
    await use(browser, made[0]?.[1] ?? '')
    await attack(browser, dir)
  } finally {
    await browser.close()
    rmSync(dir, { recursive: true })
  }
}
end()
