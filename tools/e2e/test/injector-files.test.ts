import { execFileSync } from 'node:child_process'
import { chmodSync, closeSync, openSync, statSync, writeFileSync, writeSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { elements, runBin } from '@fusioninventory/testkit'
import { describe, expect, test } from 'vitest'
import {
  canBecomeNobody,
  expectFailure,
  expectSuccess,
  folder,
  ID,
  inventory,
  inventoryFile,
  rootOf,
  serve,
} from './kit.ts'

const inject = async (file: string) => {
  const server = await serve()
  return { server, result: await runBin('injector', ['--file', file, '--url', server.url]) }
}

describe('a file that cannot be sent', () => {
  test('not there', async () => {
    const { result, server } = await inject('/nonexistent.ocs')
    expectFailure(result, 2, /file \/nonexistent\.ocs does not exist/)
    expect(server.requests).toHaveLength(0)
  })

  test('a directory', async () => {
    const { result } = await inject(folder())
    expectFailure(result, 2, /file .* (does not exist|is not a regular file|is not readable)/)
  })

  test.runIf(process.platform === 'linux')('a FIFO does not hang', async () => {
    const fifo = join(folder(), 'x.ocs')
    execFileSync('mkfifo', [fifo])
    const { result } = await inject(fifo)
    expectFailure(result, 2, /x\.ocs/)
  })

  test.runIf(canBecomeNobody)('not readable for this user', async () => {
    const file = inventoryFile()
    chmodSync(dirname(file), 0o755)
    chmodSync(file, 0o600)
    const result = await runBin('injector', ['--file', file, '--url', 'http://127.0.0.1:1/'], { uid: 65534 })
    expectFailure(result, 2, /file .*lab1\.ocs is not readable/)
  })

  const contents: readonly (readonly [string, string | Uint8Array, RegExp])[] = [
    ['empty', '', /empty/i],
    ['only blanks', ' \n\n', /empty|well[- ]formed/i],
    ['cut off', inventory(ID).slice(0, 350), /well[- ]formed|ends|unclosed/i],
    ['no XML', 'hello\n', /well[- ]formed|XML/i],
    ['a page', '<!DOCTYPE html><html><body></body></html>', /DOCTYPE|REQUEST|XML/i],
    ['zeros', new Uint8Array(5000), /well[- ]formed|XML/i],
    ['packed, but cut off', Buffer.from('789cb3b1af', 'hex'), /well[- ]formed|XML|pack|zlib|compress/i],
  ]
  test.each(contents)('%s', async (_, content, says) => {
    const file = join(folder(), 'lab1.ocs')
    writeFileSync(file, content)
    const { result, server } = await inject(file)
    expectFailure(result, 1, says)
    expect(result.stderr).toContain(file)
    expect(server.requests).toHaveLength(0)
  })
})

test('one bad file in a directory does not stop the others', async () => {
  const server = await serve()
  const dir = folder()
  for (const name of ['a', 'c', 'd']) writeFileSync(join(dir, `${name}.ocs`), inventory(name))
  writeFileSync(join(dir, 'b.ocs'), '')
  const result = await runBin('injector', ['--directory', dir, '--url', server.url])
  expectFailure(result, 1, /b\.ocs/)
  expect([...server.inventories.keys()]).toEqual(['a', 'c', 'd'])
})

test('bytes that are not UTF-8 do not lose the document', async () => {
  const file = join(folder(), 'lab1.ocs')
  writeFileSync(file, Buffer.from(inventory(ID, 'caf\xe9'), 'latin1'))
  const { result, server } = await inject(file)
  if (result.code === 0) {
    const [name] = elements(rootOf(server.inventories.get(ID)), 'CONTENT', 'SOFTWARES', 'NAME')
    expect(name?.text).toBe('café')
  } else expectFailure(result, 1, /UTF-8|encoding|well[- ]formed/i)
})

test('a file that is being written is told as locked, not sent', async () => {
  const server = await serve()
  const { result } = await inject(inventoryFile(inventory(ID).replace('</REQUEST>\n', '')))
  expectFailure(result, 1, /well[- ]formed|ends|unclosed/i)
  expect(server.requests).toHaveLength(0)
})

test('200 MB: sent whole, in bounded memory', async () => {
  const file = join(folder(), 'big.ocs')
  const fd = openSync(file, 'w')
  const [head = '', tail = ''] = inventory(ID).split('    <SOFTWARES>')
  writeSync(fd, head)
  const entry = `    <SOFTWARES>\n      <COMMENTS>${'x'.repeat(9000)}</COMMENTS>\n      <NAME>n</NAME>\n    </SOFTWARES>\n`
  const block = entry.repeat(100)
  for (let written = 0; written < 200_000_000; written += block.length) writeSync(fd, block)
  writeSync(fd, `    <SOFTWARES>${tail}`)
  closeSync(fd)
  const server = await serve()
  const result = await runBin('injector', ['--file', file, '--url', server.url], { timeoutMs: 60_000 })
  expectSuccess(result)
  expect(server.requests[0]?.unpacked?.body.length).toBe(statSync(file).size)
  expect(server.inventories.has(ID)).toBe(true)
  expect(result.peakKiB).toBeLessThan(200 * 1024)
})

test('--no-check sends what is not well formed', async () => {
  const server = await serve()
  const file = inventoryFile(inventory(ID).slice(0, 350))
  const result = await runBin('injector', ['--no-check', '--file', file, '--url', server.url])
  expectFailure(result, 1, /XML not well formed!/)
  expect(server.requests).toHaveLength(1)
})

test('a name with control characters cannot forge a line', async () => {
  const server = await serve()
  const file = join(folder(), 'a\n[info] all fine.ocs')
  writeFileSync(file, '')
  const result = await runBin('injector', ['--file', file, '--url', server.url])
  expect(result.code).toBe(1)
  expect(result.stderr).not.toMatch(/^\[info\] all fine/m)
})

test('the last word on success is silence', async () => {
  const server = await serve()
  const result = await runBin('injector', ['--file', inventoryFile(), '--url', server.url])
  expectSuccess(result)
  expect(result.stderr).toBe('')
})
