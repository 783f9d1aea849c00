import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { deflateSync } from 'node:zlib'
import { binPath, runBin } from '@fusioninventory/testkit'
import { describe, expect, test } from 'vitest'
import { expectSuccess, folder, inventory, inventoryFile, lines, serve } from './kit.ts'

/** A folder with so many documents; file and DEVICEID have the same name. */
function documents(count: number): { readonly dir: string; readonly names: readonly string[] } {
  const dir = folder()
  const names = Array.from({ length: count }, (_, i) => `id${String(i).padStart(3, '0')}`)
  for (const name of names) writeFileSync(join(dir, `${name}.ocs`), inventory(name))
  return { dir, names }
}

const listed = (stderr: string): readonly string[] =>
  (stderr.split('These elements were not sent:\n')[1] ?? '').split('\n').filter((line) => line !== '')

test('many at once, each fifth refused: what was taken is gone, what was not is kept and listed in order', async () => {
  const { dir, names } = documents(300)
  const server = await serve({ fault: (_, n) => (n % 5 === 0 ? { kind: 'status', status: 500 } : undefined) })
  const result = await runBin('injector', ['-d', dir, '-r', '--parallel', '16', '--url', server.url])
  expect(result).toMatchObject({ code: 1, timedOut: false })
  expect(server.requests).toHaveLength(300)
  expect(server.inventories.size).toBe(240)
  const kept = names.filter((name) => !server.inventories.has(name)).map((name) => `${name}.ocs`)
  expect(readdirSync(dir).sort()).toEqual(kept)
  expect(listed(result.stderr)).toEqual(kept.map((name) => join(dir, name)))
  expect(lines(result).filter((line) => line.startsWith('[error]'))).toHaveLength(60)
  // Connections are used again, whatever came back on them.
  expect(new Set(server.requests.map((one) => one.connection)).size).toBeLessThanOrEqual(16)
})

test('among many files each is taken, refused and repaired as it is among few', async () => {
  const odd = {
    'a-cut.ocs': inventory('cut').slice(0, -20),
    'b-empty.ocs': '',
    'c-three.xml': inventory('x1') + inventory('x2') + inventory('x3'),
    'd-list.json': '[1]',
    'e-latin1.ocs': Buffer.from(inventory('latin1', 'caf\u00e9'), 'latin1'),
    'f-packed.data': deflateSync(inventory('packed')),
    'g-large.ocs': inventory('large').replace('</CONTENT>', `${`<!--${'x'.repeat(500_000)}-->`.repeat(10)}</CONTENT>`),
    'h-other.xml': '<?xml version="1.0"?><REPLY/>',
  }
  const run = async (others: number) => {
    const dir = folder()
    for (const [name, content] of Object.entries(odd)) writeFileSync(join(dir, name), content)
    mkdirSync(join(dir, 'i-folder.ocs'))
    for (let i = 0; i < others; i++) writeFileSync(join(dir, `z${i}.ocs`), inventory(`z${i}`))
    const server = await serve()
    const result = await runBin('injector', ['-d', dir, '-r', '--xml-ua', '--url', server.url])
    const bodies = server.requests.map(({ unpacked }) => unpacked?.body.toString('hex')).slice(0, 7)
    const agents = server.requests.map(({ headers }) => headers['user-agent']).slice(0, 7)
    return { code: result.code, said: result.stderr.replaceAll(dir, ''), left: readdirSync(dir), bodies, agents }
  }
  const [few, many] = [await run(0), await run(100)]
  expect(few.code).toBe(1)
  expect(few.left).toEqual(['a-cut.ocs', 'b-empty.ocs', 'd-list.json', 'h-other.xml', 'i-folder.ocs'])
  expect(few.bodies).toHaveLength(6)
  expect({ ...many, bodies: many.bodies.slice(0, 6), agents: many.agents.slice(0, 6) }).toEqual(few)
})

test.each([
  ['SIGINT', 130, 60],
  ['SIGTERM', 143, 60],
  ['SIGTERM', 143, 100],
] as const)('%s in the middle: nothing is lost, and the list is whole', async (signal, code, count) => {
  const { dir, names } = documents(count)
  const server = await serve({
    fault: (_, n) => {
      if (n === 30) child.kill(signal)
      return n >= 24 ? { kind: 'hang' } : undefined
    },
  })
  const args = ['-d', dir, '-r', '--parallel', '8', '--url', server.url]
  const child = spawn(process.execPath, [binPath('injector'), ...args], { stdio: ['ignore', 'ignore', 'pipe'] })
  let stderr = ''
  child.stderr.on('data', (piece) => {
    stderr += piece
  })
  expect(await new Promise((resolve) => child.on('close', resolve))).toBe(code)
  const kept = readdirSync(dir).sort()
  expect(kept).toEqual(names.filter((name) => !server.inventories.has(name)).map((name) => `${name}.ocs`))
  expect(listed(stderr)).toEqual(kept.map((name) => join(dir, name)))
  expect(stderr.split('\n').filter((line) => line.startsWith('['))).toEqual(['[error] interrupted'])
})

describe.runIf(process.platform === 'linux')('names', () => {
  const names = ['a b.ocs', ' lead.xml', 'trail .xml', '-f.ocs', '.hidden.ocs', 'ü\u{1f600}.ocs', 'new\nline.ocs']

  test('of every kind are found, sent and removed', async () => {
    const dir = folder()
    const bad = Buffer.concat([Buffer.from(`${dir}/bad`), Buffer.from([0xff, 0xe9]), Buffer.from('.ocs')])
    for (const name of names) writeFileSync(join(dir, name), inventory(name.trim().length.toString()))
    writeFileSync(bad, inventory('bad'))
    const server = await serve()
    const result = await runBin('injector', ['-d', dir, '-r', '-v', '--url', server.url])
    expectSuccess(result)
    expect(readdirSync(dir)).toEqual([])
    const said = result.stdout.toString().trimEnd().split('\n')
    expect(said).toHaveLength(names.length + 1)
    expect(said).toContain(`Loading ${dir}/new\\nline.ocs...OK`)
    expect(said).toContain(`Loading ${dir}/bad\\xff\\xe9.ocs...OK`)
  })
})

test('a URL with an IPv6 address, with and without its scheme', async ({ skip }) => {
  const hosts: unknown[] = []
  const server = createServer((request, response) => {
    hosts.push(request.headers.host)
    request.resume().on('end', () => response.end('<REPLY/>'))
  })
  const port = await new Promise<number | undefined>((resolve) => {
    server.on('error', () => resolve(undefined))
    server.listen(0, '::1', () => {
      const address = server.address()
      resolve(typeof address === 'object' ? address?.port : undefined)
    })
  })
  skip(port === undefined, 'this machine has no IPv6')
  try {
    for (const url of [`http://[::1]:${port}/x`, `[::1]:${port}`]) {
      const file = inventoryFile()
      expectSuccess(await runBin('injector', ['-f', file, '-r', '--url', url]))
      expect(existsSync(file)).toBe(false)
    }
    expect(hosts).toEqual([`[::1]:${port}`, `[::1]:${port}`])
  } finally {
    await new Promise((resolve) => server.close(resolve))
  }
})
