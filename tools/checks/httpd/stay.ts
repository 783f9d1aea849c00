import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { binPath, runProgram } from '../../testkit/src/run.ts'
import { ask } from './ask.ts'

const confdir = '/etc/fusioninventory'
/** A mount of our own over the folder of the configuration, which no other process sees. */
const inside = 'mount --bind "$1" "$2" && shift 2 && exec "$@"'

export interface Daemon {
  readonly port: number
  readonly conf: string
  readonly child: ChildProcess
  log(): string
  end(): Promise<number | null>
}

export async function eventually<T>(
  what: string,
  look: () => Promise<T | undefined> | T | undefined,
  ms = 30_000,
): Promise<T> {
  for (const until = Date.now() + ms; ; await delay(50)) {
    const found = await look()
    if (found !== undefined) return found
    if (Date.now() > until) throw new Error(`${what}: not within ${ms / 1000} s`)
  }
}

/** With the files of its configuration in a folder that only it sees. */
export async function stay(
  dir: string,
  port: number,
  files: Readonly<Record<string, string>>,
  args: readonly string[],
): Promise<Daemon> {
  const conf = join(dir, 'conf')
  mkdirSync(conf, { recursive: true })
  for (const [name, text] of Object.entries(files)) writeFileSync(join(conf, name), text, { mode: 0o600 })
  const line = [process.execPath, binPath('agent'), '--daemon', '--no-fork', '--debug', '--no-permission-check']
  const mine = [...line, `--vardir=${join(dir, 'var')}`, '--httpd-ip=127.0.0.1', `--httpd-port=${port}`, ...args]
  const log = openSync(join(dir, 'log'), 'w')
  const child = spawn(
    'unshare',
    ['--mount', '--propagation', 'private', '--', 'sh', '-c', inside, 'sh', conf, confdir, ...mine],
    { stdio: ['ignore', log, log], env: { PATH: process.env.PATH, HOME: dir, LANG: 'C.UTF-8' } },
  )
  const ended = new Promise<number | null>((done) => child.once('exit', (code) => done(code)))
  const daemon: Daemon = {
    ...{ port, conf, child },
    log: () => readFileSync(join(dir, 'log'), 'utf8'),
    async end() {
      child.kill('SIGTERM')
      const hard = setTimeout(() => child.kill('SIGKILL'), 20_000)
      const code = await ended
      clearTimeout(hard)
      return code
    },
  }
  try {
    await eventually('the agent answers', async () => {
      if (child.exitCode !== null) throw new Error(`the agent ended: ${daemon.log()}`)
      return (await ask(port, '/status').catch(() => undefined))?.status === 200 || undefined
    })
  } catch (error) {
    await daemon.end()
    throw error
  }
  return daemon
}

/** Whether this machine lets us. */
export async function canStay(dir: string): Promise<boolean> {
  const args = ['--mount', '--propagation', 'private', '--', 'sh', '-c', inside, 'sh', dir, confdir, 'true']
  return (await runProgram('unshare', args)).code === 0
}
