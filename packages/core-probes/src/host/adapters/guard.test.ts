import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { absent, type Commands, type Output, ok, type Reading } from '../port.ts'
import { mountGuard } from './guard.ts'
import { liveMounts } from './mounts.ts'

let dir: string
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'guard-'))
  mkdirSync(join(dir, 'remote/auto'), { recursive: true })
  mkdirSync(join(dir, 'local'))
  writeFileSync(join(dir, 'remote/file'), 'x')
  symlinkSync('../remote', join(dir, 'local/link'))
  symlinkSync('/remote', join(dir, 'local/absolute'))
})
afterAll(() => rmSync(dir, { recursive: true, force: true }))

/** A guard with `dir`/remote as a mount of that type, whose child process answers so. */
function guarded(type: string, answer: Reading<Output>) {
  const asked: string[] = []
  const commands: Commands = {
    async run(argv, options) {
      asked.push(`${argv.join(' ')} within ${options?.timeoutMs}`)
      return answer
    },
    which: async () => absent,
  }
  const mountinfo = `1 0 8:1 / / rw - ext4 /dev/sda rw\n2 1 0:9 / ${dir}/remote rw - ${type} h:/x rw\n`
  return {
    asked,
    guard: mountGuard(
      commands,
      liveMounts(() => mountinfo),
    ),
  }
}

const timeout: Reading<Output> = { state: 'timeout' }
const answered: Reading<Output> = ok({ stdout: '6969 4096 10 5 4\n', code: 0 })
const never = (): Reading<never> => {
  throw new Error('read from a file system that does not answer')
}

test.each(['fuse.sshfs', 'nfs4', 'cifs', '9p', 'ceph', 'fuse.glusterfs', 'something-new'])(
  'a dead %s is asked once, in a child, and then left alone',
  async (type) => {
    const { asked, guard } = guarded(type, timeout)
    for (const path of ['/remote', '/remote/file', '/remote/no/such', '/local/link/file', '/local/link'])
      expect(await guard.read(`${dir}${path}`, never)).toEqual({ state: 'timeout' })
    expect(await guard.read('/local/absolute/file', never, dir)).toEqual({ state: 'timeout' })
    expect(asked).toEqual([`stat -f -c %t %S %b %f %a ${dir}/remote within 2000`])
    expect(await guard.read(`${dir}/local`, () => ok(1))).toEqual({ state: 'ok', value: 1 })
    expect(await guard.read(`${dir}/remotely`, () => ok(1))).toEqual({ state: 'ok', value: 1 })
  },
)

test('one that answers is read', async () => {
  const { asked, guard } = guarded('nfs', answered)
  expect(await guard.read(`${dir}/remote/file`, () => ok(1))).toEqual({ state: 'ok', value: 1 })
  expect(asked).toHaveLength(1)
  expect(await guard.statfs(`${dir}/remote`)).toEqual({
    state: 'ok',
    value: { type: '6969', bsize: 4096, blocks: 10, bfree: 5, bavail: 4 },
  })
})

test('below an automount each directory is asked', async () => {
  const { asked, guard } = guarded('autofs', timeout)
  await guard.read(`${dir}/remote/auto/x`, never)
  await guard.read(`${dir}/remote/auto/y`, never)
  await guard.read(`${dir}/remote/other/y`, never)
  expect(asked.map((line) => line.split(' ')[8])).toEqual([`${dir}/remote/auto`, `${dir}/remote/other`])
})

test('local file systems cost no child', async () => {
  const { asked, guard } = guarded('btrfs', timeout)
  expect(await guard.read(`${dir}/remote/file`, () => ok(1))).toEqual({ state: 'ok', value: 1 })
  expect(guard.mounts.risky(`${dir}/remote`, '')).toBeUndefined()
  expect(asked).toEqual([])
})

test.each([
  [{ state: 'absent' }, { state: 'failed', detail: 'ENOSYS' }],
  [{ state: 'timeout' }, { state: 'timeout' }],
  [ok({ stdout: '', code: 1 }), { state: 'failed', detail: 'EIO' }],
  [ok({ stdout: 'what', code: 0 }), { state: 'failed', detail: 'EIO' }],
] as const)('statfs in the child: %j', async (answer, reading) => {
  expect(await guarded('nfs', answer).guard.statfs(`${dir}/remote`)).toEqual(reading)
})
