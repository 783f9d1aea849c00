/** `npm run docs`: makes the reference pages; `--check` says which are stale, and changes nothing. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { probes } from '../../../packages/core-probes/src/local/registry.ts'
import { probesPage } from './probes-page.ts'
import { checkout } from './shown.ts'

const pages: Readonly<Record<string, () => string>> = {
  'docs/reference/probes.md': () => probesPage(probes),
}

for (const [name, make] of Object.entries(pages)) {
  const file = join(checkout, name)
  const text = `${make().trimEnd()}\n`
  const stale = !existsSync(file) || readFileSync(file, 'utf8') !== text
  if (process.argv.includes('--check')) {
    if (stale) {
      console.log(`${name} is stale: npm run docs`)
      process.exitCode = 1
    }
  } else if (stale) {
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, text)
    console.log(`${name} written`)
  }
}
