import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'

/** What the entry loads at once: every module and library reached by static imports that leave something at run time. */
function loaded(file: string, seen: Set<string>): Set<string> {
  if (seen.has(file)) return seen
  seen.add(file)
  const source = readFileSync(file, 'utf8')
  for (const [, clause = '', from = ''] of source.matchAll(/^(?:import|export)\s+([^'"]*?)from '([^']+)'/gm)) {
    if (clause.startsWith('type ')) continue
    if (from.startsWith('.')) loaded(join(dirname(file), from), seen)
    else seen.add(from)
  }
  return seen
}

test('the entry is light: no parser, no builder, nothing of Node', () => {
  const modules = [...loaded(join(import.meta.dirname, 'index.ts'), new Set())]
  expect(modules.filter((name) => !name.endsWith('.ts'))).toEqual([])
  expect(modules.some((name) => name.endsWith('/model/table.ts'))).toBe(true)
  expect(modules.some((name) => /\/xml\/(read|scan|build)\.ts$/.test(name))).toBe(false)
})

test('reader and builder have entries of their own', async () => {
  const { readXml } = await import('./xml/index.ts')
  const { buildRequest } = await import('./message/index.ts')
  const root = readXml(buildRequest('NETDISCOVERY', 'id', { CONTENT: { AGENT: { START: 1 } } }))
  expect(root.children.map(({ name, text }) => [name, text.trim()])).toEqual([
    ['CONTENT', ''],
    ['DEVICEID', 'id'],
    ['QUERY', 'NETDISCOVERY'],
  ])
})
