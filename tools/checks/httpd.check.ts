/**
 * The web server of the agent: its page in a real browser (Debian's chromium), and its answers beside those of the Perl
 * agent 2.6, whose programs use its plugins, too. Screenshots go to .ci/out/httpd.
 */
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { binPath } from '../testkit/src/run.ts'
import { launched, program } from './browser.ts'
import { check, end, skip } from './checks.ts'
import { besideOcs } from './httpd/ocs.ts'
import { inBrowser } from './httpd/page.ts'
import { besidePerl } from './httpd/perl.ts'
import { wholeAgent } from './httpd/whole.ts'

async function withBrowser(use: (browser: Browser) => Promise<void>): Promise<void> {
  const browser = await launched()
  try {
    await use(browser)
  } finally {
    await browser.close()
  }
}

if (!existsSync(binPath('agent'))) skip('the web server', 'nothing is built: npm test')
else {
  const dir = mkdtempSync(join(tmpdir(), 'httpd-'))
  try {
    // It waits for a minute: the others have theirs meanwhile.
    const ocs = besideOcs(dir)
    ocs.catch(() => undefined)
    if (existsSync(program)) await withBrowser(inBrowser)
    else skip('the page in a browser', `${program} is not installed`)
    if (existsSync('/usr/bin/fusioninventory-remoteinventory')) await besidePerl(dir)
    else skip('the web server beside the Perl agent', 'fusioninventory-agent of Debian is not installed')
    await wholeAgent(dir)
    await ocs
  } catch (error) {
    await check('no step breaks', () => Promise.reject(error))
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
}
end()
