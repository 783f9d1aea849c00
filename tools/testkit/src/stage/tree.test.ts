import { lstatSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseCapture } from '@fusioninventory/core-probes/host'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { captureText } from '../builders/capture.ts'
import { runProgram } from '../run.ts'
import { layTree } from './tree.ts'

let tree = ''
beforeEach(() => {
  tree = mkdtempSync(join(tmpdir(), 'tree-'))
})
afterEach(() => rmSync(tree, { recursive: true }))

it('lays files where recorded links lead, inside the tree', async () => {
  const capture = captureText({
    files: { '/sys/class/net/eth9/address': '02:00:00:00:00:99\n', '/srv/out/of/it': 'inside', '/srv/up/it': 'inside' },
    links: { '/sys/class/net/eth9': '../../devices/net/eth9', '/srv/out': '/else', '/srv/up': '../../../../above' },
    stats: { '/sys/devices/net/eth9/address': 'f 644 0 0 0 1700000000' },
    lists: { '/srv': ['d folder', 'f empty'] },
  })
  await layTree(parseCapture(capture), tree)
  expect(readFileSync(join(tree, 'sys/devices/net/eth9/address'), 'utf8')).toBe('02:00:00:00:00:99\n')
  expect(lstatSync(join(tree, 'sys/devices/net/eth9/address')).mtimeMs).toBe(1_700_000_000_000)
  expect(readFileSync(join(tree, 'else/of/it'), 'utf8')).toBe('inside')
  expect(readFileSync(join(tree, 'above/it'), 'utf8')).toBe('inside')
  expect(lstatSync(join(tree, 'srv/folder')).isDirectory()).toBe(true)
  expect(readFileSync(join(tree, 'srv/empty'), 'utf8')).toBe('')
})

it('leaves to the kernel what it tells of processes, and devices to the machine', async () => {
  await layTree(
    parseCapture(captureText({ files: { '/proc/1/stat': '', '/dev/null': '', '/proc/meminfo': '' } })),
    tree,
  )
  expect(lstatSync(join(tree, 'proc/meminfo')).isFile()).toBe(true)
  expect(lstatSync(join(tree, 'proc/1'), { throwIfNoEntry: false })).toBeUndefined()
  expect(lstatSync(join(tree, 'dev'), { throwIfNoEntry: false })).toBeUndefined()
})

it('makes programs of commands, one for all the arguments that were recorded', async () => {
  const commands = { "/opt/x/tool 'a b' c": 'first\n', 'tool none': { exit: 3, stdout: 'second' } }
  await layTree(parseCapture(captureText({ commands })), tree)
  const stub = readFileSync(join(tree, 'usr/sbin/tool'), 'utf8').replaceAll('/usr/share/', `${tree}/usr/share/`)
  const run = async (...args: readonly string[]) => {
    const { stdout, code } = await runProgram('/bin/sh', ['-c', stub, 'tool', ...args])
    return [stdout.toString(), code]
  }
  expect(await run('a b', 'c')).toEqual(['first\n', 0])
  expect(await run('none')).toEqual(['second', 3])
  expect(await run('other')).toEqual(['', 127])
})
