import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Host } from '../port.ts'
import { liveHost } from './live.ts'
import { liveSockets } from './live-sockets.ts'

let dir: string
let host: Host
const at = (name: string): string => join(dir, name)
const script = (name: string, body: string, mode = 0o755): string => {
  writeFileSync(at(name), `#!/bin/sh\n${body}\n`)
  chmodSync(at(name), mode)
  return at(name)
}

beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'live-'))
  mkdirSync(at('bin'))
  host = liveHost({
    path: `${at('bin')}:/usr/bin:/bin`,
    env: { HOME: '/home/x', DB_PASSWORD: 'hunter2', B: '2', A: '1' },
  })
})
afterAll(async () => {
  await host.close()
  rmSync(dir, { recursive: true, force: true })
})

describe('files', () => {
  test('text is lossless, bytes come by range', async () => {
    writeFileSync(at('latin'), Buffer.from([0x61, 0xe9, 0x0a]))
    expect(await host.files.text(at('latin'))).toEqual({ state: 'ok', value: 'a\udce9\n' })
    writeFileSync(at('digits'), '0123456789')
    const read = async (options: object): Promise<unknown> => {
      const bytes = await host.files.bytes(at('digits'), options)
      return bytes.state === 'ok' ? Buffer.from(bytes.value).toString() : bytes
    }
    expect(await read({})).toBe('0123456789')
    expect(await read({ from: 3, limit: 2 })).toBe('34')
    expect(await read({ from: 30 })).toBe('')
    expect(await read({ limit: 0 })).toBe('')
  })

  test('bytes are not overwritten by a later reading', async () => {
    writeFileSync(at('one'), 'one')
    writeFileSync(at('two'), 'two')
    const one = await host.files.bytes(at('one'))
    await host.files.bytes(at('two'))
    expect(one).toEqual({ state: 'ok', value: Buffer.from('one') })
  })

  test('files of /proc have no size, and are read to their end', async () => {
    const status = await host.files.text('/proc/self/status')
    expect(status.state === 'ok' && status.value).toContain('Threads:')
    const maps = await host.files.text('/proc/self/maps')
    expect(maps.state === 'ok' && maps.value.endsWith('\n')).toBe(true)
  })

  test('above 4 MiB only with a limit', async () => {
    writeFileSync(at('huge'), '')
    truncateSync(at('huge'), 64 * 1024 * 1024)
    expect(await host.files.text(at('huge'))).toEqual({ state: 'failed', detail: 'E2BIG' })
    expect(await host.files.bytes(at('huge'))).toEqual({ state: 'failed', detail: 'E2BIG' })
    const some = await host.files.bytes(at('huge'), { limit: 5 * 1024 * 1024 })
    expect(some.state === 'ok' && some.value.length).toBe(5 * 1024 * 1024)
  })

  test('a FIFO, a device and a directory are not opened', async () => {
    execFileSync('mkfifo', [at('fifo')])
    expect(await host.files.text(at('fifo'))).toEqual({ state: 'failed', detail: 'EINVAL' })
    for (const zero of ['/dev/zero', '/proc/../dev/zero', '/sys/./../dev/zero', '/proc/self/root/dev/zero'])
      expect(await host.files.bytes(zero, { limit: 10 }), zero).toEqual({ state: 'failed', detail: 'EINVAL' })
    expect(await host.files.text(dir)).toEqual({ state: 'failed', detail: 'EISDIR' })
    expect(await host.files.stat(at('fifo'))).toMatchObject({ state: 'ok', value: { type: 'o' } })
  })

  // Every Linux has them; without an image behind it, a loop device is empty.
  const loop = ['/dev/loop0', '/dev/loop7'].find(existsSync)
  test.skipIf(!loop)('a block device gives some of its bytes to whom it may, never all', async () => {
    const some = await host.files.bytes(loop ?? '', { from: 1024, limit: 1024 })
    expect(['ok', 'denied']).toContain(some.state)
    expect(await host.files.bytes(loop ?? '')).toEqual({ state: 'failed', detail: 'EINVAL' })
    expect(await host.files.text(loop ?? '')).toEqual({ state: 'failed', detail: 'EINVAL' })
  })

  test('what is not there, or no path', async () => {
    symlinkSync('nowhere', at('dangling'))
    symlinkSync('loop', at('loop'))
    expect(await host.files.text(at('dangling'))).toEqual({ state: 'absent' })
    expect(await host.files.text(at('latin/below'))).toEqual({ state: 'absent' })
    expect(await host.files.list(at('latin'))).toEqual({ state: 'absent' })
    expect(await host.files.text('/a\0b')).toEqual({ state: 'absent' })
    expect(await host.files.text(at('loop'))).toEqual({ state: 'failed', detail: 'ELOOP' })
    expect(await host.files.text('etc/passwd')).toEqual({ state: 'failed', detail: 'EINVAL' })
    expect(await host.files.link(at('dangling'))).toEqual({ state: 'ok', value: 'nowhere' })
    expect(await host.files.link(at('latin'))).toEqual({ state: 'failed', detail: 'EINVAL' })
    expect(await host.files.stat(at('dangling'))).toEqual({ state: 'absent' })
    expect(await host.files.stat(at('dangling'), { follow: false })).toMatchObject({ value: { type: 'l' } })
  })

  test.skipIf(process.getuid?.() === 0)('what may not be read is denied', async () => {
    writeFileSync(at('closed'), 'x', { mode: 0 })
    expect(await host.files.text(at('closed'))).toEqual({ state: 'denied' })
  })

  test.skipIf(!existsSync('/proc/sys/vm/compact_memory'))(
    'what nobody may read is denied, to root as well',
    async () => {
      expect(await host.files.text('/proc/sys/vm/compact_memory')).toEqual({ state: 'denied' })
    },
  )

  test('stat', async () => {
    writeFileSync(at('plain'), 'abc')
    chmodSync(at('plain'), 0o4751)
    utimesSync(at('plain'), 0, 1_700_000_000.9)
    const stat = {
      type: 'f',
      mode: 0o4751,
      uid: process.getuid?.(),
      gid: process.getgid?.(),
      size: 3,
      mtime: 1_700_000_000,
    }
    expect(await host.files.stat(at('plain'))).toEqual({ state: 'ok', value: stat })
  })

  test('names are sorted by bytes and keep bytes that are not UTF-8', async () => {
    mkdirSync(at('names'))
    for (const name of [
      Buffer.from('z'),
      Buffer.from('é'),
      Buffer.of(0x61, 0xff),
      Buffer.from('Z'),
      Buffer.from('\ufffd'),
    ])
      writeFileSync(Buffer.concat([Buffer.from(`${at('names')}/`), name]), name)
    const names = await host.files.list(at('names'))
    expect(names.state === 'ok' && names.value.map(({ name }) => name)).toEqual(['Z', 'a\udcff', 'z', 'é', '\ufffd'])
    expect(await host.files.text(`${at('names')}/a\udcff`)).toEqual({ state: 'ok', value: 'a\udcff' })
  })

  test('statfs of a local file system', async () => {
    const fs = await host.files.statfs('/proc')
    expect(fs).toMatchObject({ state: 'ok', value: { type: '9fa0', blocks: 0 } })
    expect(await host.files.statfs(at('nothing'))).toEqual({ state: 'absent' })
  })

  test('arguments of processes come without secrets, unless they are wanted', async () => {
    const child = (await import('node:child_process')).spawn('sleep', ['60'], { argv0: 'app --token=hunter2' })
    try {
      const path = `/proc/${child.pid}/cmdline`
      expect(await host.files.text(path)).toEqual({ state: 'ok', value: 'app --token=<redacted>\x0060\0' })
      expect(await host.files.bytes(path, { from: 4, limit: 7 })).toEqual({
        state: 'ok',
        value: Buffer.from('--token'),
      })
      expect(await liveHost({ secrets: true }).files.text(path)).toEqual({
        state: 'ok',
        value: 'app --token=hunter2\x0060\0',
      })
    } finally {
      child.kill()
    }
  })
})

describe('commands', () => {
  test('variables of one call are its own', async () => {
    script('bin/tell', 'echo "$SECRET"')
    const told = await host.commands.run(['tell'], { env: { SECRET: 'x' } })
    expect(told).toMatchObject({ value: { stdout: 'x\n' } })
    expect(await host.commands.run(['tell'])).toMatchObject({ value: { stdout: '\n' } })
  })

  test('a small environment, the root directory, no standard input', async () => {
    script('bin/show', 'env; pwd; read x || echo closed')
    const output = await host.commands.run(['show'])
    expect(output.state === 'ok' && output.value.stdout.split('\n').sort()).toEqual(
      ['', '/', 'HOME=/home/x', 'LANG=C', 'LC_ALL=C', `PATH=${at('bin')}:/usr/bin`, 'PWD=/', 'closed'].sort(),
    )
  })

  test('exit codes, signals, standard input; never standard error', async () => {
    script('bin/ends', 'echo out; echo err >&2; [ "$1" = kill ] && kill -TERM $$; exit "$1"')
    expect(await host.commands.run(['ends', '3'])).toEqual({ state: 'ok', value: { stdout: 'out\n', code: 3 } })
    expect(await host.commands.run(['ends', 'kill'])).toEqual({
      state: 'ok',
      value: { stdout: 'out\n', code: 143, signal: 15 },
    })
    expect(await host.commands.run(['cat'], { stdin: 'é\n' })).toEqual({
      state: 'ok',
      value: { stdout: 'é\n', code: 0 },
    })
    expect(await host.commands.run(['true'], { stdin: 'x'.repeat(1 << 20) })).toMatchObject({ value: { code: 0 } })
  })

  test('arguments are not looked at by any shell', async () => {
    const output = await host.commands.run(['printf', '%s|', '$(touch x)', '; rm', 'a b', ''])
    expect(output).toMatchObject({ state: 'ok', value: { stdout: '$(touch x)|; rm|a b||' } })
    expect(await host.commands.run(['printf', 'a\0b'])).toEqual({ state: 'failed', detail: 'EINVAL' })
    expect(await host.commands.run(['printf', 'x'.repeat(1 << 20)])).toEqual({ state: 'failed', detail: 'E2BIG' })
  })

  test('output is text without loss, and bounded', async () => {
    script('bin/bytes', "printf 'a\\351'")
    expect(await host.commands.run(['bytes'])).toMatchObject({ value: { stdout: 'a\udce9' } })
    expect(await host.commands.run(['yes'], { limit: 100_000 })).toEqual({ state: 'failed', detail: 'E2BIG' })
  })

  test('time is bounded, for the children of a command too', async () => {
    script('bin/slow', `sleep 300 & echo $! > ${at('pid')}; echo begun; wait`)
    const output = await host.commands.run(['slow'], { timeoutMs: 500 })
    expect(output).toEqual({ state: 'timeout', partial: { stdout: 'begun\n', code: 0 } })
    const pid = execFileSync('cat', [at('pid')], { encoding: 'utf8' }).trim()
    await expect.poll(() => aliveState(pid)).toMatch(/^(gone|Z)$/)
  })

  test('secrets are covered in what a command told, in time or not', async () => {
    script('bin/ipmitool', 'echo \'SNMP Community String   : public\'; [ -z "$1" ] || sleep 300')
    const stdout = 'SNMP Community String   : <redacted>\n'
    expect(await host.commands.run(['ipmitool'])).toEqual({ state: 'ok', value: { stdout, code: 0 } })
    expect(await host.commands.run(['ipmitool', 'on'], { timeoutMs: 500 })).toEqual({
      state: 'timeout',
      partial: { stdout, code: 0 },
    })
  })

  test('closing the host ends what still runs', async () => {
    const other = liveHost({ path: '/usr/bin' })
    const sleep = other.commands.run(['sleep', '300'])
    await other.close()
    expect(await sleep).toEqual({ state: 'ok', value: { stdout: '', code: 137, signal: 9 } })
  })

  test('a child that is left behind with the pipe does not hold the answer', async () => {
    script('bin/daemon', `setsid sleep 300 & echo $! > ${at('daemon.pid')}; echo started`)
    const output = await host.commands.run(['daemon'])
    expect(output).toEqual({ state: 'ok', value: { stdout: 'started\n', code: 0 } })
    // It is in a session of its own, so this test ends it.
    try {
      process.kill(Number(execFileSync('cat', [at('daemon.pid')], { encoding: 'utf8' })))
    } catch {
      // Ended with its group before it had a session.
    }
  })

  test('programs: only in directories that nobody else may write to', async () => {
    mkdirSync(at('open'))
    chmodSync(at('open'), 0o777)
    script('open/dmidecode', 'echo fake')
    script('bin/world', 'echo fake', 0o777)
    script('bin/plain', 'echo fake', 0o644)
    const careful = liveHost({ path: `${at('open')}:.:bin::${at('bin')}`, env: { PATH: at('open') } })
    expect(await careful.commands.which('dmidecode')).toEqual({ state: 'absent' })
    expect(await careful.commands.run(['dmidecode'])).toEqual({ state: 'absent' })
    expect(await careful.commands.run([at('open/dmidecode')])).toEqual({ state: 'absent' })
    expect(await careful.commands.run(['./bin/show'])).toEqual({ state: 'absent' })
    expect(await careful.commands.which('world')).toEqual({ state: 'denied' })
    expect(await careful.commands.run(['plain'])).toEqual({ state: 'denied' })
    expect(await careful.commands.which('show')).toEqual({ state: 'ok', value: at('bin/show') })
    expect(await careful.commands.which('')).toEqual({ state: 'absent' })
  })
})

const aliveState = (pid: string): string => {
  try {
    return (
      execFileSync('cat', [`/proc/${pid}/stat`], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).split(
        ' ',
      )[2] ?? ''
    )
  } catch {
    return 'gone'
  }
}

describe('sockets', () => {
  let server: Server
  let path: string
  beforeAll(async () => {
    path = at('http.sock')
    server = createServer((request, response) => {
      if (request.url === '/slow') return
      if (request.url === '/big') return void response.end(Buffer.alloc(17 * 1024 * 1024))
      const chunks: Buffer[] = []
      request.on('data', (chunk: Buffer) => chunks.push(chunk))
      request.on('end', () => {
        response.statusCode = request.url === '/no' ? 404 : 200
        response.end(`${request.method} ${request.url} ${Buffer.concat(chunks)}`)
      })
    })
    await new Promise<void>((resolve) => server.listen(path, resolve))
  })
  afterAll(() => {
    server.closeAllConnections()
    server.close()
  })

  const ask = async (target: string, body?: string): Promise<unknown> => {
    const content = body === undefined ? undefined : { type: 'text/plain', bytes: Buffer.from(body) }
    const answer = await host.sockets?.request(path, content ? 'POST' : 'GET', target, content)
    return answer?.state === 'ok' ? [answer.value.status, Buffer.from(answer.value.body).toString()] : answer
  }

  test('GET, POST, status', async () => {
    expect(await ask('/a?b=c')).toEqual([200, 'GET /a?b=c '])
    expect(await ask('/a', 'body')).toEqual([200, 'POST /a body'])
    expect(await ask('/no')).toEqual([404, 'GET /no '])
  })

  test('what goes wrong is a state', async () => {
    expect(await liveSockets(200).request(path, 'GET', '/slow')).toEqual({ state: 'timeout' })
    expect(await ask('/big')).toEqual({ state: 'failed', detail: 'E2BIG' })
    expect(await ask('no target')).toEqual({ state: 'failed', detail: 'EINVAL' })
    expect(await host.sockets?.request(at('none.sock'), 'GET', '/')).toEqual({ state: 'absent' })
    expect(await host.sockets?.request(at('latin'), 'GET', '/')).toEqual({ state: 'failed', detail: 'ENOTSOCK' })
  })
})

describe('facts', () => {
  test('agree with uname and the clock', async () => {
    const uname = (flag: string): string => execFileSync('uname', [flag], { encoding: 'utf8' }).trim()
    const { facts } = host
    expect(facts).toMatchObject({ platform: 'linux', machine: uname('-m'), release: uname('-r'), version: uname('-v') })
    expect(facts.pagesize).toBe(Number(execFileSync('getconf', ['PAGESIZE'], { encoding: 'utf8' })))
    expect(facts.user).toBe(execFileSync('id', ['-un'], { encoding: 'utf8' }).trim())
    expect(facts.utcOffset(facts.now())).toBe(-new Date().getTimezoneOffset())
  })

  test('the zone of the environment wins', () => {
    expect(liveHost({ env: { TZ: 'Asia/Tokyo' } }).facts.timezone).toBe('Asia/Tokyo')
  })

  test('variables are sorted, without secrets', async () => {
    const env = await host.facts.env()
    expect(env.state === 'ok' && JSON.stringify(env.value)).toBe(
      '{"A":"1","B":"2","DB_PASSWORD":"<redacted>","HOME":"/home/x"}',
    )
    const shown = await liveHost({ env: { DB_PASSWORD: 'hunter2' }, secrets: true }).facts.env()
    expect(shown).toEqual({ state: 'ok', value: { DB_PASSWORD: 'hunter2' } })
  })
})
