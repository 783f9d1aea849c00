import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { memoryIo } from '@fusioninventory/cli-kit'
import { afterAll, expect, test } from 'vitest'
import { main } from './main.ts'
import { fileNames } from './remote.ts'

const dir = mkdtempSync(join(tmpdir(), 'inventory-remote-'))
afterAll(() => rmSync(dir, { recursive: true }))
const list = join(dir, 'hosts')
writeFileSync(list, '# machines\n\nssh://lab1 # the first\nssh://lab1\nlab2\n')
const bad = join(dir, 'bad')
writeFileSync(bad, 'ssh://lab1\nssh://-oProxyCommand=x\n')

const run = async (...argv: string[]) => {
  const io = memoryIo({ argv })
  return { code: await main(io), out: io.out(), err: io.err() }
}

test('files are called as machines were asked for, and lie in one directory', () => {
  const names = fileNames([
    'ssh://root@lab1',
    'ssh://admin@lab1',
    'ssh://lab1:2222',
    'ssh://LAB1',
    'ssh://[fe80::1%eth0]',
    'ssh://..',
    'ssh://a_b',
  ])
  expect([...names.values()]).toEqual(['lab1', 'lab1-2', 'lab1_2222', 'LAB1-3', 'fe80_1_eth0', 'machine', 'a_b'])
})

test.each([
  [['--remote', 'ssh://lab1', '--root', '/'], 'Options root and remote exclude each other'],
  [['--capture', 'x', '--remote-file', list], 'Options capture and remote-file exclude each other'],
  [['--remote', 'ssh://-oProxyCommand=x'], 'invalid for option remote'],
  [['--remote-file', bad], 'line 2'],
  [['--remote', 'ssh://lab1', '--remote', 'ssh://lab2'], 'Several machines need option output-dir'],
  [['--remote-file', list], 'Several machines need option output-dir'],
  [['--output-dir', dir], 'Option output-dir needs option remote'],
  [['--sudo'], 'Option sudo needs option remote'],
  [['--remote', 'ssh://lab1', '--output-dir', dir, '-o', 'x'], 'Options output-dir and output exclude each other'],
  [['--remote', 'ssh://lab1', '--parallel', '0'], 'invalid for option parallel'],
  [['--redact'], 'Option redact needs option record'],
])('%j is a usage error', async (argv, message) => {
  const { code, out, err } = await run(...argv)
  expect([code, out]).toEqual([2, ''])
  expect(err).toContain(message)
})

test('a password in an address is refused and not shown', async () => {
  const { code, err } = await run('--remote', 'ssh://root:hunter2@lab1')
  expect(code).toBe(2)
  expect(err).not.toContain('hunter2')
})

test('a directory that is not there ends the run before any machine is asked', async () => {
  const { code, err } = await run('--remote', 'ssh://lab1', '--output-dir', join(dir, 'nowhere'))
  expect(code).toBe(1)
  expect(err).toContain('No such file or directory')
})
