import { execFileSync } from 'node:child_process'
import { copyFileSync, linkSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Host } from '../port.ts'
import { rootHost } from './root.ts'

let dir: string
let host: Host

beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'root-'))
  const root = join(dir, 'tree')
  for (const name of ['etc/sub', 'bin', 'usr/share/zoneinfo/Asia', 'links'])
    mkdirSync(join(root, name), { recursive: true })
  writeFileSync(join(dir, 'outside'), 'secret')
  writeFileSync(join(root, 'etc/hostname'), 'disk1\n')
  writeFileSync(join(root, 'etc/hosts'), '127.0.1.1 disk1.example.org disk1\n')
  writeFileSync(join(root, 'etc/sub/file'), 'inside')
  writeFileSync(join(root, 'outside'), 'in the tree')
  symlinkSync('/usr/share/zoneinfo/Asia/Tokyo', join(root, 'etc/localtime'))
  copyFileSync(execFileSync('readlink', ['-f', '/bin/sh'], { encoding: 'utf8' }).trim(), join(root, 'bin/dash'))
  symlinkSync('/bin/dash', join(root, 'bin/sh'))
  symlinkSync('../../../../../../outside', join(root, 'links/up'))
  symlinkSync('/etc/sub', join(root, 'links/absolute'))
  symlinkSync(join(dir, 'outside'), join(root, 'links/host'))
  symlinkSync('absolute/../hostname', join(root, 'links/through'))
  symlinkSync('self', join(root, 'links/self'))
  symlinkSync('/proc', join(root, 'links/proc'))
  execFileSync('mkfifo', [join(root, 'etc/fifo')])
  linkSync(join(root, 'etc/hostname'), join(root, 'etc/hardlink'))
  host = rootHost(root)
})
afterAll(() => rmSync(dir, { recursive: true, force: true }))

test('facts of the tree', async () => {
  const { facts } = host
  expect(facts).toMatchObject({
    platform: 'linux',
    hostname: 'disk1',
    fqdn: 'disk1.example.org',
    timezone: 'Asia/Tokyo',
  })
  expect(facts.machine).toBe(execFileSync('uname', ['-m'], { encoding: 'utf8' }).trim())
  expect(facts.utcOffset(0)).toBe(540)
  expect([facts.release, facts.version, facts.user]).toEqual([undefined, undefined, undefined])
  expect([await facts.env(), await facts.interfaces()]).toEqual([{ state: 'absent' }, { state: 'absent' }])
})

test('links are followed within the tree and never lead out', async () => {
  const text = async (path: string): Promise<unknown> => {
    const reading = await host.files.text(path)
    return reading.state === 'ok' ? reading.value : reading.state
  }
  expect(await text('/links/absolute/file')).toBe('inside')
  expect(await text('/links/through')).toBe('disk1\n')
  expect(await text('/links/up')).toBe('in the tree')
  expect(await text('/links/host')).toBe('absent')
  expect(await text('/../../../outside')).toBe('in the tree')
  expect(await text('/links/proc/self/status')).toBe('absent')
  expect(await text('/proc/self/status')).toBe('absent')
  expect(await host.files.text('/links/self')).toEqual({ state: 'failed', detail: 'ELOOP' })
  expect(await host.files.link('/links/host')).toEqual({ state: 'ok', value: join(dir, 'outside') })
  expect(await host.files.stat('/links/host', { follow: false })).toMatchObject({ value: { type: 'l' } })
  expect(await host.files.list('/links/absolute')).toEqual({ state: 'ok', value: [{ type: 'f', name: 'file' }] })
})

test('a FIFO is not opened, nothing is run', async () => {
  expect(await host.files.text('/etc/fifo')).toEqual({ state: 'failed', detail: 'EINVAL' })
  expect(await host.commands.run(['/bin/sh'])).toEqual({ state: 'absent' })
  expect(await host.commands.which('sh')).toEqual({ state: 'absent' })
  expect(await host.sockets?.request('/var/run/docker.sock', 'GET', '/')).toEqual({ state: 'absent' })
})

test('the /proc of the running machine is not that of the tree', async () => {
  const whole = rootHost('/')
  expect(await whole.files.text('/proc/self/status')).toEqual({ state: 'absent' })
  expect(await whole.files.list('/sys/class')).toEqual({ state: 'absent' })
  expect(await whole.files.stat('/etc')).toMatchObject({ value: { type: 'd' } })
})

test('statfs is that of the mounted file system', async () => {
  expect(await host.files.statfs('/etc')).toMatchObject({ state: 'ok' })
})

test('what is no directory is an error', () => {
  expect(() => rootHost(join(dir, 'outside'))).toThrow('not a directory')
  expect(() => rootHost(join(dir, 'nothing'))).toThrow('not a directory')
})
