import { execFileSync, spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Host } from '../../port.ts'
import { openChannel } from './channel.ts'
import { remoteHost } from './host.ts'
import { batchScript } from './script.ts'
import { remoteStats } from './stats.ts'

/** The script in real shells, without a network: the program that stands for ssh is the shell. */
const dir = mkdtempSync(join(tmpdir(), 'fi-shell-'))
const shells = { sh: 'exec sh', bash: 'exec bash', busybox: 'exec busybox sh', mksh: 'exec mksh' }
const present = Object.entries(shells).filter(([name]) => spawnSync(name, ['--help']).error === undefined)
const data = join(dir, 'data')
const odd = "it's \n$(id) *"

beforeAll(() => {
  mkdirSync(join(data, 'empty'), { recursive: true })
  writeFileSync(join(data, odd), 'odd')
  writeFileSync(join(data, 'bytes'), Buffer.from([0, 255, 10, 10, 0]))
  writeFileSync(join(data, 'large'), Buffer.alloc(5 * 1024 * 1024, 'x'))
  writeFileSync(join(data, 'sectors'), Buffer.from(Array.from({ length: 2000 }, (_, at) => at % 251)))
  writeFileSync(join(data, 'secret'), 'x')
  symlinkSync('bytes', join(data, 'link'))
  symlinkSync('nowhere', join(data, 'dangling'))
  execFileSync('mkfifo', [join(data, 'fifo')])
  for (const [name, line] of present) {
    writeFileSync(join(dir, name), `#!/bin/sh\necho welcome\n${line}\n`)
    chmodSync(join(dir, name), 0o755)
  }
})
afterAll(() => rmSync(dir, { recursive: true }))

const open = (name: string, reads: readonly object[], roundMs = 20_000): Promise<Host> => {
  const channel = openChannel({
    target: { host: 'here' },
    program: join(dir, name),
    env: { PATH: '/usr/bin:/bin', GREETING: 'a=b\nc' },
    sudo: false,
    loginMs: 20_000,
    roundMs,
  })
  const round: Parameters<typeof remoteHost>[0]['round'] = (batch, onFrame) =>
    channel.round(batchScript(batch), onFrame)
  return remoteHost({ round, received: 0, close: () => channel.close() }, { reads })
}

describe.each(present.map(([name]) => name))('%s', (name) => {
  test('files, directories, links, ranges: as they are', async () => {
    const host = await open(name, [{ dir: data }])
    const { files } = host
    const at = (path: string) => join(data, path)
    const [oddText, bytes, large, range, end, fifo, gone, dirAsFile] = await Promise.all([
      files.text(at(odd)),
      files.bytes(at('link')),
      files.text(at('large')),
      files.bytes(at('sectors'), { from: 700, limit: 600 }),
      files.bytes(at('sectors'), { from: 1990, limit: 600 }),
      files.text(at('fifo')),
      files.text(at('gone')),
      files.text(at('empty')),
    ])
    expect(oddText).toEqual({ state: 'ok', value: 'odd' })
    expect(bytes.state === 'ok' && [...bytes.value]).toEqual([0, 255, 10, 10, 0])
    expect(large).toEqual({ state: 'failed', detail: 'E2BIG' })
    expect(range.state === 'ok' && [...range.value]).toEqual(Array.from({ length: 600 }, (_, i) => (700 + i) % 251))
    expect(end.state === 'ok' && end.value.length).toBe(10)
    expect(fifo).toEqual({ state: 'failed', detail: 'EINVAL' })
    expect(gone).toEqual({ state: 'absent' })
    expect(dirAsFile).toEqual({ state: 'failed', detail: 'EISDIR' })
    const list = await files.list(data)
    expect(list.state === 'ok' && list.value.map(({ type, name: entry }) => `${type} ${entry}`)).toEqual([
      'f bytes',
      'l dangling',
      'd empty',
      'o fifo',
      `f ${odd}`,
      'f large',
      'l link',
      'f secret',
      'f sectors',
    ])
    const [stat, lstat, link, none, fs] = await Promise.all([
      files.stat(at('link')),
      files.stat(at('link'), { follow: false }),
      files.link(at('dangling')),
      files.link(at('bytes')),
      files.statfs(data),
    ])
    expect(stat).toMatchObject({ state: 'ok', value: { type: 'f', size: 5 } })
    expect(lstat).toMatchObject({ state: 'ok', value: { type: 'l' } })
    expect(link).toEqual({ state: 'ok', value: 'nowhere' })
    expect(none).toEqual({ state: 'failed', detail: 'EINVAL' })
    expect(fs).toMatchObject({ state: 'ok', value: { bsize: expect.any(Number) } })
    await host.close()
  })

  test('programs by argument array, with input, exit code, signal and time limit', async () => {
    const commands = [
      ['printf', '%s|', 'ARG', 'ARG', 'ARG'],
      ['cat'],
      ['sh', '-c', 'exit 3'],
      ['sh', '-c', 'kill -15 $$'],
      ['sleep', '30'],
      ['no-such-program'],
    ]
    const host = await open(
      name,
      commands.map((command) => ({ command })),
    )
    const { run } = host.commands
    const began = Date.now()
    const [words, input, code, signal, slow, gone, refused] = await Promise.all([
      run(['printf', '%s|', "it's", '$HOME', 'a\nb']),
      run(['cat'], { stdin: 'a\n`id`' }),
      run(['sh', '-c', 'exit 3']),
      run(['sh', '-c', 'kill -15 $$']),
      run(['sleep', '30'], { timeoutMs: 1000 }),
      run(['no-such-program']),
      run(['rm', '-rf', '/nowhere']),
    ])
    expect(words).toMatchObject({ state: 'ok', value: { stdout: "it's|$HOME|a\nb|", code: 0 } })
    expect(input).toMatchObject({ value: { stdout: 'a\n`id`' } })
    expect(code).toMatchObject({ value: { code: 3 } })
    expect(signal).toMatchObject({ value: { signal: 15 } })
    expect(slow).toEqual({ state: 'timeout', partial: { stdout: '', code: 0 } })
    expect(gone).toEqual({ state: 'absent' })
    expect(refused).toEqual({ state: 'denied' })
    expect(Date.now() - began).toBeLessThan(15_000)
    expect(remoteStats(host)?.refused).toEqual(['rm -rf /nowhere'])
    expect(remoteStats(host)?.rounds).toHaveLength(2)
    await host.close()
  })

  test('facts', async () => {
    const host = await open(name, [])
    expect(host.facts).toMatchObject({ platform: 'linux', uid: process.getuid?.() })
    expect(Math.abs(host.facts.now() - Date.now())).toBeLessThan(5000)
    expect(await host.facts.env()).toMatchObject({ value: { GREETING: 'a=b\nc' } })
    expect(await host.files.text('/etc/passwd')).toEqual({ state: 'denied' })
    expect(await host.files.text(`${data}/../secret`)).toEqual({ state: 'denied' })
    await host.close()
    expect(await host.files.statfs('/')).toMatchObject({ state: 'failed' })
  })
})

test('a machine that stops in the middle is told of', async () => {
  const host = await open('sh', [{ command: ['sh', '-c', 'CODE'] }], 1500)
  const killed = await host.commands.run(['sh', '-c', 'kill -9 $(ps -o ppid= -p $PPID)'], { timeoutMs: 5000 })
  expect(killed.state).not.toBe('ok')
  expect(remoteStats(host)?.lost).toMatch(/^ssh:\/\/here: /)
  await host.close()
})
