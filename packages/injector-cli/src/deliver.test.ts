import { existsSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { inflateSync } from 'node:zlib'
import { type MemoryIoOptions, memoryIo, Stopped } from '@fusioninventory/cli-kit'
import { answer, type Fault, type ServerOptions, startServer } from '@fusioninventory/testkit'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
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
const now = new Date('2026-11-26T00:00:00Z')
const run = async (argv: string[], options: MemoryIoOptions = {}) => {
  const io = memoryIo({ argv, now, ...options })
  const code = await main(io)
  return { code, out: io.out(), err: io.err() }
}
const document = (id: string) =>
  `<?xml version="1.0" encoding="UTF-8" ?>\n<REQUEST><CONTENT/><DEVICEID>${id}</DEVICEID><QUERY>INVENTORY</QUERY></REQUEST>\n`
const json = (id: string) => JSON.stringify({ action: 'inventory', deviceid: id, itemtype: 'Computer', content: {} })
const put = (name: string, content: string = document(name)): string => {
  const path = join(dir, name)
  writeFileSync(path, content)
  return path
}
const down = 'http://127.0.0.1:9/x'
const spool = () => join(dir, 'spool')
/** What waits, in the hands of a run or not, as plain text, by folder. */
const waiting = (): Record<string, string[]> =>
  Object.fromEntries(
    (existsSync(spool()) ? readdirSync(spool()) : []).map((box) => [
      box.replace(/-[^-]*$/, ''),
      readdirSync(join(spool(), box), { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith('.data'))
        .sort((a, b) => (basename(a) < basename(b) ? -1 : 1))
        .map((name) => inflateSync(readFileSync(join(spool(), box, name))).toString()),
    ]),
  )

describe('several servers', () => {
  it('each gets every document, and each is told apart', async () => {
    const one = await serve()
    const two = await serve({ role: 'glpi', fault: (_, n) => (n === 1 ? { kind: 'status', status: 503 } : undefined) })
    const [a, b] = [put('a.ocs'), put('b.ocs')]
    const { code, out, err } = await run(['-v', '-r', '-d', dir, '-u', one.url, '-u', two.url, '-u', one.url])
    expect(code).toBe(1)
    expect(out.trimEnd().split('\n').sort()).toEqual(
      [
        `Loading ${a} to ${one.url}...OK`,
        `Loading ${a} to ${two.url}...ERROR: 503 Refused`,
        `Loading ${b} to ${one.url}...OK`,
        `Loading ${b} to ${two.url}...OK`,
      ]
        .map((line) => line.replace('503 Refused', '503 Service Unavailable'))
        .sort(),
    )
    expect(err).toContain(`[error] ${a} to ${two.url}: communication error: 503 Service Unavailable`)
    expect(err).toContain(`These elements were not sent:\n${a} to ${two.url}\n`)
    expect([...one.inventories.keys()]).toEqual(['a.ocs', 'b.ocs'])
    expect([...two.inventories.keys()]).toEqual(['b.ocs'])
    expect(readdirSync(dir)).toEqual(['a.ocs'])
  })

  it('credentials in a URL go to that server only', async () => {
    const one = await serve()
    const two = await serve({ auth: { user: 'u', password: 'canary' } })
    const result = await run(['-v', '-f', put('a.ocs'), '-u', one.url, '-u', two.url.replace('//', '//u:canary@')])
    expect(result.code).toBe(0)
    expect(one.requests[0]?.headers.authorization).toBeUndefined()
    expect(result.out + result.err).not.toContain('canary')
  })
})

describe('a source with several documents', () => {
  it('XML: each is sent by itself', async () => {
    const server = await serve()
    const file = put('all.xml', document('a') + document('b') + document('c'))
    const { code, out, err } = await run(['-v', '-r', '-f', file, '-u', server.url])
    expect([code, err]).toEqual([0, ''])
    expect(out).toBe(
      `Loading ${file}...several documents\n${[1, 2, 3].map((n) => `Loading ${file} (document ${n} of 3)...OK\n`).join('')}`,
    )
    expect([...server.inventories.keys()]).toEqual(['a', 'b', 'c'])
    expect(server.requests[1]?.unpacked?.body.toString()).toBe(document('b'))
    expect(existsSync(file)).toBe(false)
  })

  it('one that is not well-formed stops no other, and keeps the file', async () => {
    const server = await serve()
    const file = put('all.xml', document('a') + document('b').slice(0, 80) + document('c'))
    const { code, err } = await run(['-r', '-f', file, '-u', server.url])
    expect(code).toBe(1)
    expect(err).toContain(`[error] ${file} (document 2 of 3): not well-formed XML: `)
    expect(err).toContain(`These elements were not sent:\n${file} (document 2 of 3)\n`)
    expect([...server.inventories.keys()]).toEqual(['a', 'c'])
    expect(existsSync(file)).toBe(true)
  })

  it('JSON lines', async () => {
    const server = await serve({ role: 'glpi' })
    const { code, err } = await run(['-u', server.url], { stdin: `${json('a')}\n${json('b')}\n\n{"half\n` })
    expect(code).toBe(1)
    expect(err).toContain('STDIN DATA (document 3 of 3): not well-formed JSON')
    expect([...server.inventories.keys()]).toEqual(['a', 'b'])
  })
})

describe('--spool', () => {
  it('keeps what a server did not take, for that server, and sends it first at the next run', async () => {
    let fault: Fault | undefined = { kind: 'status', status: 500 }
    const one = await serve()
    const two = await serve({ fault: () => fault })
    const file = put('a.ocs')
    const args = ['-v', '-r', '-d', dir, '--spool', spool(), '-u', one.url, '-u', two.url]
    const first = await run(args)
    expect(first.code).toBe(1)
    expect(first.err).toContain(`${file} to ${two.url}: communication error: 500 Internal Server Error`)
    expect(first.err).toContain('; kept in the spool\n')
    expect(existsSync(file)).toBe(false)
    expect(waiting()).toEqual({ [`127.0.0.1_${two.port}_plugins_fusioninventory`]: [document('a.ocs')] })

    fault = undefined
    put('b.ocs')
    expect((await run(args)).code).toBe(0)
    const ids = (server: typeof one) => server.requests.map(({ document: it }) => it?.kind === 'xml' && it.deviceId)
    expect(ids(one)).toEqual(['a.ocs', 'b.ocs'])
    expect(ids(two)).toEqual(['a.ocs', 'a.ocs', 'b.ocs'])
    expect(readdirSync(spool())).toEqual([])
    expect(readdirSync(dir)).toEqual(['spool'])
  })

  it('a server that cannot be reached is not tried for each document, and nothing is sent before what waits', async () => {
    for (const name of ['a.ocs', 'b.ocs', 'c.ocs']) put(name)
    const first = await run(['-r', '-d', dir, '--spool', spool(), '-u', down])
    expect(first.code).toBe(1)
    expect(Object.values(waiting())).toEqual([['a.ocs', 'b.ocs', 'c.ocs'].map(document)])
    put('d.ocs')
    const second = await run(['-r', '-d', dir, '--spool', spool(), '-u', down])
    expect(second.err).toContain(`2 documents wait in the spool for ${down}`)
    expect(Object.values(waiting())).toEqual([['a.ocs', 'b.ocs', 'c.ocs', 'd.ocs'].map(document)])
    expect(readdirSync(dir)).toEqual(['spool'])
  })

  it('standard input is kept before it is sent, all of it', async () => {
    const stop = new AbortController()
    const server = await serve({
      fault: () => {
        expect(Object.values(waiting())).toEqual([[document('a'), document('b')]])
        stop.abort(new Stopped('SIGTERM'))
        return { kind: 'hang' }
      },
    })
    const args = ['--spool', spool(), '-u', server.url]
    expect((await run(args, { stdin: document('a') + document('b'), signal: stop.signal })).code).toBe(143)
    expect(Object.values(waiting())).toEqual([[document('a'), document('b')]])
    expect(server.requests).toHaveLength(1)
  })

  it('on a terminal, without a source: what waits is sent', async () => {
    const args = ['--spool', spool(), '-u']
    const server = await serve({ fault: (_, n) => (n === 1 ? { kind: 'reset' } : undefined) })
    expect((await run([...args, server.url], { stdin: document('a') })).code).toBe(1)
    const io = memoryIo({ argv: [...args, server.url] })
    Object.assign(io.stdin, { isTTY: true })
    expect(await main(io)).toBe(0)
    expect(server.inventories.has('a')).toBe(true)
    expect(waiting()).toEqual({})
  })

  it('the agent id of a JSON document stays the same', async () => {
    const server = await serve({
      role: 'glpi',
      answer: ({ n }) => (n === 1 ? answer(503, 'text/plain', 'busy') : undefined),
    })
    const args = ['-r', '-d', dir, '--spool', spool(), '-u', server.url]
    put('a.json', json('a'))
    await run(args)
    expect((await run(args)).code).toBe(0)
    const [first, second] = server.requests.map(({ headers }) => headers['glpi-agent-id'])
    expect(second).toBe(first)
  })

  it('says where documents for another server lie, and refuses a folder that is none', async () => {
    await run(['--spool', spool(), '-u', down], { stdin: document('a') })
    const server = await serve()
    expect((await run(['--spool', spool(), '-u', server.url], { stdin: document('b') })).err).toMatch(
      /^\[warning\] .*spool\/127\.0\.0\.1_9_x-\w+ holds documents for a server that --url does not name\n$/,
    )
    expect((await run(['--spool', put('file'), '-u', server.url], { stdin: document('b') })).code).toBe(2)
  })
})

describe('--spool-max-age', () => {
  it('what is older and fails again is set aside, and told at each run until somebody sees to it', async () => {
    const server = await serve({ fault: () => ({ kind: 'status', status: 500 }) })
    const args = ['--spool', spool(), '--spool-max-age', '30', '-u', server.url]
    await run([...args, '-f', put('a.ocs')])
    const [box = ''] = readdirSync(spool())
    const [name = ''] = readdirSync(join(spool(), box))
    const old = name.replace(/^\d+/, String(now.getTime() - 31 * 86_400_000))
    renameSync(join(spool(), box, name), join(spool(), box, old))
    const aside = join(spool(), box, 'too-old')
    const second = await run([...args, '-f', put('b.ocs')])
    expect(second.code).toBe(1)
    expect(second.err).toContain(`[error] 1 documents waited for too long and are not tried any more: ${aside}`)
    expect(second.err).toContain(join(spool(), box, old))
    expect(readdirSync(aside)).toEqual([old])
    expect(
      server.requests.filter(({ document: sent }) => sent?.kind === 'xml' && sent.deviceId === 'a.ocs'),
    ).toHaveLength(2)
    const third = await run([...args, '-d', dir])
    expect(third.err).toContain(`[warning] ${aside} holds documents that waited for too long`)
    const good = await serve()
    expect((await run(['-d', aside, '-r', '-u', good.url])).code).toBe(0)
    expect([...good.inventories.keys()]).toEqual(['a.ocs'])
    expect((await run([...args, '-d', dir])).err).not.toContain('too long')
  })
})

describe('--watch', () => {
  const until = async (done: () => boolean): Promise<void> => {
    for (let i = 0; i < 400 && !done(); i++) await new Promise((resolve) => setTimeout(resolve, 25))
    expect(done()).toBe(true)
  }
  /** Started, to be stopped. */
  function start(argv: string[]) {
    const stop = new AbortController()
    const ended = run(argv, { signal: stop.signal })
    const end = async () => {
      stop.abort(new Stopped('SIGTERM'))
      return ended
    }
    open.push({ close: end })
    return end
  }

  it('sends what appears, once, and what has changed again, until it is stopped', async () => {
    const server = await serve()
    put('a.ocs')
    const end = start(['-d', dir, '--watch=0.1', '-u', server.url])
    await until(() => server.requests.length === 1)
    put('b.ocs')
    put('c.txt')
    await until(() => server.requests.length === 2)
    put('a.ocs', document('a2.ocs'))
    await until(() => server.inventories.has('a2.ocs'))
    await new Promise((resolve) => setTimeout(resolve, 300))
    expect(server.requests).toHaveLength(3)
    expect(await end()).toEqual({ code: 143, out: '', err: '' })
  })

  it('survives a server that is down, with and without a spool', async () => {
    let fault: Fault | undefined = { kind: 'reset' }
    const server = await serve({ fault: () => fault })
    const plain = start(['-r', '-d', dir, '--watch=0.1', '-u', server.url])
    put('a.ocs')
    await until(() => server.requests.length > 1)
    expect(existsSync(join(dir, 'a.ocs'))).toBe(true)
    fault = undefined
    await until(() => !existsSync(join(dir, 'a.ocs')))
    await plain()
    fault = { kind: 'reset' }
    const spooling = start(['-r', '-d', dir, '--watch=0.1', '--spool', spool(), '-u', server.url])
    put('b.ocs')
    await until(() => Object.values(waiting()).flat().length === 1)
    await until(() => !existsSync(join(dir, 'b.ocs')))
    fault = undefined
    await until(() => Object.values(waiting()).flat().length === 0)
    await spooling()
    expect([...server.inventories.keys()]).toEqual(['a.ocs', 'b.ocs'])
  })

  it('survives a directory that goes away, and tells of a bad document once', async () => {
    const server = await serve()
    const inbox = mkdtempSync(join(dir, 'in-'))
    const end = start(['-d', inbox, '--watch=0.1', '-u', server.url])
    writeFileSync(join(inbox, 'bad.xml'), '<REQUEST>')
    await new Promise((resolve) => setTimeout(resolve, 1000))
    rmSync(inbox, { recursive: true })
    await new Promise((resolve) => setTimeout(resolve, 400))
    const { mkdirSync } = await import('node:fs')
    mkdirSync(inbox)
    writeFileSync(join(inbox, 'b.xml'), document('b'))
    await until(() => server.inventories.has('b'))
    const { code, err } = await end()
    expect(code).toBe(143)
    expect(err.match(/not well-formed/g)).toHaveLength(1)
    expect(err.match(/does not exist/g)).toHaveLength(1)
  })

  it.each([[['--watch', '--file', 'x']], [['--watch']], [['--watch=0', '-d', '/']], [['--watch=x', '-d', '/']]])(
    '%j: exit 2',
    async (argv) => expect((await run(['-u', down, ...argv])).code).toBe(2),
  )
})

describe('OAuth', () => {
  it('with a secret from a file or the environment, never shown', async () => {
    const oauth = { clientId: 'id', clientSecret: 'canary' }
    const server = await serve({ role: 'glpi', oauth })
    const args = ['--debug', '--debug', '--oauth-client-id', 'id', '-u', server.url]
    const results = [
      await run([...args, '--oauth-secret-file', put('s', 'canary\n')], { stdin: json('a') }),
      await run(args, { stdin: json('b'), env: { FUSIONINVENTORY_OAUTH_CLIENT_SECRET: 'canary' } }),
      await run([...args, '--oauth-client-secret', 'canary'], { stdin: json('c') }),
    ]
    expect(results.map(({ code }) => code)).toEqual([0, 0, 0])
    expect(results.map(({ err }) => err).join()).not.toMatch(/canary|token-\d/)
    expect([...server.inventories.keys()]).toEqual(['a', 'b', 'c'])
    expect((await run(args, { stdin: json('d') })).code).toBe(2)
  })
})
