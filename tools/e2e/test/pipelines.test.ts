import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { join } from 'node:path'
import { deflateSync } from 'node:zlib'
import { elements, type Role, runBin, runShell, textAt } from '@fusioninventory/testkit'
import { describe, expect, test } from 'vitest'
import {
  expectFailure,
  expectSuccess,
  folder,
  ID,
  inventory,
  inventoryFile,
  rootOf,
  serve,
  tree,
  xmlFile,
  xmlOf,
} from './kit.ts'

const posix = process.platform !== 'win32'

describe.each<Role>(['plugin', 'glpi', 'ocs'])('to a server that is like %s', (role) => {
  test('inventory > file; injector --file', async () => {
    const file = join(folder(), 'inventory.xml')
    expectSuccess(await runBin('inventory', [], { stdoutTo: file }))
    const server = await serve({ role })
    const sent = await runBin('injector', ['--file', file, '--url', server.url])
    expectSuccess(sent)
    expect([sent.stdout.toString(), sent.stderr]).toEqual(['', ''])
    const document = xmlFile(file)
    expect(tree(rootOf(server.inventories.get(textAt(document, 'DEVICEID') ?? '')))).toEqual(tree(document))
    expect(server.requests).toHaveLength(1)
  })

  test.runIf(posix)('inventory | injector', async () => {
    const server = await serve({ role })
    const line = '"$NODE" "$INVENTORY" | "$NODE" "$INJECTOR" --url "$URL"'
    expectSuccess(await runShell(line, { env: { URL: server.url } }))
    const [[id, taken] = []] = [...server.inventories]
    expect(textAt(rootOf(taken), 'DEVICEID')).toBe(id)
    expect(elements(rootOf(taken), 'CONTENT', 'HARDWARE')).toHaveLength(1)
  })
})

test('inventory | curl --data @-: a form without line breaks still is the same document', async () => {
  const made = await runBin('inventory')
  expectSuccess(made)
  const server = await serve()
  const body = made.stdout.toString('latin1').replaceAll(/[\r\n]/g, '')
  const status = await new Promise((resolve, reject) => {
    const headers = { 'Content-Type': 'application/x-www-form-urlencoded' }
    request(server.url, { method: 'POST', headers, agent: false }, (answer) => resolve(answer.resume().statusCode))
      .on('error', reject)
      .end(Buffer.from(body, 'latin1'))
  })
  expect(status).toBe(200)
  const document = xmlOf(made.stdout)
  expect(tree(rootOf(server.inventories.get(textAt(document, 'DEVICEID') ?? '')))).toEqual(tree(document))
})

describe('a directory', () => {
  const fill = (count: number): string => {
    const dir = folder()
    mkdirSync(join(dir, 'sub', 'deeper'), { recursive: true })
    for (let i = 0; i < count; i++)
      writeFileSync(join(dir, `m${i}.${i % 2 ? 'xml' : 'ocs'}`), inventory(`m${i}-2026-11-22-17-00-00`))
    writeFileSync(join(dir, 'notes.txt'), 'not an inventory')
    writeFileSync(join(dir, 'sub', 'deeper', 'x.ocs'), inventory('deep-2026-11-22-17-00-00'))
    return dir
  }

  test.each([1, 4])('is sent whole, --parallel %i', async (parallel) => {
    const server = await serve()
    const dir = fill(9)
    const sent = await runBin('injector', ['-d', dir, '--url', server.url, '--parallel', String(parallel)])
    expectSuccess(sent)
    expect(sent.stderr).toBe('')
    expect([...server.inventories.keys()].sort()).toEqual(
      Array.from({ length: 9 }, (_, i) => `m${i}-2026-11-22-17-00-00`),
    )
    expect(readdirSync(dir)).toHaveLength(11)
  })

  test.each(['-R', '--recursive'])('%s goes down and removes nothing', async (option) => {
    const server = await serve()
    const dir = fill(2)
    expectSuccess(await runBin('injector', ['-d', dir, option, '--url', server.url]))
    expect(server.inventories.size).toBe(3)
    expect(existsSync(join(dir, 'm0.ocs'))).toBe(true)
    expect(existsSync(join(dir, 'sub', 'deeper', 'x.ocs'))).toBe(true)
  })

  test('--remove removes what was taken, and nothing else', async () => {
    const server = await serve({
      fault: (one) =>
        one.document?.kind === 'xml' && one.document.deviceId?.startsWith('m1')
          ? { kind: 'status', status: 500 }
          : undefined,
    })
    const dir = fill(4)
    writeFileSync(join(dir, 'm9.xml'), inventory('cut').slice(0, 120))
    const sent = await runBin('injector', ['-d', dir, '--remove', '--url', server.url, '--parallel', '2'])
    expect(sent.code).toBe(1)
    expect(readdirSync(dir).sort()).toEqual(['m1.xml', 'm9.xml', 'notes.txt', 'sub'])
    const list = sent.stderr.split('These elements were not sent:\n')[1] ?? ''
    expect(list.trimEnd().split('\n').sort()).toEqual([join(dir, 'm1.xml'), join(dir, 'm9.xml')])
    expect(sent.stderr.match(/^\[error\].*$/gm)).toHaveLength(2)
  })

  test('that is not there is a usage error', async () => {
    const sent = await runBin('injector', ['-d', '/nonexistent', '--url', 'http://127.0.0.1:1/'])
    expectFailure(sent, 2, /directory \/nonexistent does not exist/)
  })
})

describe('standard input', () => {
  test('is read when no source is named', async () => {
    const server = await serve()
    expectSuccess(await runBin('injector', ['--url', server.url], { stdin: inventory(ID) }))
    expect(server.inventories.has(ID)).toBe(true)
  })

  test('empty: nothing is posted', async () => {
    const server = await serve()
    expectFailure(await runBin('injector', ['--stdin', '--url', server.url], { stdin: '' }), 1, /empty/i)
    expect(server.requests).toHaveLength(0)
  })

  test('cut off: nothing is posted, and the list names it', async () => {
    const server = await serve()
    const sent = await runBin('injector', ['--stdin', '--url', server.url], { stdin: inventory(ID).slice(0, 300) })
    expectFailure(sent, 1, /well[- ]formed|ends|unclosed/i)
    expect(sent.stderr).toMatch(/These elements were not sent:\nSTDIN DATA\n/)
    expect(server.requests).toHaveLength(0)
  })
})

describe('on the wire', () => {
  test('zlib by default, the usual headers', async () => {
    const server = await serve()
    expectSuccess(await runBin('injector', ['-f', inventoryFile(), '-u', server.url]))
    const [one] = server.requests
    expect(one?.method).toBe('POST')
    expect(one?.headers).toMatchObject({
      'content-type': 'application/x-compress-zlib',
      'user-agent': 'FusionInventory-Injector',
      pragma: 'no-cache',
    })
    expect(one?.headers['accept-encoding']).toBeUndefined()
    expect(one?.headers['transfer-encoding']).toBeUndefined()
    expect(one?.unpacked?.packing).toBe('zlib')
    expect(one?.unpacked?.body.toString()).toBe(inventory(ID))
  })

  test('--no-compression sends the very bytes', async () => {
    const server = await serve()
    expectSuccess(await runBin('injector', ['-C', '-f', inventoryFile(), '-u', server.url]))
    expect(server.requests[0]?.headers['content-type']).toMatch(/^application\/xml$/i)
    expect(server.requests[0]?.raw.toString()).toBe(inventory(ID))
  })

  test('--xml-ua and --useragent', async () => {
    const server = await serve()
    expectSuccess(await runBin('injector', ['-x', '-f', inventoryFile(), '-u', server.url]))
    expectSuccess(await runBin('injector', ['--useragent', 'Mine', '-f', inventoryFile(), '-u', server.url]))
    expect(server.requests.map((one) => one.headers['user-agent'])).toEqual([
      'FusionInventory-Inventory_v3.0.0',
      'Mine',
    ])
  })

  test('a file that is packed already', async () => {
    const server = await serve()
    const file = join(folder(), 'packed.ocs')
    writeFileSync(file, deflateSync(inventory(ID)))
    expectSuccess(await runBin('injector', ['-f', file, '-u', server.url]))
    expect(server.inventories.has(ID)).toBe(true)
    expect(readFileSync(file)).toEqual(deflateSync(inventory(ID)))
  })

  test('--verbose tells each file on standard output', async () => {
    const server = await serve()
    const file = inventoryFile()
    const sent = await runBin('injector', ['-v', '-f', file, '-u', server.url])
    expectSuccess(sent)
    expect(sent.stdout.toString()).toBe(`Loading ${file}...OK\n`)
  })
})
