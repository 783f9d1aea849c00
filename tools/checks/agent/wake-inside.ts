/** Runs in a network of its own: two machines on one wire, of which one runs the agent and the other listens. */
import assert from 'node:assert/strict'
import { execFileSync, spawn } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import { runBin } from '../../testkit/src/run.ts'
import { answer } from '../../testkit/src/server/answer.ts'
import { startServer } from '../../testkit/src/server/server.ts'

const vardir = process.argv[2] ?? ''
const macs = ['02:00:5e:00:53:21', '02:00:5e:00:53:22']
const ip = (...args: readonly string[]): void => {
  execFileSync('ip', args, { stdio: 'ignore' })
}

/** Prints what comes to port 9, in hexadecimal, a line each. */
const listener = `require('node:dgram').createSocket('udp4').on('message', (packet) => console.log(packet.toString('hex')))
  .bind(9, '0.0.0.0', () => console.log('ready'))`
const program = `until ip link set wake1 up 2>/dev/null; do sleep 0.05; done
ip addr add 192.0.2.2/24 dev wake1; exec "$0" -e "$1"`

async function main(): Promise<void> {
  mkdirSync(vardir, { mode: 0o700 })
  ip('link', 'set', 'lo', 'up')
  ip('link', 'add', 'wake0', 'type', 'veth', 'peer', 'name', 'wake1')
  ip('addr', 'add', '192.0.2.1/24', 'dev', 'wake0')
  ip('link', 'set', 'wake0', 'up')
  // To everybody needs a way out.
  ip('route', 'add', 'default', 'dev', 'wake0')
  const other = spawn('unshare', ['--net', 'sh', '-c', program, process.execPath, listener], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let heard = ''
  other.stdout.on('data', (chunk: Buffer) => {
    heard += chunk.toString()
  })
  const server = await startServer({
    answer: ({ document }) =>
      document?.kind === 'xml' && document.query === 'PROLOG'
        ? answer(
            200,
            'application/xml',
            `<REPLY><RESPONSE>STOP</RESPONSE><OPTION><NAME>WAKEONLAN</NAME>${macs.map((mac) => `<PARAM MAC="${mac}"/>`).join('')}</OPTION></REPLY>`,
          )
        : undefined,
  })
  try {
    await delay(200)
    ip('link', 'set', 'wake1', 'netns', String(other.pid))
    for (let tries = 0; !heard.includes('ready') && tries < 100; tries++) await delay(50)
    const result = await runBin('agent', ['--config', 'none', '--vardir', vardir, '--server', server.url])
    await delay(300)
    assert.equal(result.code, 0, result.stderr)
    assert.match(result.stderr, /2 of 2 machines were sent a magic packet/)
    const packets = new Set(heard.split('\n').filter((line) => /^[0-9a-f]+$/.test(line)))
    assert.deepEqual(
      [...packets],
      macs.map((mac) => `ffffffffffff${mac.replaceAll(':', '').repeat(16)}`),
    )
    console.log(`${heard.trim().split('\n').length - 1} packets heard`)
  } finally {
    other.kill('SIGKILL')
    await server.close()
  }
}

await main()
