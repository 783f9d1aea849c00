import { spawn } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { binPath, elements, runBin, textAt } from '@fusioninventory/testkit'
import { describe, expect, test } from 'vitest'
import { expectSuccess, folder, inventoryFile, serve, xmlOf } from './kit.ts'

const linux = process.platform === 'linux'

/** The command line that /proc shows while the injector waits for its answer. */
async function shownWhileSending(args: (url: string) => readonly string[]): Promise<string> {
  let shown = ''
  const server = await serve({
    fault: () => {
      shown = readFileSync(`/proc/${child.pid}/cmdline`, 'latin1')
      return undefined
    },
  })
  const child = spawn(process.execPath, [binPath('injector'), '--file', inventoryFile(), ...args(server.url)], {
    stdio: 'ignore',
  })
  expect(await new Promise((resolve) => child.on('exit', resolve))).toBe(0)
  return shown
}

describe.runIf(linux)('lists of processes show no secret', () => {
  test('of --password', async () => {
    const shown = await shownWhileSending((url) => ['--url', url, '--user', 'agent', '--password', 'canary-0815'])
    expect(shown.replace(/\0+$/, '')).toBe('fusioninventory-injector')
  })

  test('of a URL', async () => {
    const shown = await shownWhileSending((url) => ['--url', url.replace('//', '//agent:canary-0815@')])
    expect(shown).toContain('fusioninventory-injector')
    expect(shown).not.toContain('canary')
  })
})

describe.runIf(linux)('secrets of this machine', () => {
  /** Runs beside a process whose arguments hold a secret, with another in the environment. */
  async function inventoried(...args: readonly string[]) {
    const service = spawn('/bin/sh', ['-c', 'read wait', 'service', '--password=canary-args'], {
      stdio: ['pipe', 'ignore', 'ignore'],
    })
    try {
      const result = await runBin('inventory', args, { env: { MY_TOKEN: 'canary-env' } })
      expectSuccess(result)
      const root = xmlOf(result.stdout)
      const variable = elements(root, 'CONTENT', 'ENVS').find((one) => textAt(one, 'KEY') === 'MY_TOKEN')
      const command = elements(root, 'CONTENT', 'PROCESSES').find((one) => textAt(one, 'PID') === `${service.pid}`)
      return [variable && textAt(variable, 'VAL'), command && textAt(command, 'CMD')]
    } finally {
      service.stdin?.end()
    }
  }

  test('are masked', async () => {
    expect(await inventoried()).toEqual(['<redacted>', '/bin/sh -c read wait service --password=<redacted>'])
  })

  test('--no-mask-secrets shows them', async () => {
    const shown = ['canary-env', '/bin/sh -c read wait service --password=canary-args']
    expect(await inventoried('--no-mask-secrets')).toEqual(shown)
  })

  test('never with --record, so that the recording gives the same document again', async () => {
    const file = join(folder(), 'machine.txt')
    writeFileSync(file, '')
    const masked = ['<redacted>', '/bin/sh -c read wait service --password=<redacted>']
    expect(await inventoried('--no-mask-secrets', '--record', file)).toEqual(masked)
    expect(readFileSync(file, 'utf8')).toContain('MY_TOKEN')
    expect(readFileSync(file, 'utf8')).not.toContain('canary')
  })
})
