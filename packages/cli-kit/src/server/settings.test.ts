import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { memoryIo } from '../memory-io.ts'
import type { Tool } from '../options.ts'
import { runTool } from '../run.ts'
import { credentialOptions, networkOptions, patienceOptions, type ServerOptions } from './options.ts'
import { type ServerSettings, serverSettings } from './settings.ts'

const dir = mkdtempSync(join(tmpdir(), 'fi-server-'))
afterAll(() => rmSync(dir, { recursive: true }))
const file = join(dir, 'secret')
writeFileSync(file, 'canary\nmore\n')

const options = { ...credentialOptions, ...patienceOptions, ...networkOptions }
const tool: Tool<ServerOptions> = { name: 'x', title: 'X', version: '1', summary: '', usage: [], options }

async function read(argv: readonly string[], env: Record<string, string> = {}) {
  const io = memoryIo({ argv, env })
  let settings: ServerSettings | undefined
  const code = await runTool(tool, io, async (run) => {
    settings = await serverSettings(run)
    run.log.warning(`at the end: ${JSON.stringify(settings)}`)
    return 0
  })
  expect(io.err()).not.toContain('canary')
  return { code, settings, err: io.err() }
}

it('nothing given', async () => {
  expect((await read([])).settings).toEqual({
    idleMs: 180_000,
    retries: 0,
    trust: { noSslCheck: false, sslFingerprints: [] },
  })
})

it('everything given', async () => {
  const argv = ['--timeout=5', '--retries=3', '--proxy=none', '--user=u', '--password-file', file, '--no-ssl-check']
  const more = ['--oauth-client-id=i', '--oauth-secret-file', file, '--ssl-fingerprint=a,b', '--ca-cert-file=f']
  expect((await read([...argv, ...more, '--ca-cert-dir=d', '--ssl-cert-file=c'])).settings).toEqual({
    user: 'u',
    password: 'canary',
    oauth: { clientId: 'i', clientSecret: 'canary' },
    proxy: 'none',
    idleMs: 5000,
    retries: 3,
    trust: { noSslCheck: true, sslFingerprints: ['a', 'b'], caCertFile: 'f', caCertDir: 'd', sslCertFile: 'c' },
  })
})

describe('a secret', () => {
  it('of the environment needs no owner, and is no reason to warn', async () => {
    const env = { FUSIONINVENTORY_PASSWORD: 'canary', FUSIONINVENTORY_OAUTH_CLIENT_SECRET: 'canary' }
    const { settings, err } = await read(['--user=u'], env)
    expect(settings).toMatchObject({ user: 'u', password: 'canary' })
    expect(settings?.oauth).toBeUndefined()
    expect(err).not.toContain('every user')
  })

  it.each([
    [['--user=u', '--password=canary'], '--password;'],
    [['--oauth-client-id=i', '--oauth-client-secret=canary'], '--oauth-client-secret;'],
  ])('on the command line is warned of: %j', async (argv, what) => {
    expect((await read(argv)).err).toContain(`every user of this machine can see ${what}`)
  })

  it.each([
    [['--password=canary'], 'Option password needs the option user'],
    [['--password-file', file], 'Option password-file needs the option user'],
    [['--oauth-client-secret=canary'], 'Option oauth-client-secret needs the option oauth-client-id'],
    [['--oauth-secret-file', file], 'Option oauth-secret-file needs the option oauth-client-id'],
    [['--user=u'], 'Option user needs a password: --password-file'],
    [['--oauth-client-id=i'], 'Option oauth-client-id needs a secret: --oauth-secret-file'],
    [['--timeout=0'], 'Value "0" invalid for option timeout (1 to 86400 expected)'],
    [['--retries=101'], 'Value "101" invalid for option retries (0 to 100 expected)'],
  ])('%j: %s', async (argv, message) => {
    const { code, err } = await read(argv)
    expect([code, err.split('\n', 1)[0]]).toEqual([2, message])
  })

  it('of a file that is not there', async () => {
    const { code, err } = await read(['--user=u', '--password-file=/nonexistent'])
    expect([code, err]).toEqual([1, "[error] Can't read /nonexistent: No such file or directory\n"])
  })
})
