/**
 * The tarballs as people get them: made anew, held against publint, then run by `npx` from a registry on loopback in an empty
 * folder, with an empty cache, on each Node that we say we run on; the libraries are imported and type-checked.
 */
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { publint } from 'publint'
import { formatMessage } from 'publint/utils'
import { serveTarballs } from '../testkit/src/registry.ts'
import { runProgram } from '../testkit/src/run.ts'
import { check, end } from './checks.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const majors = (process.env.NODES ?? '20,24,26').split(',')
const work = mkdtempSync(join(tmpdir(), 'packages-'))
const tarballs = join(work, 'tarballs')
const npx = join(execFileSync('npm', ['root', '-g'], { encoding: 'utf8' }).trim(), 'npm/bin/npx-cli.js')

/** A Node of that major version: this one, or from the npm package `node`, which brings the binary. */
function nodeOf(major: string): string {
  if (process.versions.node.startsWith(`${major}.`)) return process.execPath
  const words = ['--yes', `--package=node@${major}`, '--', 'node', '-p', 'process.execPath']
  return execFileSync('npx', words, { encoding: 'utf8' }).trim()
}

/** A folder with that Node and a shell only: npx prefers a program of that name on the PATH or in npm's prefix to a registry. */
function pathWith(node: string, major: string): string {
  const dir = join(work, `path-${major}`)
  mkdirSync(dir)
  symlinkSync(node, join(dir, 'node'))
  for (const name of ['sh', 'env']) symlinkSync(join('/usr/bin', name), join(dir, name))
  return dir
}

const tools = [
  ['fusioninventory-inventory', ['--no-category=process,software'], /<REQUEST>\n {2}<CONTENT>/],
  ['fusioninventory-injector', ['--version'], /\d+\.\d+\.\d+/],
  ['fusioninventory-netdiscovery', ['--version'], /\d+\.\d+\.\d+/],
  ['fusioninventory-netinventory', ['--version'], /\d+\.\d+\.\d+/],
  ['fusioninventory-agent', ['--version'], /\d+\.\d+\.\d+/],
  ['@fusioninventory/protocol', ['--version'], /\d+\.\d+\.\d+/],
  ['@fusioninventory/core-probes', ['list'], /linux\/cpu/],
] as const

/** Uses every entry of the libraries as their types say. */
const client = `
import { takeInventory } from '@fusioninventory/core-probes/local'
import { openHost, type Host } from '@fusioninventory/core-probes/host'
import { type Inventory, schema, writeInventory } from '@fusioninventory/protocol'
import { inventorySchema, writeJson } from '@fusioninventory/protocol/json'
import { writeHtml } from '@fusioninventory/protocol/html'
import { readXml } from '@fusioninventory/protocol/xml'
const host: Host = await openHost({ kind: 'live' })
const inventory: Inventory = { deviceid: 'lab1', content: { HARDWARE: { NAME: 'lab1' } } }
const taken: Promise<string> = takeInventory(host, {} as Parameters<typeof takeInventory>[1]).then(({ inventory }) => inventory.deviceid)
const text: string = writeInventory(inventory) + writeJson(inventory, () => {}) + writeHtml(inventory) + readXml('<a/>').name
console.log(text.length, Object.keys(schema).length, typeof inventorySchema(), taken)
`

try {
  await check('the packages are made, each within its size', async () => {
    const made = await runProgram('npx', ['tsx', '--conditions=source', 'tools/package/run.ts', tarballs], {
      cwd: root,
      timeoutMs: 180_000,
    })
    assert.equal(made.code, 0, `${made.stdout}${made.stderr}`)
    console.log(String(made.stdout).trimEnd())
    assert.equal(readdirSync(tarballs).length, 7)
  })

  for (const file of existsSync(tarballs) ? readdirSync(tarballs) : []) {
    const dir = join(work, 'unpacked', file)
    mkdirSync(dir, { recursive: true })
    execFileSync('tar', ['-xzf', join(tarballs, file), '-C', dir])
    await check(`${file}: publint has nothing to say; licence, notices, manual page`, async () => {
      const pkgDir = join(dir, 'package')
      const manifest = JSON.parse(readFileSync(join(pkgDir, 'package.json'), 'utf8')) as Record<string, unknown>
      const { messages } = await publint({ pkgDir, strict: true, pack: false })
      assert.deepEqual(
        messages.map((message) => formatMessage(message, manifest)),
        [],
      )
      for (const name of ['LICENSE', 'THIRD-PARTY-NOTICES', 'README.md'])
        assert.ok(statSync(join(pkgDir, name)).size > 200, name)
      for (const page of manifest.man as string[]) assert.match(readFileSync(join(pkgDir, page), 'utf8'), /^\.TH /m)
      assert.equal(manifest.dependencies, undefined)
    })
  }

  const registry = await serveTarballs(tarballs)
  for (const major of majors) {
    const path = pathWith(nodeOf(major), major)
    for (const [name, args, expected] of tools)
      await check(`npx ${name} on Node ${major}, in an empty folder`, async () => {
        const dir = mkdtempSync(join(work, 'empty-'))
        const started = Date.now()
        const result = await runProgram(join(path, 'node'), [npx, '--yes', '--registry', registry.url, name, ...args], {
          cwd: dir,
          env: { HOME: dir, npm_config_cache: join(dir, 'cache'), npm_config_prefix: dir, PATH: path },
          timeoutMs: 120_000,
        })
        assert.equal(result.code, 0, result.stderr)
        assert.match(String(result.stdout), expected)
        console.log(`    ${((Date.now() - started) / 1000).toFixed(1)} s`)
        rmSync(dir, { recursive: true })
      })
  }
  await check('nothing but our own packages was asked for', () => {
    const others = registry.asked.filter(
      (path) => !/^\/(?:-\/)?@?fusioninventory/.test(path) && !/^\/(?:npm$|-\/npm\/)/.test(path),
    )
    assert.deepEqual(others, [])
  })
  await registry.close()

  await check('the libraries have types for all that they offer', async () => {
    const dir = join(work, 'client')
    for (const name of ['protocol', 'core-probes']) {
      mkdirSync(join(dir, 'node_modules/@fusioninventory'), { recursive: true })
      symlinkSync(
        join(work, 'unpacked', `fusioninventory-${name}-${version()}.tgz/package`),
        join(dir, 'node_modules/@fusioninventory', name),
      )
    }
    writeFileSync(join(dir, 'package.json'), '{"type":"module"}')
    writeFileSync(join(dir, 'client.ts'), client)
    const words = [
      '--noEmit',
      '--strict',
      '--target',
      'es2023',
      '--module',
      'nodenext',
      '--types',
      'node',
      '--typeRoots',
      join(root, 'node_modules/@types'),
      'client.ts',
    ]
    const checked = await runProgram(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), ...words], {
      cwd: dir,
      timeoutMs: 120_000,
    })
    assert.equal(checked.code, 0, String(checked.stdout))
  })
} finally {
  rmSync(work, { recursive: true })
}
end()

function version(): string {
  return (JSON.parse(readFileSync(join(root, 'packages/protocol/package.json'), 'utf8')) as { version: string }).version
}
