import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { type MemoryIoOptions, memoryIo } from '@fusioninventory/cli-kit'
import { answer, type ServerOptions, startServer } from '@fusioninventory/testkit'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { version } from '../package.json'
import { main } from './main.ts'

let dir = ''
const open: { close(): unknown }[] = []
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'fi-injector-'))
})
afterEach(async () => {
  for (const one of open.splice(0)) await one.close()
  rmSync(dir, { recursive: true, force: true })
})

async function serve(options: ServerOptions = {}) {
  const server = await startServer(options)
  open.push(server)
  return server
}
const run = async (argv: string[], options: MemoryIoOptions = {}) => {
  const io = memoryIo({ argv, ...options })
  const code = await main(io)
  return { code, out: io.out(), err: io.err() }
}
const document = (id: string, text = 'x') =>
  `<?xml version="1.0" encoding="UTF-8" ?>\n<REQUEST>\n<CONTENT><A>${text}</A><VERSIONCLIENT>Agent_v1</VERSIONCLIENT></CONTENT><DEVICEID>${id}</DEVICEID><QUERY>INVENTORY</QUERY>\n</REQUEST>\n`
const put = (name: string, content: string | Uint8Array = document(name)): string => {
  const path = join(dir, name)
  mkdirSync(join(path, '..'), { recursive: true })
  writeFileSync(path, content)
  return path
}

describe('the command line', () => {
  it('has help and version', async () => {
    expect(await run(['--version'])).toEqual({
      code: 0,
      out: `FusionInventory Injector ${version}\nbased on FusionInventory Agent v${version}\n`,
      err: '',
    })
    expect((await run(['-h'])).out).toMatch(/^Usage:\n {4}fusioninventory-injector --url/)
  })

  it.each([
    [['--file', 'x'], 'Option url is required'],
    [['--url', 'http://h', '--bogus'], 'Unknown option: bogus'],
    [['--url', 'http://h', 'left', 'over'], 'Unexpected argument: left'],
    [['--url', 'ftp://u:canary@h/'], 'invalid protocol for URL: ftp://'],
    [['--url', 'http://h', '--proxy', 'socks5://p:1'], 'invalid proxy: socks5://p:1'],
    [['--url', 'http://h', '--parallel', '0'], 'Value "0" invalid for option parallel (1 to 64 expected)'],
    [['--url', 'http://h', '--timeout', 'x'], 'Value "x" invalid for option timeout (number expected)'],
    [['--url', 'http://h', '--user', 'u'], 'Option user needs a password'],
    [['--url', 'http://h', '--useragent', 'a\nb: c'], 'Value invalid for option useragent'],
    [['--url', 'http://h', '--useragent', 'a\u20ac'], 'Value invalid for option useragent'],
    [['--url', 'http://h', '--password', 'canary'], 'Option password needs the option user'],
  ])('%j: exit 2, %s', async (argv, message) => {
    const { code, out, err } = await run(argv)
    expect([code, out]).toEqual([2, ''])
    expect(err.split('\n').find((line) => !line.startsWith('['))).toContain(message)
    expect(err).not.toContain('canary')
  })

  it('nothing to read on a terminal: exit 2', async () => {
    const io = memoryIo({ argv: ['--url', 'http://h'] })
    Object.assign(io.stdin, { isTTY: true })
    expect(await main(io)).toBe(2)
    expect(io.err()).toMatch(/^Nothing to send/)
  })

  it.each([
    [['-f', '/nonexistent.ocs'], 2, 'file /nonexistent.ocs does not exist'],
    [['-f', '/dev/null'], 2, 'file /dev/null is not a regular file'],
    [['-d', '/nonexistent'], 2, 'directory /nonexistent does not exist'],
    [['-d', '/dev/null'], 2, 'directory /dev/null does not exist'],
    [['--ca-cert-file', '/nonexistent.pem'], 1, 'non-existing certificate file /nonexistent.pem'],
    [['--user', 'u', '--password-file', '/nonexistent'], 1, "Can't read /nonexistent: No such file or directory"],
  ])('%j: exit %i, %s', async (argv, code, message) => {
    expect(await run(['--url', 'http://h', ...argv])).toEqual({ code, out: '', err: `[error] ${message}\n` })
  })
})

describe('sources', () => {
  it('a directory: .ocs, .xml, .json, .data, in byte order; -R below it; nothing is removed', async () => {
    const server = await serve()
    for (const name of ['b.ocs', 'a.xml', '.h.xml', 'Z.data', 'n.txt', 'sub/c.xml', 'OLD.OCS']) put(name)
    const flat = await run(['-v', '-d', dir, '-u', server.url])
    expect(flat).toEqual({
      code: 0,
      err: '',
      out: ['.h.xml', 'Z.data', 'a.xml', 'b.ocs'].map((name) => `Loading ${dir}/${name}...OK\n`).join(''),
    })
    const deep = await run(['-vR', '-d', dir, '-u', server.url])
    expect(deep.out.match(/OK/g)).toHaveLength(5)
    expect([...server.inventories.keys()]).toContain('sub/c.xml')
    expect(readdirSync(dir)).toHaveLength(7)
  })

  it('standard input, named or not', async () => {
    const server = await serve()
    expect(await run(['-u', server.url], { stdin: document('in') })).toEqual({ code: 0, out: '', err: '' })
    expect(await run(['-v', '--stdin', '-u', server.url], { stdin: gzipSync(document('in2')) })).toEqual({
      code: 0,
      out: 'OK\n',
      err: '',
    })
    expect([...server.inventories.keys()]).toEqual(['in', 'in2'])
  })

  it('the first kind wins, and it is told', async () => {
    const server = await serve()
    const { code, err } = await run(['--stdin', '-f', put('a.ocs'), '-u', server.url], { stdin: document('in') })
    expect([code, err]).toEqual([0, '[warning] --file is not looked at, because of --stdin\n'])
    expect([...server.inventories.keys()]).toEqual(['in'])
  })

  it('JSON goes with an agent id: of its name, else a new one', async () => {
    const server = await serve({ role: 'glpi' })
    const uuid = '0b7a2f5e-9c1d-4e7b-8a55-3f2d1c0b9a88'
    const json = JSON.stringify({ action: 'inventory', deviceid: 'j', itemtype: 'Computer', content: {} })
    expect(await run(['-d', dir, '-u', server.url, '-C'], {})).toEqual({ code: 0, out: '', err: '' })
    put(`x-${uuid.toUpperCase()}.json`, json)
    put('y.data', json)
    expect((await run(['-d', dir, '-u', server.url, '-C'])).code).toBe(0)
    const ids = server.requests.map((one) => one.headers['glpi-agent-id'])
    expect(ids[0]).toBe(uuid)
    expect(ids[1]).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-/)
    expect(server.requests.map((one) => one.headers['content-type'])).toEqual(['application/json', 'application/json'])
  })
})

describe('what is not sent', () => {
  it.each<[string, string | Uint8Array, string]>([
    ['empty', '', 'the document is empty'],
    ['blank', ' \n', 'the document is empty'],
    ['cut', document('x').slice(0, 100), 'not well-formed XML: '],
    ['text', 'hello', 'not well-formed XML: '],
    [
      'DTD',
      '<!DOCTYPE a [<!ENTITY b "c">]><REQUEST>&b;</REQUEST>',
      'not well-formed XML: a document type is not allowed',
    ],
    ['other XML', '<html><body/></html>', 'no inventory: the XML document is a <html>, not a <REQUEST>'],
    ['JSON', '{"a":', 'not well-formed JSON'],
    ['JSON list', '[1]', 'no inventory: the JSON document is a list'],
    ['cut gzip', gzipSync(document('x')).subarray(0, 60), 'corrupt gzip content'],
  ])('%s', async (_, content, message) => {
    const server = await serve()
    const file = put('bad.ocs', content)
    const { code, out, err } = await run(['-v', '-r', '-f', file, '-u', server.url])
    expect(code).toBe(1)
    expect(out).toContain(`Loading ${file}...ERROR: ${message}`)
    expect(err).toContain(`[error] ${file}: ${message}`)
    expect(err.endsWith(`\nThese elements were not sent:\n${file}\n`)).toBe(true)
    expect(server.requests).toHaveLength(0)
    expect(existsSync(file)).toBe(true)
  })

  it('--no-check sends it', async () => {
    const server = await serve()
    const { code, err } = await run(['--no-check', '-f', put('bad.ocs', '<REQUEST>'), '-u', server.url])
    expect(code).toBe(1)
    expect(err).toContain('server error: XML not well formed!')
    expect(server.requests).toHaveLength(1)
  })

  it('a file below that is no file stops nothing', async () => {
    const server = await serve()
    put('a.ocs')
    put('c.ocs')
    symlinkSync('/dev/zero', join(dir, 'b.ocs'))
    const { code, err } = await run(['-d', dir, '-u', server.url])
    expect(code).toBe(1)
    expect(err).toBe(`[error] ${dir}/b.ocs: is not a regular file\nThese elements were not sent:\n${dir}/b.ocs\n`)
    expect([...server.inventories.keys()]).toEqual(['a.ocs', 'c.ocs'])
  })
})

describe('delivery', () => {
  it('removes what was taken, and only that', async () => {
    const server = await serve({ fault: (one) => (one.n === 2 ? { kind: 'html' } : undefined) })
    for (const name of ['a.ocs', 'b.ocs', 'c.ocs']) put(name)
    const { code, err } = await run(['-r', '-d', dir, '-u', server.url])
    expect(code).toBe(1)
    expect(readdirSync(dir)).toEqual(['b.ocs'])
    expect(err).toMatch(/^\[error\] .*b\.ocs: unexpected content, starting with .*wrong URL/)
  })

  it('--parallel sends several at once, and reports each in one line', async () => {
    let most = 0
    let now = 0
    const server = await serve({
      fault: () => {
        most = Math.max(most, ++now)
        setTimeout(() => now--, 20)
        return { kind: 'drip', everyMs: 1, bytes: 20 }
      },
    })
    for (let i = 0; i < 12; i++) put(`${i}.ocs`)
    const { code, out } = await run(['-v', '--parallel', '4', '-d', dir, '-u', server.url])
    expect(code).toBe(0)
    expect(
      out
        .trimEnd()
        .split('\n')
        .every((line) => /^Loading .*\.ocs\.\.\.OK$/.test(line)),
    ).toBe(true)
    expect(server.inventories.size).toBe(12)
    expect(most).toBeGreaterThan(1)
    expect(new Set(server.requests.map((one) => one.connection)).size).toBeLessThanOrEqual(4)
  })

  it('--parallel lists what was not sent in the order of the files', async () => {
    const server = await serve({
      answer: () => answer(500, 'text/plain', 'broken'),
      fault: ({ document: sent }) =>
        sent?.kind !== 'broken' && sent?.deviceId === 'a.ocs' ? { kind: 'drip', everyMs: 10 } : undefined,
    })
    for (const name of ['c.ocs', 'a.ocs', 'b.ocs']) put(name)
    const { code, err } = await run(['--parallel', '3', '-d', dir, '-u', server.url])
    expect(code).toBe(1)
    expect(err).toMatch(/^\[error\] \S+\/[bc]\.ocs: /)
    expect(err.split('These elements were not sent:\n')[1]).toBe(`${dir}/a.ocs\n${dir}/b.ocs\n${dir}/c.ocs\n`)
  })

  it('-x takes the User-Agent from the document', async () => {
    const server = await serve()
    await run(['-x', '-f', put('a.ocs'), '-u', server.url])
    await run(['-x', '-f', put('b.ocs', '<REQUEST><CONTENT/><DEVICEID>b</DEVICEID></REQUEST>'), '-u', server.url])
    await run([
      '-x',
      '-f',
      put('c.ocs', document('c').replace('Agent_v1', '\u00e9\u20ac\n\u{1f600} 1')),
      '-u',
      server.url,
    ])
    const agents = ['Agent_v1', 'FusionInventory-Injector', '\u00e9??? 1']
    expect(server.requests.map((one) => one.headers['user-agent'])).toEqual(agents)
  })

  it('stray bytes are taken as Latin-1', async () => {
    const server = await serve()
    const file = put('a.ocs', Buffer.from(document('a', 'caf\xe9'), 'latin1'))
    expect(await run(['-f', file, '-u', server.url])).toMatchObject({
      code: 0,
      err: expect.stringContaining('bytes that are not UTF-8'),
    })
    expect(server.requests[0]?.unpacked?.body.toString()).toBe(document('a', 'café'))
  })

  it('passwords from a file or the environment', async () => {
    const server = await serve({ auth: { user: 'u', password: 'canary' } })
    const file = put('a.ocs')
    expect(
      await run(['--user', 'u', '--password-file', put('pw', 'canary\n'), '-f', file, '-u', server.url]),
    ).toMatchObject({ code: 0, err: '' })
    expect(
      await run(['--user', 'u', '-f', file, '-u', server.url], { env: { FUSIONINVENTORY_PASSWORD: 'canary' } }),
    ).toMatchObject({ code: 0, err: '' })
    const onLine = await run([
      '--debug',
      '--debug',
      '--user',
      'u',
      '--password',
      'canary',
      '-f',
      file,
      '-u',
      server.url,
    ])
    expect(onLine.code).toBe(0)
    expect(onLine.err).toContain('every user of this machine can see --password')
    expect(onLine.err).not.toContain('canary')
    expect(onLine.err).toMatch(/^\[debug\] POST http:\S+ \(\d+ bytes\): 401 .*\n\[debug\] POST .*: 200 OK, /m)
    expect(onLine.err).toMatch(/^\[debug2\] answer: .*<REPLY/m)
  })

  it('a signal ends it, and what was not sent is told', async () => {
    const stop = new AbortController()
    const server = await serve({
      fault: (one) => {
        if (one.n === 1) return undefined
        stop.abort()
        return { kind: 'hang' }
      },
    })
    for (const name of ['a.ocs', 'b.ocs', 'c.ocs']) put(name)
    const { code, err } = await run(['-r', '-d', dir, '-u', server.url], { signal: stop.signal })
    expect(code).toBe(130)
    expect(err).toBe(`[error] interrupted\nThese elements were not sent:\n${dir}/b.ocs\n${dir}/c.ocs\n`)
    expect(readdirSync(dir)).toEqual(['b.ocs', 'c.ocs'])
  })
})
