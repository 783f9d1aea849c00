import { closeSync, ftruncateSync, openSync, readFileSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { deflateSync } from 'node:zlib'
import { runBin, runShell } from '@fusioninventory/testkit'
import { describe, expect, test } from 'vitest'
import { expectFailure, expectSuccess, folder, ID, inventory, inventoryFile, lines, serve, tree, xmlOf } from './kit.ts'

const posix = process.platform !== 'win32'

describe('what the inventory tool writes', () => {
  test('is valid, as XML and as JSON, and XML converts to that very JSON', async () => {
    const dir = folder()
    const files = { xml: join(dir, 'a.xml'), json: join(dir, 'a.json'), back: join(dir, 'b.xml') }
    expectSuccess(await runBin('inventory', [], { stdoutTo: files.xml }))
    expectSuccess(await runBin('protocol', ['convert', '--to', 'json', files.xml], { stdoutTo: files.json }))
    expectSuccess(await runBin('protocol', ['convert', '--to', 'xml', files.json], { stdoutTo: files.back }))
    const valid = await runBin('protocol', ['validate', files.xml, files.json, files.back])
    expectSuccess(valid)
    expect(valid.stdout.toString().match(/: error: .*/g)).toBeNull()
    const again = await runBin('protocol', ['convert', '--to', 'json', files.back])
    expect(again.stdout.equals(readFileSync(files.json))).toBe(true)
    const page = await runBin('protocol', ['convert', '--to', 'html', files.json])
    expect(page.stdout.toString()).toMatch(/^<!doctype html>/i)
  })

  test.runIf(posix)('goes through encode and decode byte by byte, in a pipe', async () => {
    const file = inventoryFile()
    for (const packing of ['zlib', 'gzip', 'deflate', 'plain']) {
      const line = '"$NODE" "$PROTOCOL" encode --packing "$P" < "$F" | "$NODE" "$PROTOCOL" decode --packing "$P"'
      const result = await runShell(line, { env: { P: packing, F: file } })
      expectSuccess(result)
      expect(result.stdout.toString(), packing).toBe(readFileSync(file, 'utf8'))
    }
  })

  test.runIf(posix)('a reader that goes away is no failure', async () => {
    const result = await runBin('protocol', ['decode', inventoryFile(inventory(ID, 'x'.repeat(2_000_000)))], {
      closeStdoutAfter: 100,
    })
    expectSuccess(result)
  })
})

test('validate: a fault a line, exit 1', async () => {
  const file = inventoryFile(
    inventory(ID).replace('<NAME>lab1</NAME>', '<NAME>lab1</NAME>\n      <COLOUR>red</COLOUR>'),
  )
  const result = await runBin('protocol', ['validate', file])
  expect(result).toMatchObject({ code: 1, stderr: '' })
  expect(result.stdout.toString()).toBe(`${file}:7:7: error: HARDWARE/COLOUR: unknown field\n`)
})

test('diff: what changed', async () => {
  const [a, b] = [inventoryFile(), inventoryFile(inventory(ID, 'dash'))]
  const result = await runBin('protocol', ['diff', '--exit-code', a, b])
  expect(result.code).toBe(1)
  expect(result.stdout.toString()).toContain('SOFTWARES\n  - bash\n  + dash\n')
})

describe('send', () => {
  test('each document of a merged stream arrives once', async () => {
    const server = await serve()
    const ids = ['a', 'b', 'a', 'c'].map((name) => `${name}-2026-11-22-17-00-00`)
    const merged = join(folder(), 'merged.xml')
    expectSuccess(
      await runBin('protocol', ['merge', ...ids.map((id) => inventoryFile(inventory(id)))], { stdoutTo: merged }),
    )
    const sent = await runBin('protocol', ['send', '--url', server.url, merged])
    expectSuccess(sent)
    expect(sent.stdout.toString()).toBe(`${merged}: sent\n`.repeat(3))
    expect([...server.inventories.keys()].sort()).toEqual([...new Set(ids)].sort())
    expect(server.requests).toHaveLength(3)
  })

  test('in another encoding: the text arrives', async () => {
    const server = await serve()
    const text = inventory(ID, 'Gerät').replace('UTF-8', 'ISO-8859-1')
    expectSuccess(await runBin('protocol', ['send', '-u', server.url], { stdin: Buffer.from(text, 'latin1') }))
    const taken = server.requests[0]?.unpacked?.body ?? Buffer.alloc(0)
    expect(tree(xmlOf(taken))).toEqual(tree(xmlOf(Buffer.from(inventory(ID, 'Gerät')))))
  })

  test('a server that refuses: one line, exit 1; nothing of a broken file is sent', async () => {
    const server = await serve({ fault: () => ({ kind: 'status', status: 500 }) })
    expectFailure(await runBin('protocol', ['send', '--url', server.url, inventoryFile()]), 1, /500/)
    const cut = inventoryFile(inventory(ID) + inventory(ID).slice(0, 200))
    const before = server.requests.length
    expectFailure(await runBin('protocol', ['send', '--url', server.url, cut]), 1, /:\d+:\d+: unclosed tag/)
    expect(server.requests).toHaveLength(before)
  })

  test('the password is in no output', async () => {
    const server = await serve({ fault: () => ({ kind: 'status', status: 500 }) })
    const result = await runBin('protocol', ['send', '--debug', '--debug', '-u', server.url, '--user', 'me'], {
      stdin: inventory(ID),
      env: { FUSIONINVENTORY_PASSWORD: 'hunter2canary' },
    })
    expect(result.code).toBe(1)
    expect(result.stderr + result.stdout.toString()).not.toMatch(/hunter2canary|bWU6aHVudGVyMmNhbmFyeQ/)
  })
})

describe('hostile input', () => {
  const entities = Array.from({ length: 9 }, (_, i) => `<!ENTITY l${i + 1} "${`&l${i};`.repeat(10)}">`)
  const laughs = `<?xml version="1.0"?><!DOCTYPE l [<!ENTITY l0 "lol">${entities.join('')}]><REQUEST>&l9;</REQUEST>`
  const nested = (one: string) => one.repeat(2_000_000)
  const cases: readonly (readonly [name: string, text: string | Buffer, says: RegExp])[] = [
    ['billion laughs', laughs, /document type/],
    ['an external entity', '<!DOCTYPE a SYSTEM "file:///etc/passwd"><REQUEST/>', /document type/],
    ['elements in each other', nested('<a>'), /nested deeper/],
    ['lists in each other', nested('['), /nested deeper|merge takes XML/],
    ['objects in each other', nested('{"a":'), /nested deeper|merge takes XML/],
    ['a bomb', deflateSync(Buffer.alloc(400_000_000)), /unpacks to more than 64 MiB/],
    ['a cut bomb', deflateSync(Buffer.alloc(50_000_000)).subarray(0, 20_000), /corrupt zlib/],
    ['no text at all', Buffer.from(Array.from({ length: 4096 }, (_, i) => (i * 7919) & 255)), /neither XML nor JSON/],
  ]

  describe.each(cases)('%s', (_name, text, says) => {
    test.each(['validate', 'convert', 'diff', 'merge', 'send'])(`%s: refused in time, in one line`, async (command) => {
      const file = join(folder(), 'hostile')
      writeFileSync(file, text)
      const args = { convert: ['--to', 'xml'], send: ['--url', 'http://127.0.0.1:1/'] }[command] ?? []
      const result = await runBin('protocol', [command, ...args, file, ...(command === 'diff' ? [file] : [])], {
        timeoutMs: 20_000,
      })
      expect(result).toMatchObject({ code: 1, timedOut: false, leftBehind: false })
      const told = [...lines(result), ...result.stdout.toString().split('\n')].filter((line) => line !== '')
      expect(told, told.join('\n')).toHaveLength(1)
      expect(told[0]).toMatch(says)
      expect(told.join('\n')).not.toMatch(/^\s+at |RangeError|node:internal/m)
    })
  })

  test.each(['validate', 'decode', 'encode', 'convert'])('%s: 200 MB are not read', async (command) => {
    const file = join(folder(), 'large')
    const fd = openSync(file, 'w')
    writeSync(fd, '<REQUEST>')
    ftruncateSync(fd, 200_000_000)
    closeSync(fd)
    const args = command === 'convert' ? ['--to', 'xml'] : []
    const result = await runBin('protocol', [command, ...args, file])
    expectFailure(result, 1, /is larger than 64 MiB \(--max-size\)/)
    expect(result.peakKiB).toBeLessThan(150_000)
  })
})
