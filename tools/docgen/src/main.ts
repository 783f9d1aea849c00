/** `npm run docs`: makes the reference pages; `--check` says which are stale, and changes nothing. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { deviceSchema, foundSchema, schema } from '@fusioninventory/protocol'
import { probes } from '../../../packages/core-probes/src/local/registry.ts'
import { bashCompletion, fishCompletion, zshCompletion } from './completion.ts'
import { configurationPage } from './configuration-page.ts'
import { deviceFieldsPage, fieldsPage } from './fields-page.ts'
import { manPage } from './man-page.ts'
import { optionsPage } from './options-page.ts'
import { probesPage } from './probes-page.ts'
import { checkout } from './shown.ts'
import { tools } from './tools.ts'

const pages: Record<string, () => string> = {
  'docs/reference/configuration.md': configurationPage,
  'docs/reference/fields.md': () => fieldsPage(schema),
  'docs/reference/device-fields.md': () => deviceFieldsPage(deviceSchema, foundSchema),
  'docs/reference/options.md': () => optionsPage(tools),
  'docs/reference/probes.md': () => probesPage(probes),
}
for (const tool of tools) {
  pages[`docs/man/${tool.name}.1`] = () => manPage(tool, tools)
  pages[`docs/completion/bash/${tool.name}`] = () => bashCompletion(tool)
  pages[`docs/completion/zsh/_${tool.name}`] = () => zshCompletion(tool)
  pages[`docs/completion/fish/${tool.name}.fish`] = () => fishCompletion(tool)
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
