import { memoryIo } from '@fusioninventory/cli-kit'
import { expect, test } from 'vitest'
import { version } from '../../package.json'
import { captureHost, parseCapture } from '../host/index.ts'
import { probes } from '../local/index.ts'
import { main } from './main.ts'

const run = async (argv: readonly string[], stdin = '') => {
  const io = memoryIo({ argv, stdin })
  return { code: await main(io), out: io.out(), err: io.err() }
}

const MACHINE = `fusioninventory-capture 1
platform: linux
machine: x86_64
hostname: lab1

-- env --
{"LANG":"C","TOKEN":"hunter2"}
`

test('version, help', async () => {
  expect((await run(['--version'])).out).toBe(
    `FusionInventory Probe ${version}\nbased on FusionInventory Agent v${version}\n`,
  )
  expect((await run(['-h'])).out).toContain('fusioninventory-probe [options] capture > FILE')
})

test('list names every probe once', async () => {
  const { code, out } = await run(['list'])
  expect(code).toBe(0)
  expect(out.split('\n').map((line) => line.split(' ', 1)[0])).toEqual([...probes.map(({ name }) => name), ''])
})

test('run shows what a probe or a category finds in a capture', async () => {
  const { code, out } = await run(['--capture', '-', 'run', 'environment'], MACHINE)
  expect(code).toBe(0)
  expect(JSON.parse(out)).toMatchObject([
    { patches: [{ content: { ENVS: [{ KEY: 'LANG', VAL: 'C' }, { KEY: 'TOKEN' }] } }] },
  ])
})

test('capture records what the probes ask, without secrets, and replays strictly', async () => {
  const { code, out } = await run(['--capture', '-', 'capture'], MACHINE)
  expect(code).toBe(0)
  expect(out).not.toContain('hunter2')
  expect(captureHost(parseCapture(out, { strict: true })).facts.hostname).toBe('lab1')
  const again = await run(['--strict', '--capture', '-', 'capture'], out)
  expect(again).toMatchObject({ code: 0, out })
})

test.each([
  [[], 2, 'A command is required'],
  [['fly'], 2, 'Unknown command: fly'],
  [['list', 'x'], 2, 'Unexpected argument: x'],
  [['run'], 2, 'run needs the name of a probe'],
  [['run', 'linux/nothing'], 2, 'no such probe or category: linux/nothing'],
  [['--root', '/', '--capture', '-', 'capture'], 2, '--root and --capture exclude each other'],
  [['--root', '/nowhere', 'capture'], 1, '[error] /nowhere: not a directory\n'],
  [['--capture', '/nowhere', 'capture'], 1, '[error] /nowhere: '],
  [['--capture', '-', '--remote', 'ssh://lab1', 'capture'], 2, '--capture and --remote exclude each other'],
  [['--remote', 'ssh://-oProxyCommand=x', 'capture'], 1, 'not an address like ssh://HOST:PORT'],
  [['--capture', '-', '--strict', 'run', 'linux/cpu'], 1, 'not recorded: '],
])('%j ends with %i', async (argv, code, message) => {
  const result = await run(argv, 'fusioninventory-capture 1\nplatform: linux\n')
  expect([result.code, result.out]).toEqual([code, ''])
  expect(result.err).toContain(message)
})

test('a probe of another platform is an error', async () => {
  const { code, err } = await run(['--capture', '-', 'run', 'linux/cpu'], 'fusioninventory-capture 1\nplatform: aix\n')
  expect([code, err]).toEqual([1, '[error] no such probe for aix: linux/cpu\n'])
})
