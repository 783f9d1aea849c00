import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { formatCapture } from '../capture/format.ts'
import { parseCapture } from '../capture/parse.ts'
import type { Files, Host } from '../port.ts'
import { captureHost, unrecorded } from './capture.ts'
import { liveHost } from './live.ts'
import { recorder } from './recorder.ts'

const SOURCE = `fusioninventory-capture 1
platform: linux
machine: riscv64
hostname: lab1
now: 2026-11-22T17:00:00.750Z
timezone: Europe/Paris
pagesize: 16384

-- command(exit=1) zpool list --
no pools
-- command(stdin="a") wc --
1
-- command(timeout) slow --
so far
-- env --
{"HOME":"/root","TOKEN":"hunter2"}
-- file(base64) /bin/blob --
AAH/
-- file(denied) /etc/shadow --
-- file /proc/cpuinfo --
-- processor
-- file(base64) /proc/7/cmdline --
YXBwAC0tdG9rZW4AaHVudGVyMgA=
-- interfaces --
{}
-- link /l --
bin
-- list /sys/class/net --
l eth0
-- request(status=500) /run/d.sock GET /x --
no
-- stat /etc --
d 755 0 0 4096 1700000000
-- stat(nofollow) /l --
l 777 0 0 3 -
-- statfs / --
ef53 4096 10 5 4
-- which ip --
/sbin/ip
`.replace('-- processor', '\\-- processor')

/** All kinds of questions. */
const questions: readonly ((host: Host) => Promise<unknown>)[] = [
  (h) => h.commands.run(['/sbin/zpool', 'list']),
  (h) => h.commands.run(['wc'], { stdin: 'a' }),
  (h) => h.commands.run(['slow'], { timeoutMs: 1 }),
  (h) => h.commands.run(['nothere', 'a b', "it's\n"]),
  (h) => h.commands.which('ip'),
  (h) => h.commands.which('nothere2'),
  (h) => h.facts.env(),
  (h) => h.facts.interfaces(),
  (h) => h.files.text('/proc/cpuinfo'),
  (h) => h.files.bytes('/proc/cpuinfo', { from: 3, limit: 4 }),
  (h) => h.files.bytes('/bin/blob'),
  (h) => h.files.text('/proc/7/cmdline'),
  (h) => h.files.text('/etc/shadow'),
  (h) => h.files.text('/etc/"odd\nname '),
  (h) => h.files.text('//etc/./nothing/'),
  (h) => h.files.list('/sys/class/net'),
  (h) => h.files.list('/'),
  (h) => h.files.stat('/etc'),
  (h) => h.files.stat('/l', { follow: false }),
  (h) => h.files.link('/l'),
  (h) => h.files.statfs('/'),
  async (h) => h.sockets?.request('/run/d.sock', 'GET', '/x'),
  async (h) => h.sockets?.request('/run/e.sock', 'POST', '/x'),
  async ({ facts: { platform, machine, hostname, timezone, pagesize, uid } }) => ({
    platform,
    machine,
    hostname,
    timezone,
    pagesize,
    uid,
  }),
  async (h) => [h.facts.now(), h.facts.utcOffset(h.facts.now())],
]
const answers = (host: Host): Promise<readonly unknown[]> => Promise.all(questions.map((ask) => ask(host)))

test('a recorded run and its replay agree, and so does a recording of the replay', async () => {
  const recording = recorder(captureHost(parseCapture(SOURCE)), { name: 'test 1' })
  const run = await answers(recording.host)
  const text = formatCapture(recording.capture())
  const replay = captureHost(parseCapture(text, { strict: true }), { strict: true })
  expect(await answers(replay)).toEqual(run)
  expect(unrecorded(replay)).toEqual([])
  const again = recorder(replay, { name: 'test 1' })
  await answers(again.host)
  expect(formatCapture(again.capture())).toBe(text)
  expect(text).not.toContain('hunter2')
  expect(text).toContain('recorder: test 1\nredacted: secrets\n')
  expect(recording.host.facts.now()).toBe(Date.UTC(2026, 10, 22, 17))
})

test('order of questions does not matter for the text', async () => {
  const texts = await Promise.all(
    [questions, questions.toReversed()].map(async (order) => {
      const recording = recorder(captureHost(parseCapture(SOURCE)))
      for (const ask of order) await ask(recording.host)
      return formatCapture(recording.capture())
    }),
  )
  expect(texts[0]).toBe(texts[1])
})

/** A host whose files change at every reading. */
const counting = (content: (count: number) => string): Host => {
  let count = 0
  const host = captureHost(parseCapture('fusioninventory-capture 1\nplatform: linux\n\n'))
  const files: Files = { ...host.files, text: async () => ({ state: 'ok', value: content(++count) }) }
  return { ...host, files }
}

test('a reading is made once: the same question gets the same answer', async () => {
  const { host } = recorder(counting((count) => `${count}`))
  expect(await host.files.text('/a')).toEqual({ state: 'ok', value: '1' })
  expect(await host.files.text('/a')).toEqual({ state: 'ok', value: '1' })
  expect(await host.files.bytes('/a')).toEqual({ state: 'ok', value: Buffer.from('1') })
  expect(await host.files.text('/b')).toEqual({ state: 'ok', value: '2' })
})

test('64 MiB in all', async () => {
  const recording = recorder(counting(() => 'x'.repeat(4 * 1024 * 1024)))
  for (let n = 0; n < 16; n++) expect(await recording.host.files.text(`/${n}`)).toMatchObject({ state: 'ok' })
  expect(await recording.host.files.text('/more')).toEqual({ state: 'failed', detail: 'E2BIG' })
  expect(formatCapture(recording.capture())).toContain('-- file(failed=E2BIG) /more --\n')
})

test('secret standard input is not recorded', async () => {
  const recording = recorder(captureHost(parseCapture(SOURCE)))
  await recording.host.commands.run(['login'], { stdin: 'hunter2', secretStdin: true })
  const text = formatCapture(recording.capture())
  expect(text).toContain('-- command(stdin=secret,absent) login --')
  expect(text).not.toContain('hunter2')
})

let dir: string
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'recorder-'))
})
afterAll(() => rmSync(dir, { recursive: true, force: true }))

test('a live file above 4 MiB fails in the recorded run as in replay, its beginning can be had', async () => {
  const path = join(dir, 'huge')
  writeFileSync(path, 'begin')
  truncateSync(path, 6 * 1024 * 1024)
  const recording = recorder(liveHost())
  const tooBig = { state: 'failed', detail: 'E2BIG' }
  expect(await recording.host.files.bytes(path, { from: 1, limit: 5 * 1024 * 1024 })).toEqual(tooBig)
  expect(await recording.host.files.bytes(path, { limit: 5 })).toEqual({ state: 'ok', value: Buffer.from('begin') })
  const replay = captureHost(parseCapture(formatCapture(recording.capture())))
  expect(await replay.files.bytes(path, { from: 1, limit: 5 * 1024 * 1024 })).toEqual(tooBig)
  expect(await replay.files.bytes(path, { limit: 5 })).toEqual({ state: 'ok', value: Buffer.from('begin') })
})

test('a live machine replays', async () => {
  const recording = recorder(liveHost({ env: { A: 'b' } }))
  const ask = async ({ files, facts, commands }: Host) => [
    await files.text('/proc/self/mountinfo'),
    await files.list('/sys/class/net'),
    await files.stat('/etc/passwd'),
    await files.link('/proc/self/exe'),
    await files.statfs('/'),
    await commands.run(['uname', '-a']),
    await commands.which('uname'),
    await facts.env(),
    await facts.interfaces(),
    [facts.hostname, facts.fqdn, facts.user, facts.now(), facts.utcOffset(facts.now())],
  ]
  const run = await ask(recording.host)
  expect(
    await ask(captureHost(parseCapture(formatCapture(recording.capture()), { strict: true }), { strict: true })),
  ).toEqual(run)
})

test('paths with a drive letter, whichever slash', async () => {
  const source = 'fusioninventory-capture 1\nplatform: win32\n\n-- file C:/Users/a b --\nx\n'
  const recording = recorder(captureHost(parseCapture(source)))
  const path = 'C:\\Users\\.\\a b'
  expect(await recording.host.files.text(path)).toEqual({ state: 'ok', value: 'x\n' })
  expect(await recording.host.files.text('Users')).toEqual({ state: 'failed', detail: 'EINVAL' })
  expect(formatCapture(recording.capture())).toContain('-- file C:/Users/a b --\nx\n')
})

test('4 MiB are counted in bytes, whatever they are', async () => {
  const { host } = recorder(counting((count) => '\udcff'.repeat(4 * 1024 * 1024 + count - 1)))
  expect(await host.files.text('/just')).toMatchObject({ state: 'ok' })
  expect(await host.files.text('/more')).toEqual({ state: 'failed', detail: 'E2BIG' })
})

test('facts are in the recorded run what the header can hold', async () => {
  const inner = captureHost(parseCapture(SOURCE))
  const facts = { ...inner.facts, fqdn: ' lab1\udcff.example\t', user: '\x1b' }
  const recording = recorder({ ...inner, facts })
  const { facts: replayed } = captureHost(parseCapture(formatCapture(recording.capture())))
  expect([recording.host.facts.fqdn, recording.host.facts.user]).toEqual(['lab1 .example', undefined])
  expect([replayed.fqdn, replayed.user]).toEqual(['lab1 .example', undefined])
})
