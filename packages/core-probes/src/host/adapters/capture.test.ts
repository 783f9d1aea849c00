import fc from 'fast-check'
import { expect, test } from 'vitest'
import { CaptureError } from '../capture/error.ts'
import { parseCapture } from '../capture/parse.ts'
import { type Host, valueOf as ifOk } from '../port.ts'
import { captureHost, UnrecordedError, unrecorded } from './capture.ts'

const replay = (sections: string, options: { strict?: boolean; header?: string } = {}): Host =>
  captureHost(parseCapture(`fusioninventory-capture 1\n${options.header ?? 'platform: linux\n'}\n${sections}`), options)
const absent = { state: 'absent' }
const names = async (host: Host, dir: string): Promise<unknown> => {
  const reading = await host.files.list(dir)
  return reading.state === 'ok' ? reading.value.map(({ type, name }) => `${type} ${name}`) : reading.state
}

test('facts: of the header, and the defaults', async () => {
  const { facts } = replay('', { header: 'platform: freebsd\nmachine: amd64\nuser: me\nnow: 2026-11-22T17:00:00Z\n' })
  expect(facts).toMatchObject({
    platform: 'freebsd',
    machine: 'amd64',
    user: 'me',
    uid: 0,
    timezone: 'UTC',
    pagesize: 4096,
  })
  expect([facts.hostname, facts.fqdn, facts.release, facts.version]).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
  ])
  expect([facts.now(), facts.now()]).toEqual([1795366800000, 1795366800000])
  expect(await facts.env()).toEqual(absent)
  expect(replay('').facts.now()).toBe(0)
})

test('the offset is that of the recorded zone at the asked time', () => {
  const paris = replay('', { header: 'platform: linux\ntimezone: Europe/Paris\n' }).facts
  expect(paris.utcOffset(Date.UTC(2026, 0, 1))).toBe(60)
  expect(paris.utcOffset(Date.UTC(2026, 6, 1))).toBe(120)
  expect(replay('', { header: 'platform: linux\ntimezone: Asia/Kathmandu\n' }).facts.utcOffset(0)).toBe(330)
  expect(replay('', { header: 'platform: linux\ntimezone: Mars/Phobos\n' }).facts.utcOffset(0)).toBe(0)
})

test('env and interfaces', async () => {
  const address =
    '{"address":"::1","netmask":"ffff::","family":"IPv6","mac":"00:00:00:00:00:00","internal":true,"cidr":null,"scopeid":0}'
  const { facts } = replay(`-- env --\n{"LANG":"C"}\n-- interfaces --\n{"lo":[${address}]}\n`)
  expect(await facts.env()).toEqual({ state: 'ok', value: { LANG: 'C' } })
  expect(await facts.interfaces()).toMatchObject({ state: 'ok', value: { lo: [{ family: 'IPv6', scopeid: 0 }] } })
})

test('states of a reading', async () => {
  const { files } = replay(
    '-- file(denied) /d --\n-- file(timeout) /t --\n-- file(failed=EIO) /f --\n-- file(absent) /a --\n',
  )
  expect(await files.text('/d')).toEqual({ state: 'denied' })
  expect(await files.text('/t')).toEqual({ state: 'timeout' })
  expect(await files.bytes('/f')).toEqual({ state: 'failed', detail: 'EIO' })
  expect(await files.text('/a')).toEqual(absent)
})

test('bytes by offset and limit, of the whole or of a recorded rest', async () => {
  const { files } = replay('-- file(no-eol) /whole --\n0123456789\n-- file(no-eol,from=4) /rest --\n456789\n')
  const text = async (path: string, options: object): Promise<unknown> => {
    const reading = await files.bytes(path, options)
    return reading.state === 'ok' ? new TextDecoder().decode(reading.value) : reading.state
  }
  expect(await text('/whole', { from: 2, limit: 3 })).toBe('234')
  expect(await text('/whole', { from: 20 })).toBe('')
  expect(await text('/rest', { from: 4 })).toBe('456789')
  expect(await text('/rest', { from: 6, limit: 2 })).toBe('67')
  expect(await text('/rest', { from: 3 })).toBe('absent')
  expect(await text('/rest', {})).toBe('absent')
})

test('a file, list, link or stat makes its parents exist and be listed', async () => {
  const host = replay(`-- file(denied) /a/file --
-- list /a/list --
-- link /a/link --
nowhere
-- stat(nofollow) /a/pipe --
o 644 0 0 0 0
-- file(absent) /a/gone --
`)
  expect(await names(host, '/')).toEqual(['d a'])
  expect(await names(host, '/a')).toEqual(['f file', 'l link', 'd list', 'o pipe'])
  expect(await host.files.stat('/a')).toEqual({ state: 'ok', value: { type: 'd' } })
  expect(await names(host, '/a/list')).toEqual([])
})

test('a recorded list is the whole truth on its directory', async () => {
  const host = replay('-- list /a --\nd sub\nf seen\n-- file /a/hidden --\nx\n', { strict: true })
  expect(await names(host, '/a')).toEqual(['f seen', 'd sub'])
  expect(await host.files.text('/a/other')).toEqual(absent)
  expect(await host.files.stat('/a/other/below')).toEqual(absent)
  expect(await host.files.text('/a/seen/below')).toEqual(absent)
  expect(await host.files.stat('/a/seen')).toEqual({ state: 'ok', value: { type: 'f' } })
  await expect(host.files.text('/a/seen')).rejects.toThrow('not recorded: file /a/seen')
  await expect(host.files.list('/a/sub')).rejects.toThrow(UnrecordedError)
})

test('what could not be listed for being a file is no directory', async () => {
  const host = replay('-- list(failed=ENOTDIR) /a --\n-- file /a --\nx\n-- list(denied) /b --\n')
  expect(await names(host, '/')).toEqual(['f a', 'd b'])
  expect(await host.files.list('/a')).toEqual({ state: 'failed', detail: 'ENOTDIR' })
})

test('what is absent has nothing below it', async () => {
  const host = replay('-- list(absent) /proc/acpi --\n-- file(absent) /x --\n', { strict: true })
  expect(await host.files.text('/proc/acpi/wakeup')).toEqual(absent)
  expect(await host.files.stat('/x')).toEqual(absent)
})

test('type and size follow from a file section, its mtime does not', async () => {
  const { files } = replay('-- file(base64) /a --\n/+kA\n')
  expect(await files.stat('/a')).toEqual({ state: 'ok', value: { type: 'f', size: 3 } })
})

test('list(stat) answers list, and stat of its children', async () => {
  const { files } = replay('-- list(stat) /a --\nf 644 0 5 12 1700000000 b c\nl 777 0 0 - - " d"\n', { strict: true })
  expect(await files.list('/a')).toEqual({
    state: 'ok',
    value: [
      { type: 'l', name: ' d' },
      { type: 'f', name: 'b c' },
    ],
  })
  const stat = { type: 'f', mode: 0o644, uid: 0, gid: 5, size: 12, mtime: 1700000000 }
  expect(await files.stat('/a/b c')).toEqual({ state: 'ok', value: stat })
  expect(await files.stat('/a/ d', { follow: false })).toEqual({
    state: 'ok',
    value: { type: 'l', mode: 0o777, uid: 0, gid: 0 },
  })
  await expect(files.stat('/a/ d')).rejects.toThrow('not recorded: stat /a/ d')
})

test('links are followed, as asked first', async () => {
  const host = replay(`-- link /sys/class/net/eth0 --
../../devices/pci/eth0
-- file /sys/class/net/eth0/address --
as asked
-- file /sys/devices/pci/eth0/address --
by link
-- file /sys/devices/pci/eth0/speed --
1000
-- link /sys/devices/pci/eth0/device --
../../virtual
-- file /sys/devices/virtual/id --
7
`)
  expect(await host.files.text('/sys/class/net/eth0/address')).toEqual({ state: 'ok', value: 'as asked\n' })
  expect(await host.files.text('/sys/class/net/eth0/speed')).toEqual({ state: 'ok', value: '1000\n' })
  expect(await host.files.text('/sys/class/net/eth0/device/id')).toEqual({ state: 'ok', value: '7\n' })
  expect(await names(host, '/sys/class/net/eth0')).toEqual(['f address', 'l device', 'f speed'])
  expect(await host.files.link('/sys/class/net/eth0/device')).toEqual({ state: 'ok', value: '../../virtual' })
  expect(await host.files.stat('/sys/class/net/eth0')).toEqual({ state: 'ok', value: { type: 'd' } })
  expect(await host.files.stat('/sys/class/net/eth0', { follow: false })).toEqual({ state: 'ok', value: { type: 'l' } })
})

test('40 links are followed, not 41; circles end', async () => {
  const chain = Array.from({ length: 41 }, (_, i) => `-- link /l${i} --\nl${i + 1}\n`).join('')
  const host = replay(`${chain}-- file /l41 --\nend\n-- link /a --\n/b\n-- link /b --\na\n`, { strict: true })
  expect(await host.files.text('/l1')).toEqual({ state: 'ok', value: 'end\n' })
  expect(await host.files.text('/l0')).toEqual({ state: 'failed', detail: 'ELOOP' })
  expect(await host.files.text('/a/x')).toEqual({ state: 'failed', detail: 'ELOOP' })
})

test('commands compare word by word, the first without its directory, and by standard input', async () => {
  const { commands } = replay(`-- command /sbin/ip addr --
found
-- command(exit=2) /x/false --
-- command(signal=9) killed --
-- command(stdin="a\\n") wc --
1
-- command(stdin=secret) login --
in
-- command(absent) nothere --
-- command(timeout) slow --
so far
`)
  expect(await commands.run(['ip', 'addr'])).toEqual({ state: 'ok', value: { stdout: 'found\n', code: 0 } })
  expect(await commands.run(['/usr/sbin/ip', 'addr'])).toMatchObject({ state: 'ok' })
  expect(await commands.run(['ip', 'addr', ''])).toEqual(absent)
  expect(await commands.run(['false'])).toEqual({ state: 'ok', value: { stdout: '', code: 2 } })
  expect(await commands.run(['killed'])).toEqual({ state: 'ok', value: { stdout: '', code: 137, signal: 9 } })
  expect(await commands.run(['wc'], { stdin: 'a\n' })).toMatchObject({ value: { stdout: '1\n' } })
  expect(await commands.run(['wc'])).toEqual(absent)
  expect(await commands.run(['login'], { stdin: 'hunter2', secretStdin: true })).toMatchObject({
    value: { stdout: 'in\n' },
  })
  expect(await commands.run(['slow'])).toEqual({ state: 'timeout', partial: { stdout: 'so far\n', code: 0 } })
  expect(await commands.run(['ip', 'addr'], { limit: 3 })).toEqual({ state: 'failed', detail: 'E2BIG' })
  expect(await commands.which('ip')).toEqual({ state: 'ok', value: '/usr/bin/ip' })
  expect(await commands.which('slow')).toEqual({ state: 'ok', value: '/usr/bin/slow' })
  expect(await commands.which('nothere')).toEqual(absent)
})

test('a recorded which holds', async () => {
  const { commands } = replay('-- which ip --\n/sbin/ip\n-- command ip --\n')
  expect(await commands.which('ip')).toEqual({ state: 'ok', value: '/sbin/ip' })
})

test('sockets, wmi, registry', async () => {
  const linux = replay(
    '-- request(status=404,no-eol) /run/docker.sock GET /info --\n{}\n-- statfs / --\nEF53 4096 100 50 40\n-- link /var/run --\n/run\n',
  )
  const answer = await linux.sockets?.request('/run/docker.sock', 'GET', '/info')
  expect(answer).toMatchObject({ state: 'ok', value: { status: 404 } })
  expect(await linux.sockets?.request('/run/docker.sock', 'POST', '/info')).toEqual(absent)
  expect(await linux.sockets?.request('/var/run/docker.sock', 'GET', '/info')).toMatchObject({ state: 'ok' })
  expect(await linux.files.statfs('/')).toMatchObject({
    value: { type: 'ef53', bsize: 4096, blocks: 100, bfree: 50, bavail: 40 },
  })
  expect([linux.wmi, linux.registry]).toEqual([undefined, undefined])
  const windows = replay(
    '-- wmi root\\cimv2 Win32_BIOS --\n[{"Name":"x","List":["a"],"None":null}]\n-- registry HKEY_LOCAL_MACHINE/A --\n{"/V":"1","B/":{"/":{"hex":"0a"}}}\n',
    { header: 'platform: win32\n' },
  )
  expect(await windows.wmi?.query('ROOT/CIMV2', 'win32_bios')).toMatchObject({ state: 'ok', value: [{ Name: 'x' }] })
  expect(await windows.registry?.read('HKEY_LOCAL_MACHINE/a')).toMatchObject({
    value: { 'B/': { '/': { hex: '0a' } } },
  })
  expect(await windows.registry?.read('HKEY_LOCAL_MACHINE/a', { view: 32 })).toEqual(absent)
})

test('strict names the call, and keeps it for a runner that catches', async () => {
  const strict = replay('-- file /a --\n', { strict: true })
  await expect(strict.commands.run(['ip', 'a b'])).rejects.toThrow("not recorded: command ip 'a b'")
  await expect(strict.files.bytes('/b', { from: 3 })).rejects.toThrow('not recorded: file(from=3) /b')
  await expect(strict.facts.env()).rejects.toThrow('not recorded: env')
  expect(unrecorded(strict)).toEqual(["command ip 'a b'", 'file(from=3) /b', 'env'])
  const lenient = replay('')
  expect(await lenient.files.text('/b')).toEqual(absent)
  expect(unrecorded(lenient)).toEqual(['file /b'])
  expect(() => replay('-- file /a --\n-- file /a --\n', { strict: true })).toThrow(CaptureError)
})

test('numbers of 64 bits are rounded as the live machine rounds them', async () => {
  const { files } = replay(
    '-- stat /a --\nf 644 0 0 18446744073709551615 -5\n-- statfs / --\n1 512 18446744073709552000 0 0\n',
  )
  expect(await files.stat('/a')).toMatchObject({ value: { size: 2 ** 64, mtime: -5 } })
  expect(await files.statfs('/')).toMatchObject({ value: { blocks: 2 ** 64 } })
})

test('of two sections with one key the first holds', async () => {
  expect(await replay('-- file /a --\n1\n-- file /a --\n2\n').files.text('/a')).toMatchObject({ value: '1\n' })
})

test('whatever the links, every question is answered', async () => {
  const path = fc.array(fc.constantFrom('a', 'b', '..'), { maxLength: 4 }).map((p) => `/${p.join('/')}`)
  const links = fc.dictionary(
    fc.constantFrom('/a', '/b', '/a/b', '/b/a'),
    fc.oneof(
      path,
      path.map((p) => p.slice(1) || '.'),
    ),
  )
  await fc.assert(
    fc.asyncProperty(links, path, async (made, asked) => {
      const host = replay(
        Object.entries(made)
          .map(([from, to]) => `-- link ${from} --\n${to}\n`)
          .join(''),
      )
      const states = [host.files.text(asked), host.files.list(asked), host.files.stat(asked), host.files.link(asked)]
      for (const reading of await Promise.all(states)) expect(reading.state).toMatch(/^(ok|absent|failed)$/)
    }),
  )
})

test('secrets that a recorder left in are none for the probes, unless asked for', async () => {
  const sections = `-- env --
{"API_TOKEN":"hunter2"}
-- file /proc/7/cmdline --
app --password=hunter2
-- file /etc/fstab --
//s/x /x cifs user=a,password=hunter2 0 0
-- command ps -e --
7 app --token hunter2
`
  const ask = async ({ facts, files, commands }: Host): Promise<string> =>
    JSON.stringify([
      await facts.env(),
      await files.text('/proc/7/cmdline'),
      await files.text('/etc/fstab'),
      new TextDecoder().decode(ifOk(await files.bytes('/etc/fstab', { limit: 40 }))),
      await commands.run(['ps', '-e']),
    ])
  const clean = await ask(replay(sections))
  expect([clean.includes('hunter2'), clean.split('<redacted>').length]).toEqual([false, 6])
  const open = captureHost(parseCapture(`fusioninventory-capture 1\nplatform: linux\n\n${sections}`), { secrets: true })
  expect((await ask(open)).split('hunter2')).toHaveLength(6)
})
