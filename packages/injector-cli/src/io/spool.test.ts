import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openSpool, type SpoolSettings } from './spool.ts'

let top = ''
beforeEach(() => {
  top = mkdtempSync(join(tmpdir(), 'fi-spool-'))
})
afterEach(() => rmSync(top, { recursive: true, force: true }))

const url = new URL('https://glpi.example:8443/front/inventory.php')
const uuid = '0b7a2f5e-9c1d-4e7b-8a55-3f2d1c0b9a88'
const start = 1_764_117_000_000
const bytes = (text: string) => [Buffer.from(text.slice(0, 1)), Buffer.from(text.slice(1))]
const errors: string[] = []
const log = { error: (line: string) => errors.push(line), debug: () => undefined }
const open = (settings: Partial<SpoolSettings> = {}, dir = join(top, 'spool')) =>
  openSpool(dir, { now: () => start, log, ...settings })
const texts = (files: readonly string[]) => files.map((file) => readFileSync(file, 'utf8'))
/** All files, whatever folder they are in. */
const all = () =>
  readdirSync(top, { recursive: true, withFileTypes: true })
    .filter((one) => one.isFile())
    .map((one) => join(one.parentPath, one.name))

describe('the spool', () => {
  it('keeps documents in order, each once, in private files and folders', async () => {
    const spool = await open()
    const box = spool.box(url)
    const kept: string[] = []
    for (const text of ['one', 'two', 'one', 'three']) kept.push(await box.keep(bytes(text), uuid))
    expect(texts(kept)).toEqual(['one', 'two', 'one', 'three'])
    for (const file of kept) {
      expect(file).toMatch(
        new RegExp(`/glpi\\.example_8443_front_inventory\\.php-[0-9a-f]{12}/\\d{13}-[0-9a-f]{32}\\.${uuid}\\.data$`),
      )
      expect(statSync(file).mode & 0o777).toBe(0o600)
      expect(statSync(dirname(file)).mode & 0o777).toBe(0o700)
    }
    expect(statSync(join(top, 'spool')).mode & 0o777).toBe(0o700)
    expect(await (await open()).box(url).keep(bytes('two'), uuid)).toBe(kept[1])
    const files = await box.take()
    expect(texts(files)).toEqual(['one', 'two', 'three'])
    for (const file of files) expect(statSync(dirname(file)).mode & 0o777).toBe(0o700)
  })

  it('forgets what was delivered, twice if need be, and leaves nothing behind', async () => {
    const box = (await open()).box(url)
    await box.keep(bytes('one'), uuid)
    await box.release()
    const [file = ''] = await box.take()
    await box.forget(file)
    await box.forget(file)
    await box.release()
    await box.release()
    expect(readdirSync(join(top, 'spool'))).toEqual([])
    await box.keep(bytes('one'), uuid)
    expect(await box.take()).toHaveLength(1)
  })

  it('tells servers apart, and finds what waits for others', async () => {
    const spool = await open()
    const other = new URL('https://glpi.example:8443/front/inventory.php?x')
    await spool.box(other).keep(bytes('x'), uuid)
    expect(await spool.box(url).take()).toEqual([])
    expect(await spool.strays([url, other])).toEqual([])
    expect(await spool.strays([url])).toHaveLength(1)
    await spool.box(other).take()
    expect(await spool.strays([url])).toHaveLength(1)
  })

  it('refuses a folder where others write', async () => {
    const dir = join(top, 'shared')
    mkdirSync(dir)
    chmodSync(dir, 0o777)
    await expect(open({}, dir)).rejects.toThrow('can be written by others')
    writeFileSync(join(top, 'file'), '')
    await expect(open({}, join(top, 'file'))).rejects.toThrow()
  })
})

describe('two runs on one spool', () => {
  it('a document is in the hands of one of them', async () => {
    const one = (await open()).box(url)
    const two = (await open()).box(url)
    for (const text of ['a', 'b', 'c']) await one.keep(bytes(text), uuid)
    const [first, second] = await Promise.all([one.take(), two.take()])
    expect(texts([...first, ...second]).sort()).toEqual(['a', 'b', 'c'])
    expect(await two.take()).toEqual(second)
    await one.release()
    expect(texts(await two.take())).toEqual(['a', 'b', 'c'])
    expect(await one.take()).toEqual([])
  })

  it('one that is held to be delivered is not taken by the other, nor kept twice', async () => {
    const one = (await open()).box(url)
    const two = (await open()).box(url)
    const held = await one.hold(bytes('a'), uuid)
    expect(await two.take()).toEqual([])
    expect(await one.keep(bytes('a'), uuid)).toBe(held)
    expect(await two.keep(bytes('a'), uuid)).toBe(held)
    await one.release()
    expect(texts(await two.take())).toEqual(['a'])
  })

  it('what is elsewhere by now is found there', async () => {
    const one = (await open()).box(url)
    const two = (await open()).box(url)
    await one.keep(bytes('a'), uuid)
    const [taken] = await two.take()
    expect(await one.keep(bytes('a'), uuid)).toBe(taken)
    await two.forget(taken ?? '')
    expect(texts([await one.keep(bytes('a'), uuid)])).toEqual(['a'])
  })
})

describe('a run that is no more', () => {
  /** A process that holds all that waits, and what it was about to write, until it is killed. */
  async function holder(): Promise<ChildProcess> {
    const module = fileURLToPath(new URL('spool.ts', import.meta.url))
    const program = `
      const { openSpool } = await import(${JSON.stringify(module)})
      const log = { error() {}, debug() {} }
      const box = (await openSpool(${JSON.stringify(join(top, 'spool'))}, { now: Date.now, log })).box(new URL(${JSON.stringify(url.href)}))
      await box.hold([Buffer.from('held')], ${JSON.stringify(uuid)})
      console.log((await box.take()).length)
      setInterval(() => undefined, 1000)`
    const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', program], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    await new Promise((resolve) => child.stdout?.once('data', resolve))
    return child
  }
  const killed = (child: ChildProcess): Promise<unknown> =>
    new Promise((resolve) => {
      child.once('exit', resolve)
      child.kill('SIGKILL')
    })

  it('loses nothing: the next one takes what it held, whole documents only', async () => {
    const box = (await open()).box(url)
    await box.keep(bytes('a'), uuid)
    const child = await holder()
    try {
      expect(await box.take()).toEqual([])
    } finally {
      await killed(child)
    }
    const theirs = dirname(all()[0] ?? '')
    writeFileSync(join(theirs, `${start}-${'0'.repeat(32)}.${uuid}.data.tmp`), 'half')
    expect(texts(await box.take()).sort()).toEqual(['a', 'held'])
    await box.release()
    expect(all().every((file) => !file.includes('.run') && !file.includes('.tmp'))).toBe(true)
  })

  it('is told from one that has its number by when it began, from those elsewhere by their silence', async () => {
    const box = (await open()).box(url)
    const [host, , began] = basename(dirname(await box.hold(bytes('x'), uuid)))
      .slice(1)
      .split('-')
    const dir = dirname(dirname(all()[0] ?? ''))
    const gone = spawnSync('true').pid
    const folder = (name: string, text: string) => {
      mkdirSync(join(dir, name))
      writeFileSync(join(dir, name, `${start + 1}-${text.repeat(32)}.${uuid}.data`), text)
    }
    folder(`.${host}-${process.pid}-${began}-aa.run`, 'a')
    folder(`.${host}-${process.pid}-1-aa.run`, 'b')
    folder(`.${host}-${gone}-1-aa.run`, 'c')
    folder('.00000000-1-1-aa.run', 'd')
    folder('.00000000-2-1-aa.run', 'e')
    utimesSync(join(dir, '.00000000-2-1-aa.run'), new Date(), new Date(Date.now() - 3_700_000))
    const found = texts(await box.take()).sort()
    expect(found).toEqual(process.platform === 'linux' ? ['b', 'c', 'e', 'x'] : ['c', 'e', 'x'])
    expect(began === '0').toBe(process.platform !== 'linux')
  })
})

describe('an age limit', () => {
  const day = 86_400_000
  it('sets aside what could not be delivered once more, tells so, and loses nothing', async () => {
    errors.length = 0
    let now = start
    const spool = await open({ now: () => now, maxAgeMs: 3 * day })
    const box = spool.box(url)
    for (const text of ['old', 'older but delivered']) await box.keep(bytes(text), uuid)
    now += 3 * day + 10
    await box.keep(bytes('new'), uuid)
    const files = await box.take()
    expect(texts(files)).toEqual(['old', 'older but delivered', 'new'])
    expect(await spool.aside()).toEqual([])
    await box.forget(files[1] ?? '')
    await box.release()
    const [aside = ''] = await spool.aside()
    expect(errors).toEqual([`1 documents waited for too long and are not tried any more: ${aside}`])
    expect(texts(readdirSync(aside).map((name) => join(aside, name)))).toEqual(['old'])
    expect(texts(await box.take())).toEqual(['new'])
    expect(await box.keep(bytes('old'), uuid)).not.toContain('too-old')
  })

  it('is none without being asked for', async () => {
    errors.length = 0
    const box = (await open()).box(url)
    await box.keep(bytes('a'), uuid)
    const later = (await open({ now: () => start + 10_000 * day })).box(url)
    await later.take()
    await later.release()
    expect([errors, texts(await later.take())]).toEqual([[], ['a']])
  })
})
