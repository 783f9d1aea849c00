/** A whole agent that stays, asked at its own address: what comes of it at the server, and at its plugins. */
import assert from 'node:assert/strict'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { runBin, runProgram } from '../../testkit/src/run.ts'
import { startServer, type TestServer } from '../../testkit/src/server/server.ts'
import { check, skip } from '../checks.ts'
import { type Answer, ask, freePort } from './ask.ts'
import { canStay, type Daemon, eventually, stay } from './stay.ts'

const puller = '/usr/bin/fusioninventory-remoteinventory'
const token = 'a-token-of-26-characters-x'

const prologs = ({ requests }: TestServer): number =>
  requests.filter(({ document }) => document?.kind === 'xml' && document.query === 'PROLOG').length

/** Whoever asks meanwhile gets an answer: the longest time that one took, in milliseconds. */
async function meanwhile(
  port: number,
  until: () => boolean,
): Promise<{ readonly slowest: number; readonly states: Set<string> }> {
  const states = new Set<string>()
  let slowest = 0
  while (!until()) {
    const begin = performance.now()
    states.add((await ask(port, '/status')).body.toString())
    slowest = Math.max(slowest, performance.now() - begin)
    await delay(20)
  }
  return { slowest, states }
}

async function woken(daemon: Daemon, server: TestServer): Promise<void> {
  const { port } = daemon
  await check('who is not trusted wakes nobody, and sees only the status', async () => {
    const answer = await ask(port, '/now/12345678', { from: '127.0.0.2' })
    assert.equal(answer.status, 403)
    const page = (await ask(port, '/', { from: '127.0.0.2' })).body.toString()
    assert.ok(page.includes('Waiting for the next run') && !page.includes(server.url))
    await delay(500)
    assert.equal(prologs(server), 0)
  })
  await check(
    '/now by its address: the server gets a contact and an inventory; /status answers all the time',
    async () => {
      assert.equal((await ask(port, '/now/12345678')).status, 200)
      const end = Date.now() + 60_000
      const { slowest, states } = await meanwhile(port, () => server.inventories.size > 0 || Date.now() > end)
      assert.equal(server.inventories.size, 1, daemon.log())
      assert.equal(prologs(server), 1)
      assert.ok(states.has('status: running task Inventory'), [...states].join())
      console.log(`    slowest answer meanwhile: ${slowest.toFixed(0)} ms`)
      assert.ok(slowest < 2000)
      assert.match(daemon.log(), /rescheduling next contact for target .* right now/)
      const page = await eventually('the run is done', async () => {
        const text = (await ask(port, '/')).body.toString()
        return text.includes('>Done<') ? text : undefined
      })
      assert.ok(page.includes(server.url))
    },
  )
  await check('a flood of /now makes no flood of contacts', async () => {
    for (let count = 0; count < 50; count++) assert.equal((await ask(port, '/now')).status, 200)
    await delay(2000)
    assert.equal(prologs(server), 1)
  })
}

/** Real time, real sockets: the addresses of 25 clients, eight connections each. */
async function besieged({ port }: Daemon): Promise<void> {
  await check(
    'S-14: 200 slow clients: the agent answers who is trusted, and is rid of them after ten seconds',
    async () => {
      const sockets: Socket[] = []
      let open = 0
      for (let count = 0; count < 200; count++) {
        const socket = connect({ host: '127.0.0.1', port, localAddress: `127.0.1.${1 + (count % 25)}` })
        open++
        socket.on('error', () => undefined)
        socket.on('close', () => open--)
        socket.write('GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ')
        sockets.push(socket)
      }
      const drip = setInterval(() => {
        for (const socket of sockets) if (socket.writable) socket.write('a')
      }, 500)
      try {
        const begin = performance.now()
        for (let count = 0; count < 10; count++) assert.equal((await ask(port, '/status')).status, 200)
        const took = (performance.now() - begin) / 10
        console.log(`    ${took.toFixed(0)} ms for an answer, ${open} slow clients there`)
        assert.ok(took < 1000)
        await eventually('all are gone', () => (open === 0 ? true : undefined), 15_000)
      } finally {
        clearInterval(drip)
        for (const socket of sockets) socket.destroy()
      }
      assert.equal((await ask(port, '/status', { from: '127.0.0.2' })).status, 200)
    },
  )
}

async function plugins(dir: string, daemon: Daemon, server: TestServer): Promise<void> {
  const { port } = daemon
  const document = (deviceid: string): string =>
    `<?xml version="1.0" encoding="UTF-8"?>\n<REQUEST><CONTENT><VERSIONCLIENT>x</VERSIONCLIENT></CONTENT><DEVICEID>${deviceid}</DEVICEID><QUERY>INVENTORY</QUERY></REQUEST>`
  const post = (at: number, deviceid: string): Promise<Answer> =>
    ask(at, '/proxy/fusioninventory', {
      method: 'POST',
      body: document(deviceid),
      headers: { 'Content-Type': 'application/xml' },
    })
  if (existsSync(puller))
    await check(
      'fusioninventory-remoteinventory of 2.6 pulls a real inventory, made in a process of its own',
      async () => {
        const got = await runProgram(puller, ['-p', String(port), '-T', token, '-v', '127.0.0.1'], {
          timeoutMs: 120_000,
        })
        assert.match(got.stdout.toString(), /<QUERY>INVENTORY<\/QUERY>/, got.stderr + daemon.log())
        assert.match(got.stdout.toString(), /<HARDWARE>/)
      },
    )
  await check('the proxy hands on what it gets, and says who it is', async () => {
    assert.equal((await post(port, 'other-2026-11-26-10-00-00')).status, 200, daemon.log())
    const sent = server.inventories.get('other-2026-11-26-10-00-00')
    assert.match(String(sent?.headers['glpi-proxy-id']), /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
  })
  await check('S-18: a whole agent that is its own server stops after one round', async () => {
    const loop = await freePort()
    const files = { 'proxy-server-plugin.cfg': 'disabled = no\n' }
    const url = `http://127.0.0.1:${loop}/proxy/fusioninventory`
    mkdirSync(join(dir, 'loop'))
    const other = await stay(join(dir, 'loop'), loop, files, [`--server=${url}`])
    try {
      assert.equal((await post(loop, 'looping')).status, 500)
      assert.equal(other.log().match(/PROXY-LOOP-DETECTED: an own document/g)?.length, 1, other.log())
    } finally {
      await other.end()
    }
  })
  await check('HUP: another plugin, the same port, no connection refused meanwhile', async () => {
    writeFileSync(join(daemon.conf, 'server-test-plugin.cfg'), 'disabled = no\n')
    daemon.child.kill('SIGHUP')
    await eventually('the plugin is there', async () =>
      (await ask(port, '/test/a')).status === 200 ? true : undefined,
    )
  })
}

/** No server, nothing to do but to be asked. */
async function listening(dir: string): Promise<void> {
  const port = await freePort()
  const files = { 'inventory-server-plugin.cfg': `disabled = no\ntoken = ${token}\n` }
  mkdirSync(join(dir, 'listening'))
  await check(
    '--listen, without a server: remoteinventory gets the inventory, and nobody without the token',
    async () => {
      const daemon = await stay(join(dir, 'listening'), port, files, ['--listen'])
      try {
        const pull = (secret: string) =>
          runBin('remoteinventory', ['-p', String(port), '127.0.0.1'], {
            env: { FUSIONINVENTORY_TOKEN: secret },
            timeoutMs: 120_000,
          })
        const got = await pull(token)
        assert.deepEqual([got.code, got.stderr], [0, ''], daemon.log())
        assert.match(got.stdout.toString(), /<HARDWARE>[\s\S]*<QUERY>INVENTORY<\/QUERY>/)
        assert.equal((await pull(`${token}x`)).code, 1)
        assert.match((await ask(port, '/', { from: '127.0.0.2' })).body.toString(), /Waiting for the next run/)
      } finally {
        assert.equal(await daemon.end(), 0, daemon.log())
      }
    },
  )
}

export async function wholeAgent(dir: string): Promise<void> {
  if (!(await canStay(dir))) return skip('a whole agent with its web server', 'no mounts can be made here', true)
  await listening(dir)
  const server = await startServer()
  const port = await freePort()
  const files = {
    'inventory-server-plugin.cfg': `disabled = no\ntoken = ${token}\n`,
    'proxy-server-plugin.cfg': 'disabled = no\n',
  }
  mkdirSync(join(dir, 'whole'))
  const daemon = await stay(join(dir, 'whole'), port, files, [`--server=${server.url}`, '--no-category=software'])
  try {
    await woken(daemon, server)
    await plugins(dir, daemon, server)
    await besieged(daemon)
  } finally {
    await check('the end: in time, with 0, and nothing listens any more', async () => {
      const begin = Date.now()
      assert.equal(await daemon.end(), 0, daemon.log())
      assert.ok(Date.now() - begin < 12_000)
      await assert.rejects(ask(port, '/status'))
      assert.ok(!daemon.log().includes(token), 'the token is in the log')
    })
    await server.close()
  }
}
