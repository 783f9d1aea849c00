import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type MemoryIoOptions, memoryIo, Stopped } from '@fusioninventory/cli-kit'
import { afterAll, describe, expect, it } from 'vitest'
import { version } from '../package.json'
import { main } from './main.ts'
import { options } from './options.ts'

const dir = mkdtempSync(join(tmpdir(), 'inventory-cli-'))
const file = (name: string, text: string): string => {
  writeFileSync(join(dir, name), text)
  return join(dir, name)
}
afterAll(() => rmSync(dir, { recursive: true }))

const run = async (argv: readonly string[], more: MemoryIoOptions = {}) => {
  const io = memoryIo({ argv, ...more })
  return { code: await main(io), out: io.out(), err: io.err() }
}

const capture = `fusioninventory-capture 1
platform: linux
machine: x86_64
release: 6.1.0
hostname: lab1.example.org
now: 2026-11-22T17:00:00Z
timezone: Europe/Paris

-- env --
{"SHELL":"/bin/bash"}
-- file /etc/passwd --
root:x:0:0:root:/root:/bin/bash
-- file /proc/meminfo --
MemTotal:        2048000 kB
SwapTotal:             0 kB
`
const machine = file('machine.txt', capture)
const replay = (...argv: string[]) => run(['--capture', machine, ...argv])

describe('the document', () => {
  it('is on standard output, the same each time, and what is said on standard error', async () => {
    const { code, out, err } = await replay()
    expect(code).toBe(0)
    expect(out).toMatch(/^<\?xml version="1.0" encoding="UTF-8" \?>\n<REQUEST>\n {2}<CONTENT>\n/)
    expect(out).toContain('<DEVICEID>lab1-2026-11-22-18-00-00</DEVICEID>')
    expect(out).toContain(`<VERSIONCLIENT>FusionInventory-Inventory_v${version}</VERSIONCLIENT>`)
    expect(out).toContain('<LOGIN>root</LOGIN>')
    expect(err.split('\n')[0]).toBe('[info] New inventory from lab1-2026-11-22-18-00-00 for local0')
    expect(await replay()).toEqual({ code, out, err })
  })

  it('comes from a capture on standard input, too', async () => {
    expect(await run(['--capture=-'], { stdin: capture })).toEqual(await replay())
  })

  it('is JSON or a page where asked; JSON wins', async () => {
    const { out } = await replay('--json', '--html', '-t', 'lab')
    expect(JSON.parse(out)).toMatchObject({
      action: 'inventory',
      deviceid: 'lab1-2026-11-22-18-00-00',
      tag: 'lab',
      content: { hardware: { memory: 2000, swap: 0 }, local_users: [{ id: '0', login: 'root' }] },
    })
    const { out: page } = await replay('--html')
    expect(page).toMatch(/^<!DOCTYPE html>\n/)
    expect(page).toContain('<h1>Inventory for lab1</h1>')
    expect(page).toContain('<p class="source">Source: /etc/passwd</p>')
  })

  it('is partial where asked: those categories, and what identifies the machine', async () => {
    const { code, out } = await replay('--partial=local_user, env')
    const { content, partial } = JSON.parse(out) as { content: object; partial: boolean }
    expect([code, partial]).toEqual([0, true])
    expect(Object.keys(content)).toEqual(['envs', 'hardware', 'local_users', 'versionclient'])
    expect(Object.keys((JSON.parse((await replay('--partial=software')).out) as { content: object }).content)).toEqual([
      'hardware',
      'operatingsystem',
      'versionclient',
    ])
  })

  it('has tag, identity and name as asked', async () => {
    const { out, err } = await replay('-t', 'lab', '--deviceid=mine', '--assetname-support=2')
    expect(out).toContain('<DEVICEID>mine</DEVICEID>')
    expect(out).toContain('<KEYVALUE>lab</KEYVALUE>')
    expect(out).toContain('<NAME>lab1.example.org</NAME>')
    expect(err).toContain('[info] New inventory from mine for local0 (tag=lab)\n')
    expect((await replay('--assetname-support=2')).out).toContain('<DEVICEID>lab1.example.org-2026-11-22-18-00-00<')
  })

  it('leaves categories out, whatever their spelling, and warns of unknown ones', async () => {
    const { code, out, err } = await replay('--no-category= LOCAL_USER,envs, nonsense')
    expect(code).toBe(0)
    expect(out).not.toContain('<LOGIN>')
    expect(out).not.toContain('<ENVS>')
    expect(err).toMatch(/^\[warning\] unknown category "nonsense", ignored/m)
  })

  it('goes to a file with --output, and to standard output with -', async () => {
    const { out } = await replay()
    const path = join(dir, 'out.xml')
    expect(await replay('-o', path)).toMatchObject({ code: 0, out: '' })
    expect(readFileSync(path, 'utf8')).toBe(out)
    expect((await replay('-o-')).out).toBe(out)
  })

  it('takes additional content', async () => {
    const extra = file('extra.xml', '<REQUEST><CONTENT><PRINTERS><NAME>P1</NAME></PRINTERS></CONTENT></REQUEST>')
    const { code, out } = await replay('--additional-content', extra)
    expect(code).toBe(0)
    expect(out).toContain('<PRINTERS>\n      <NAME>P1</NAME>')
  })

  it('takes sections of the user only when allowed', async () => {
    const extra = file('own.json', '{"content":{"MYSECTION":[{"A":"b"}]}}')
    const without = await replay('--additional-content', extra)
    expect(without.out).not.toContain('MYSECTION')
    expect(without.err).toMatch(/^\[warning\] MYSECTION: unknown section/m)
    expect((await replay('--additional-content', extra, '--allow-custom-sections')).out).toContain('<A>b</A>')
  })

  it.each([
    ['gone.xml', undefined, 0, /^\[warning\] .*gone\.xml does not exist, no content is added$/m],
    ['cut.xml', '<REQUEST><CONTENT><PRI', 3, /^\[error\] .*cut\.xml: .*; no content is added$/m],
    ['other.xml', '<A/>', 3, /^\[error\] .*other\.xml: no suitable content found; no content is added$/m],
    ['bad.json', '{', 3, /^\[error\] .*bad\.json: not valid JSON; no content is added$/m],
  ])('is not lost by additional content %s', async (name, text, strictCode, message) => {
    const path = text === undefined ? join(dir, name) : file(name, text)
    const { code, out, err } = await replay('--additional-content', path)
    expect([code, err]).toEqual([0, expect.stringMatching(message)])
    expect(out).toBe((await replay()).out)
    expect((await replay('--additional-content', path, '--fail-on-error')).code).toBe(strictCode)
  })
})

describe('other results', () => {
  it('explains every field', async () => {
    const { code, out } = await replay('--explain', '--tag=lab')
    expect(code).toBe(0)
    const rows = out.trimEnd().split('\n')
    expect(rows[0]).toMatch(/^SECTION +FIELD +VALUE +PROBE +SOURCE$/)
    expect(rows.length).toBeGreaterThan(20)
    for (const row of rows.slice(1)) expect(row).toMatch(/ {2,}[a-z]+\/[a-z-]+ {2,}\S/)
    expect(out).toMatch(/^ACCOUNTINFO\[0\] +KEYVALUE +lab +inventory\/tag +--tag$/m)
    expect(out).toMatch(/^LOCAL_USERS\[0\] +LOGIN +root +linux\/\S+ +\/etc\/passwd$/m)
  })

  it('explains one section, or the identity', async () => {
    const one = await replay('--explain=local_users')
    expect(
      new Set(
        one.out
          .split('\n')
          .slice(1, -1)
          .map((row) => row.split('[')[0]),
      ),
    ).toEqual(new Set(['LOCAL_USERS']))
    const who = await replay('--explain=identity')
    expect(who.out).toMatch(/^deviceid +lab1-2026-11-22-18-00-00 +inventory +host name and clock$/m)
    expect(who.out).toMatch(/^hostname +lab1 +linux\/\S+ +\S/m)
    expect(who.out).toMatch(/^serial +\(not known\)/m)
  })

  it('lists categories', async () => {
    const { code, out, err } = await run(['--list-categories'])
    expect([code, err]).toEqual([0, ''])
    expect(out.split('\n')).toEqual(expect.arrayContaining(['cpu', 'licenseinfo', 'virtualmachine', '']))
  })

  it('tells how each probe ended', async () => {
    const { err } = await replay('--timing')
    expect(err).toMatch(/^\[info\] linux\/\S+: ok, \d+\.\d ms$/m)
  })

  it('records what was read, so that it can be replayed strictly', async () => {
    const record = join(dir, 'again.txt')
    const first = await replay('--record', record)
    expect(first.code).toBe(0)
    const again = await run(['--capture', record, '--strict'])
    expect(again).toMatchObject({ code: 0, out: first.out })
  })
})

describe('what it refuses', () => {
  const usage = /^Usage:\n {4}fusioninventory-inventory \[options\]$/m

  it.each([
    [['--nope'], 'Unknown option: nope'],
    [['word'], 'Unexpected argument: word'],
    [['--root=/', '--capture=x'], 'Options root and capture exclude each other'],
    [['--strict'], 'Option strict needs option capture'],
    [['--additional-content=x.txt'], 'unknown file type x.txt'],
    [
      ['--backend-collect-timeout=0'],
      'Value "0" invalid for option backend-collect-timeout (a number above 0 expected)',
    ],
    [['--assetname-support=4'], 'Value "4" invalid for option assetname-support (1 or 2 or 3 expected)'],
    [
      ['--partial=cpu,nope'],
      'Value "nope" invalid for option partial (a category expected; --list-categories names them)',
    ],
    [['--explain=nope'], 'Value "nope" invalid for option explain (a section of the inventory, or identity expected)'],
  ])('%j', async (argv, message) => {
    const { code, out, err } = await run(argv)
    expect([code, out]).toEqual([2, ''])
    expect(err.split('\n')[0]).toBe(message)
    expect(err).toMatch(usage)
  })

  it.each([
    [['--capture', '/nonexistent'], "Can't read /nonexistent: No such file or directory"],
    [['--root', '/nonexistent'], "Can't read directory /nonexistent: No such file or directory"],
    [['--root', machine], `Can't read directory ${machine}: Not a directory`],
  ])('%j: one line', async (argv, message) => {
    expect(await run(argv)).toEqual({ code: 1, out: '', err: `[error] ${message}\n` })
  })

  it.each([
    ['nothing', ''],
    ['another format', '<?xml version="1.0"?>'],
    ['another version', capture.replace('capture 1', 'capture 2')],
    ['bytes', '\x00\xff\xfe'],
  ])('%s in the place of a capture: one line that names the file', async (_what, text) => {
    const path = file('bad.txt', text)
    const { code, out, err } = await run(['--capture', path])
    expect([code, out]).toEqual([1, ''])
    expect(err).toMatch(new RegExp(`^\\[error\\] ${path}: .+\\n$`))
  })

  it('a strict replay that asks for more than was recorded', async () => {
    const { code, out, err } = await replay('--strict')
    expect([code, out]).toEqual([1, ''])
    expect(err).toMatch(/^\[error\] .*machine\.txt: not recorded: \S+ .+$/m)
    expect(err).not.toContain('missing')
  })

  it('a file that cannot be written', async () => {
    const { code, out, err } = await replay('-o', '/nonexistent/x.xml')
    expect([code, out]).toEqual([1, ''])
    expect(err).toMatch(/^\[error\] Can't write to \/nonexistent\/x\.xml: No such file or directory$/m)
    expect(await replay('--record', '/nonexistent/x.txt')).toMatchObject({ code: 1, out: '' })
  })

  it('leaves nothing behind when it is stopped', async () => {
    const path = join(dir, 'never.xml')
    const signal = AbortSignal.abort(new Stopped('SIGTERM'))
    const { code, out } = await run(['--capture', machine, '-o', path], { signal })
    expect([code, out, existsSync(path)]).toEqual([143, '', false])
  })
})

describe('help and version', () => {
  it('names every option', async () => {
    const { code, out } = await run(['--help'])
    expect(code).toBe(0)
    for (const [name, option] of Object.entries(options))
      if (!('deprecated' in option)) expect(out).toContain(`--${name}`)
  })

  it('has the two lines of old', async () => {
    const out = `FusionInventory Inventory task ${version}\nbased on FusionInventory Agent v${version}\n`
    expect(await run(['--version'])).toEqual({ code: 0, out, err: '' })
  })
})
