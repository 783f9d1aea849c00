import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import fc from 'fast-check'
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { fileNameOf } from '../../identity/ids.ts'
import { openProxyStore } from './proxy-store.ts'

let dir: string
let store: string
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'fi-store-'))
  store = join(dir, 'store')
  mkdirSync(store)
  const mine = dir
  onTestFinished(() => rmSync(mine, { recursive: true }))
})

const hostile = [
  ...[
    '../x',
    '../../etc/cron.d/x',
    '/etc/passwd',
    '..',
    '.',
    '',
    'a/b',
    'a\\..\\b',
    'C:\\x',
    'nul\0byte',
    'CON',
    'aux.xml',
  ],
  ...[
    'x'.repeat(4096),
    '-rf',
    '.hidden',
    'a b',
    'é',
    '\u202egnp',
    '%2e%2e%2f',
    'x;touch y',
    '$(id)',
    'a\nb',
    '~root',
    'x.tmp',
  ],
]

describe('S-17: whatever a machine calls itself', () => {
  it.each(hostile)('%j is a file in the folder', async (id) => {
    expect(await openProxyStore(store, 1e9, Date.now).put(id, Buffer.from('<a/>'))).toBe(true)
    expect(readdirSync(dir)).toEqual(['store'])
    const [name = '', ...more] = readdirSync(store)
    expect([name, more]).toEqual([expect.stringMatching(/^[A-Za-z0-9_][A-Za-z0-9._-]{0,120}-[0-9a-f]{12}\.xml$/), []])
  })
  it('two machines never share a file', async () => {
    const proxy = openProxyStore(store, 1e9, Date.now)
    for (const id of hostile) await proxy.put(id, Buffer.from(id))
    expect(readdirSync(store).length).toBe(new Set(hostile).size)
  })
  it('any id is a plain name, the same one each time', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 500 }), (id) => {
        const name = fileNameOf(id)
        expect(name).toMatch(/^[A-Za-z0-9_-][A-Za-z0-9._-]{0,120}$/)
        expect([basename(name), name.includes('..-'), fileNameOf(id)]).toEqual([name, false, name])
        expect(name).not.toMatch(/^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i)
      }),
    )
  })
  it('a link that waits there is replaced and not followed', async () => {
    const victim = join(dir, 'victim')
    writeFileSync(victim, 'untouched')
    const path = join(store, `${fileNameOf('machine')}.xml`)
    symlinkSync(victim, path)
    await openProxyStore(store, 1e9, Date.now).put('machine', Buffer.from('<new/>'))
    expect([readFileSync(victim, 'utf8'), lstatSync(path).isFile(), readFileSync(path, 'utf8')]).toEqual([
      ...['untouched', true, '<new/>'],
    ])
  })
  it('files are private, and nothing half is left', async () => {
    const proxy = openProxyStore(store, 1e9, Date.now)
    mkdirSync(join(store, `${fileNameOf('folder')}.xml`))
    await expect(proxy.put('folder', Buffer.from('<a/>'))).rejects.toThrow()
    await proxy.put('machine', Buffer.from('<a/>'))
    expect(readdirSync(store).filter((name) => name.endsWith('.tmp'))).toEqual([])
    expect(lstatSync(join(store, `${fileNameOf('machine')}.xml`)).mode & 0o777).toBe(0o600)
  })
  it('a folder that is not there is not made', async () => {
    rmSync(store, { recursive: true })
    await expect(openProxyStore(store, 1e9, Date.now).put('a', Buffer.from('<a/>'))).rejects.toThrow()
    expect(existsSync(store)).toBe(false)
  })
})

describe('S-17: room', () => {
  const kilobytes = (count: number): Buffer => Buffer.alloc(count * 1024, 'a')
  it('is kept to, also by requests at one time, and counts what is there already', async () => {
    writeFileSync(join(store, 'before.xml'), kilobytes(8))
    const proxy = openProxyStore(store, 32 * 1024, Date.now)
    const put = await Promise.all(['a', 'b', 'c', 'd', 'e', 'f'].map((id) => proxy.put(id, kilobytes(8))))
    expect(put.filter((done) => done).length).toBe(3)
    expect(readdirSync(store).length).toBe(4)
  })
  it('is not lost where a machine comes again', async () => {
    const proxy = openProxyStore(store, 16 * 1024, Date.now)
    for (let count = 0; count < 10; count++) expect(await proxy.put('a', kilobytes(12))).toBe(true)
    expect(await proxy.put('b', kilobytes(12))).toBe(false)
  })
  it('is there again when somebody took files away', async () => {
    let now = 1_000_000
    const proxy = openProxyStore(store, 16 * 1024, () => now)
    await proxy.put('a', kilobytes(12))
    expect(await proxy.put('b', kilobytes(12))).toBe(false)
    rmSync(join(store, `${fileNameOf('a')}.xml`))
    now += 10_001
    expect(await proxy.put('b', kilobytes(12))).toBe(true)
  })
  it('a small file takes a block', async () => {
    const proxy = openProxyStore(store, 16 * 1024, Date.now)
    const put: boolean[] = []
    for (let at = 0; at < 10; at++) put.push(await proxy.put(`m${at}`, Buffer.from('<a/>')))
    expect(put.filter((done) => done).length).toBe(4)
  })
})
