import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openSpool } from './spool.ts'

let top = ''
beforeEach(() => {
  top = mkdtempSync(join(tmpdir(), 'fi-spool-'))
})
afterEach(() => rmSync(top, { recursive: true, force: true }))

const url = new URL('https://glpi.example:8443/front/inventory.php')
const uuid = '0b7a2f5e-9c1d-4e7b-8a55-3f2d1c0b9a88'
const bytes = (text: string) => [Buffer.from(text.slice(0, 1)), Buffer.from(text.slice(1))]
const open = (dir = join(top, 'spool')) => openSpool(dir, () => 1_764_117_000_000)

describe('the spool', () => {
  it('keeps documents in order, each once, in private files and folders', async () => {
    const spool = await open()
    const box = spool.box(url)
    for (const text of ['one', 'two', 'one', 'three']) await box.keep(bytes(text), uuid)
    const files = await box.list()
    expect(files.map((file) => readFileSync(file, 'utf8'))).toEqual(['one', 'two', 'three'])
    for (const file of files) {
      expect(file).toMatch(
        new RegExp(`/glpi\\.example_8443_front_inventory\\.php-[0-9a-f]{12}/\\d{13}-[0-9a-f]{32}\\.${uuid}\\.data$`),
      )
      expect(statSync(file).mode & 0o777).toBe(0o600)
      expect(statSync(join(file, '..')).mode & 0o777).toBe(0o700)
    }
    expect(statSync(join(top, 'spool')).mode & 0o777).toBe(0o700)
    expect(await (await open()).box(url).keep(bytes('two'), uuid)).toBe(files[1])
  })

  it('forgets what was delivered, twice if need be, and leaves nothing behind', async () => {
    const box = (await open()).box(url)
    const file = await box.keep(bytes('one'), uuid)
    await box.tidy()
    await box.forget(file)
    await box.forget(file)
    await box.tidy()
    await box.tidy()
    expect(readdirSync(join(top, 'spool'))).toEqual([])
    await box.keep(bytes('one'), uuid)
    expect(await box.list()).toHaveLength(1)
  })

  it('tells servers apart, and finds what waits for others', async () => {
    const spool = await open()
    const other = new URL('https://glpi.example:8443/front/inventory.php?x')
    await spool.box(other).keep(bytes('x'), uuid)
    expect(await spool.box(url).list()).toEqual([])
    expect(await spool.strays([url, other])).toEqual([])
    expect(await spool.strays([url])).toHaveLength(1)
  })

  it('never takes a half-written file for a document, and clears it away', async () => {
    const box = (await open()).box(url)
    const file = await box.keep(bytes('one'), uuid)
    const host = readdirSync(join(file, '..'))
    expect(host).toHaveLength(1)
    const tmp = (name: string) => join(file, '..', name)
    // A process that is no more; one that is there; another machine's; something else.
    const { spawnSync } = await import('node:child_process')
    const { createHash } = await import('node:crypto')
    const here = createHash('sha256')
      .update((await import('node:os')).hostname())
      .digest('hex')
      .slice(0, 8)
    const gone = spawnSync('true').pid
    for (const name of [
      `.${here}-${gone}-ab.tmp`,
      `.${here}-${process.pid}-ab.tmp`,
      `.00000000-${gone}-ab.tmp`,
      'x.txt',
    ])
      writeFileSync(tmp(name), 'half')
    expect(await box.list()).toEqual([file])
    expect(readdirSync(join(file, '..')).sort()).toEqual(
      [
        `.${here}-${process.pid}-ab.tmp`,
        `.00000000-${gone}-ab.tmp`,
        'x.txt',
        file.slice(file.lastIndexOf('/') + 1),
      ].sort(),
    )
  })

  it('refuses a folder where others write', async () => {
    const dir = join(top, 'shared')
    mkdirSync(dir)
    chmodSync(dir, 0o777)
    await expect(open(dir)).rejects.toThrow('can be written by others')
    writeFileSync(join(top, 'file'), '')
    await expect(open(join(top, 'file'))).rejects.toThrow()
  })
})
