/** The web server of the Perl agent 2.6 and ours side by side, and programs of 2.6 as clients of our plugins. */
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { runBin, runProgram } from '../../testkit/src/run.ts'
import { check, skip } from '../checks.ts'
import { ask, freePort } from './ask.ts'
import { shown, startAlone } from './start.ts'

const bin = '/usr/bin'

/**
 * The Perl agent as a daemon, with no server that it could reach, until the work is done. `confdir` stands, for it alone,
 * where it looks for the files of its plugins.
 */
async function withPerl(dir: string, work: (port: number) => Promise<void>, confdir?: string): Promise<void> {
  const port = await freePort()
  const config = join(dir, 'perl.cfg')
  const lines = ['server = http://192.0.2.7/ocsinventory', 'httpd-ip = 127.0.0.1', `httpd-port = ${port}`]
  writeFileSync(config, `${[...lines, 'httpd-trust = 127.0.0.1', 'delaytime = 3600', 'logger = stderr'].join('\n')}\n`)
  const command = [join(bin, 'fusioninventory-agent'), '--daemon', '--no-fork', '--conf-file', config]
  const mounted = 'mount --bind "$0" /etc/fusioninventory && exec "$@"'
  const [program = '', ...args] =
    confdir === undefined ? command : ['unshare', '--mount', 'sh', '-c', mounted, confdir, ...command]
  const perl = spawn(program, args, { stdio: 'ignore' })
  try {
    for (let count = 0; ; count++) {
      const there = await ask(port, '/status').catch(() => undefined)
      if (there?.status === 200) break
      if (count > 200) throw new Error('the Perl agent does not answer')
      await delay(100)
    }
    await work(port)
  } finally {
    const ended = new Promise((done) => perl.once('exit', done))
    perl.kill('SIGTERM')
    const hard = setTimeout(() => perl.kill('SIGKILL'), 5000)
    await ended
    clearTimeout(hard)
  }
}

/** Route, client, and why the answers differ where they do. */
const routes: readonly (readonly [method: string, path: string, from: string, why?: string])[] = [
  ['GET', '/', '127.0.0.1'],
  ['GET', '/', '127.0.0.2'],
  ['GET', '/status', '127.0.0.2'],
  ['GET', '/now', '127.0.0.2'],
  ['GET', '/now/12345678', '127.0.0.2'],
  ['GET', '/logo.png', '127.0.0.2'],
  ['GET', '/site.css', '127.0.0.2'],
  ['GET', '/favicon.ico', '127.0.0.2'],
  ['GET', '/nothing', '127.0.0.1', 'what is not there is 404, not 400'],
  ['POST', '/status', '127.0.0.1', 'a wrong method is 405, not 400'],
  ['HEAD', '/status', '127.0.0.1', 'HEAD is answered'],
  ['GET', '/deploy/getFile/0/00/00ff', '127.0.0.1', 'packages are not given away: no short name breaks the connection'],
]

async function sideBySide(dir: string): Promise<void> {
  const view = shown()
  view.list = [{ id: 'server0', kind: 'server', name: 'http://192.0.2.7/ocsinventory', host: '192.0.2.7' }]
  const ours = await startAlone(join(dir, 'beside'), view)
  try {
    await withPerl(dir, async (port) => {
      for (const [method, path, from, why] of routes)
        await check(`${method} ${path} from ${from}: ${why ?? 'as 2.6'}`, async () => {
          const theirs = await ask(port, path, { method, from }).catch(() => undefined)
          const own = await ask(ours.port, path, { method, from })
          const differs = theirs?.status !== own.status || theirs.type !== own.type
          assert.equal(differs, why !== undefined, JSON.stringify({ theirs: theirs?.status, type: theirs?.type, own }))
        })
      await check('GET /status: the same bytes', async () => {
        assert.equal((await ask(ours.port, '/status')).body.toString(), (await ask(port, '/status')).body.toString())
      })
      await check('GET /now of a trusted client: OK on a page', async () => {
        for (const one of [port, ours.port]) {
          const { status, type, body } = await ask(one, '/now')
          assert.deepEqual([status, type, /\bOK\b/.test(body.toString())], [200, 'text/html', true])
        }
        assert.deepEqual(view.runs, [['server0']])
      })
    })
  } finally {
    await ours.server.close()
  }
}

const token = 'a-token-of-26-characters-x'

/** What 2.6 pulls is what our inventory is. */
async function pulled(dir: string): Promise<void> {
  await check(
    'fusioninventory-remoteinventory of 2.6 gets an inventory, packed or not, and only with the token',
    async () => {
      const { stdout } = await runBin('inventory', ['--no-category=process,environment,software'], {
        timeoutMs: 60_000,
      })
      const ours = await startAlone(join(dir, 'pull'), shown({ inventory: async () => stdout }), {
        'inventory-server-plugin.cfg': `disabled = no\ntoken = ${token}\n`,
      })
      try {
        const pull = (...more: readonly string[]) =>
          runProgram(join(bin, 'fusioninventory-remoteinventory'), [
            '-p',
            String(ours.port),
            '-v',
            ...more,
            '127.0.0.1',
          ])
        const content = /<DEVICEID>([^<]+)<\/DEVICEID>/.exec(stdout.toString())?.[1]
        assert.ok(content)
        for (const more of [[], ['-C']]) {
          const got = await pull('-T', token, ...more)
          assert.equal(got.stdout.toString().trim(), stdout.toString().trim(), got.stderr)
          assert.match(got.stderr, new RegExp(`Got remote inventory from ${content}`))
        }
        const wrong = await pull('-T', `${token}x`)
        assert.equal(wrong.stdout.toString().trim(), '', wrong.stderr)
        assert.ok(ours.lines.some((line) => line.includes('unauthorized remote inventory request')))
        assert.ok(!ours.lines.join('\n').includes(token))
      } finally {
        await ours.server.close()
      }
    },
  )
}

/** Our program against the plugin of 2.6. */
async function pullFromPerl(dir: string): Promise<void> {
  if (process.getuid?.() !== 0)
    return skip('remoteinventory and an agent 2.6', 'needs root for its configuration', true)
  await check('our remoteinventory gets the inventory of an agent 2.6, as its own program does', async () => {
    const confdir = join(dir, 'perl-plugin')
    mkdirSync(confdir)
    writeFileSync(join(confdir, 'inventory-server-plugin.cfg'), `disabled = no\ntoken = ${token}\nmaxrate = 30\n`)
    const work = async (port: number): Promise<void> => {
      const idOf = (text: string): string | undefined => /<DEVICEID>([^<]+)<\/DEVICEID>/.exec(text)?.[1]
      const theirs = await runProgram(
        join(bin, 'fusioninventory-remoteinventory'),
        ['-p', String(port), '-T', token, '127.0.0.1'],
        { timeoutMs: 120_000 },
      )
      const env = { FUSIONINVENTORY_TOKEN: token }
      for (const more of [[], ['-C']]) {
        const args = ['-p', String(port), ...more, '127.0.0.1']
        const ours = await runBin('remoteinventory', args, { env, timeoutMs: 120_000 })
        assert.deepEqual([ours.code, ours.stderr], [0, ''])
        assert.ok(idOf(theirs.stdout.toString()), theirs.stderr)
        assert.equal(idOf(ours.stdout.toString()), idOf(theirs.stdout.toString()))
        assert.match(ours.stdout.toString(), /<VERSIONCLIENT>FusionInventory-Agent_v2\.6/)
      }
      const wrong = await runBin('remoteinventory', ['-p', String(port), '127.0.0.1'], {
        env: { FUSIONINVENTORY_TOKEN: `${token}x` },
      })
      assert.equal(wrong.code, 1)
      assert.match(wrong.stderr, /^\[error\] 127\.0\.0\.1: Inventory request: 403 /)
    }
    await withPerl(dir, work, confdir)
  })
}

/** 2.6 as a client of our proxy, with nothing else to talk to. */
async function throughProxy(dir: string): Promise<void> {
  await check('the agent 2.6 leaves its inventory at our proxy, under a name of our choice', async () => {
    const store = join(dir, 'store')
    mkdirSync(store)
    const ours = await startAlone(join(dir, 'proxy'), shown(), {
      'proxy-server-plugin.cfg': `disabled = no\nlocal_store = ${store}\nonly_local_store = yes\n`,
    })
    try {
      const config = join(dir, 'client.cfg')
      writeFileSync(
        config,
        `server = ${ours.url}/proxy/fusioninventory\ntasks = inventory\nno-category = process,software\n`,
      )
      const run = await runProgram(join(bin, 'fusioninventory-agent'), ['--conf-file', config, '--force', '--debug'], {
        timeoutMs: 120_000,
      })
      const [name = '', ...more] = readdirSync(store)
      assert.deepEqual(more, [], run.stderr)
      assert.match(name, /^[\w.-]+-[0-9a-f]{12}\.xml$/, run.stderr)
      const kept = readFileSync(join(store, name), 'utf8')
      assert.match(kept, /<QUERY>INVENTORY<\/QUERY>/)
      assert.match(kept, /<VERSIONCLIENT>FusionInventory-Agent_v2\.6/)
      assert.ok(ours.lines.some((line) => line.includes('PROLOG query from')))
    } finally {
      await ours.server.close()
    }
  })
  await check('and a whole agent of ours does, too', async () => {
    const store = join(dir, 'store-of-ours')
    mkdirSync(store)
    const ours = await startAlone(join(dir, 'proxy-of-ours'), shown(), {
      'proxy-server-plugin.cfg': `disabled = no\nlocal_store = ${store}\nonly_local_store = yes\ntoken = ${token}\n`,
    })
    try {
      const run = await runBin(
        'agent',
        [
          `--server=${ours.url}/proxy/fusioninventory`,
          '--config=none',
          '--no-category=process,software',
          '--user=any',
        ].concat([`--vardir=${join(dir, 'var')}`, '--no-permission-check', '--fail-on-error']),
        { timeoutMs: 120_000, env: { FUSIONINVENTORY_PASSWORD: token } },
      )
      assert.equal(run.code, 0, run.stderr)
      assert.equal(readdirSync(store).length, 1, run.stderr)
    } finally {
      await ours.server.close()
    }
  })
}

export async function besidePerl(dir: string): Promise<void> {
  await sideBySide(dir)
  await pulled(dir)
  await pullFromPerl(dir)
  await throughProxy(dir)
}
