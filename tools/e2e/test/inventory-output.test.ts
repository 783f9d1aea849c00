import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { elements, runBin, runShell, textAt } from '@fusioninventory/testkit'
import { describe, expect, test } from 'vitest'
import { canBecomeNobody, expectFailure, expectSuccess, folder, lines, xmlFile, xmlOf } from './kit.ts'

const posix = process.platform !== 'win32'
const DECLARATION = '<?xml version="1.0" encoding="UTF-8" ?>\n<REQUEST>\n  <CONTENT>\n'

test('standard output is the document and nothing else, whatever is logged', async () => {
  const result = await runBin('inventory', ['--verbose', '--debug', '--debug', '--tag', 'lab'])
  expectSuccess(result)
  const text = result.stdout.toString()
  expect(text.startsWith(DECLARATION)).toBe(true)
  expect(text.endsWith('</REQUEST>\n')).toBe(true)
  const root = xmlOf(result.stdout)
  expect(root.children.map((child) => child.name)).toEqual(['CONTENT', 'DEVICEID', 'QUERY'])
  expect(textAt(root, 'DEVICEID')).toMatch(/^.+-\d{4}(?:-\d{2}){5}$/)
  expect(textAt(root, 'CONTENT', 'ACCOUNTINFO', 'KEYVALUE')).toBe('lab')
  for (const line of lines(result)) expect(line).toMatch(/^\[(error|warning|info|debug2?)\] /)
  expect(lines(result).length).toBeGreaterThan(1)
  expect(result.stderr).toMatch(/^\[info\] New inventory from .+ for local0 \(tag=lab\)$/m)
})

test('names stand in byte order at every level, and every section is one that servers know', async () => {
  const result = await runBin('inventory')
  const content = elements(xmlOf(result.stdout), 'CONTENT')[0]
  const sections = content?.children.map((child) => child.name) ?? []
  expect(sections).toEqual([...sections].sort())
  for (const section of content?.children ?? []) {
    const names = section.children.map((child) => child.name)
    expect(names).toEqual([...names].sort())
  }
  for (const name of ['HARDWARE', 'OPERATINGSYSTEM', 'CPUS', 'DRIVES', 'PROCESSES', 'VERSIONCLIENT'])
    expect(sections).toContain(name)
})

test.runIf(canBecomeNobody)('an ordinary user gets a reduced document and one warning', async () => {
  const result = await runBin('inventory', [], { uid: 65534, env: { HOME: '/nonexistent' } })
  expectSuccess(result)
  expect(result.stderr).toMatch(/^\[warning\] You should execute this task as super-user$/m)
  expect(result.stderr).not.toMatch(/^\[error\]|EACCES|^\s+at /m)
  const content = elements(xmlOf(result.stdout), 'CONTENT')[0]
  for (const name of ['HARDWARE', 'CPUS', 'NETWORKS', 'PROCESSES'])
    expect(elements(content, name).length).toBeGreaterThan(0)
})

test('--deviceid, --no-category', async () => {
  const result = await runBin('inventory', ['--deviceid', 'mine', '--no-category=software, PROCESS'])
  expectSuccess(result)
  const root = xmlOf(result.stdout)
  expect(textAt(root, 'DEVICEID')).toBe('mine')
  expect(elements(root, 'CONTENT', 'SOFTWARES')).toHaveLength(0)
  expect(elements(root, 'CONTENT', 'PROCESSES')).toHaveLength(0)
  expect(elements(root, 'CONTENT', 'CPUS').length).toBeGreaterThan(0)
})

describe('--output', () => {
  test('writes the document to a file, whole', async () => {
    const dir = folder()
    const file = join(dir, 'inventory.xml')
    writeFileSync(file, 'old')
    const result = await runBin('inventory', ['--output', file])
    expectSuccess(result)
    expect(result.stdout.length).toBe(0)
    expect(elements(xmlFile(file), 'CONTENT', 'HARDWARE')).toHaveLength(1)
    expect(readdirSync(dir)).toEqual(['inventory.xml'])
  })

  test('to a folder that is not there: exit 1, one line', async () => {
    expectFailure(
      await runBin('inventory', ['-o', '/nonexistent/x.xml']),
      1,
      /Can't write to \/nonexistent\/x\.xml: No such file or directory/i,
    )
  })

  test('keeps the old file when the new one cannot be written', async () => {
    const dir = folder()
    mkdirSync(join(dir, 'taken'))
    expectFailure(await runBin('inventory', ['-o', join(dir, 'taken', '.')]), 1, /Can't write/)
    expect(statSync(join(dir, 'taken')).isDirectory()).toBe(true)
    expect(readdirSync(join(dir, 'taken'))).toEqual([])
  })

  test('- is standard output', async () => {
    const result = await runBin('inventory', ['-o', '-'])
    expectSuccess(result)
    expect(xmlOf(result.stdout).name).toBe('REQUEST')
  })
})

describe.runIf(process.platform === 'linux')('where the output ends', () => {
  test('full disk: exit 1, one line', async () => {
    const result = await runBin('inventory', [], { stdoutTo: '/dev/full' })
    expectFailure(result, 1, /Can't write to standard output: No space left on device/i)
  })

  test('full disk behind --output: exit 1, one line', async () => {
    expectFailure(
      await runBin('inventory', ['-o', '/dev/full']),
      1,
      /Can't write to \/dev\/full: No space left on device/i,
    )
  })

  test('the reader goes away: quiet, 0 or 141', async () => {
    const result = await runShell('"$NODE" "$INVENTORY" --no-category=software | true')
    expect(result).toMatchObject({ code: 0, timedOut: false, leftBehind: false })
    expect(result.stderr).not.toMatch(/EPIPE|^\s+at |\[error\]/m)
    const code = await runShell('{ "$NODE" "$INVENTORY"; echo $? >&2; } | true')
    expect(['0', '141']).toContain(code.stderr.trim().split('\n').at(-1))
  })

  test('closed from the start: no stack, no document', async () => {
    const result = await runShell('"$NODE" "$INVENTORY" >&-')
    expect(result.stderr).not.toMatch(/^\s+at /m)
    expect(result.timedOut).toBe(false)
  })
})

test.runIf(posix)('secrets of the environment stay out of standard error', async () => {
  const env = { MY_PASSWORD: 'canary-0815', http_proxy: 'http://u:canary-0815@127.0.0.1:1' }
  const result = await runBin('inventory', ['--debug', '--debug'], { env })
  expectSuccess(result)
  expect(result.stderr).not.toContain('canary-0815')
  expect(result.stdout.toString()).not.toContain('canary-0815')
})

test('--explain: each field of the document has a probe and a source', async () => {
  const fixed = ['--deviceid', 'x']
  const table = await runBin('inventory', ['--explain', ...fixed])
  expectSuccess(table)
  const text = table.stdout.toString()
  const document = xmlOf((await runBin('inventory', fixed)).stdout)
  const missing = new Set<string>()
  for (const section of elements(document, 'CONTENT')[0]?.children ?? []) {
    if (section.children.length === 0) continue
    for (const field of section.children) {
      const row = new RegExp(`\\b${section.name}\\b.*\\b${field.name}\\b.*\\S+/\\S+.*\\S`)
      if (!text.split('\n').some((line) => row.test(line))) missing.add(`${section.name}/${field.name}`)
    }
  }
  expect([...missing]).toEqual([])
})

test('the document is valid UTF-8 and legal XML 1.0', async () => {
  const file = join(folder(), 'inventory.xml')
  expectSuccess(await runBin('inventory', ['--output', file]))
  const text = new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(file))
  expect(text).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000d\u000e-\u001f\u007f-\u009f\ufffe\uffff]/)
})
