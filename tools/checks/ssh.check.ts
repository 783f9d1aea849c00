/**
 * Inventories over a real ssh: Debian's sshd on loopback, and in a network namespace behind a veth pair. It has host key,
 * configuration and users' keys of its own in a temporary directory. Needs root and Debian's openssh-server.
 */
import assert from 'node:assert/strict'
import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type RunResult, runBin } from '../testkit/src/run.ts'
import { check, end, skip } from './checks.ts'

const sshd = ['/usr/sbin/sshd'].find(existsSync)
const inTimeMs = 120_000

interface Lab {
  readonly dir: string
  /** Configuration of the client: key and known hosts. */
  readonly config: string
  readonly log: string
}

const keygen = (file: string): void => void execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', file])

function openLab(): Lab {
  const dir = mkdtempSync(join(tmpdir(), 'fi-ssh-'))
  chmodSync(dir, 0o755)
  for (const name of ['host', 'user', 'stranger']) keygen(join(dir, name))
  writeFileSync(join(dir, 'authorized'), readFileSync(join(dir, 'user.pub')))
  const config = join(dir, 'client')
  writeFileSync(
    config,
    `IdentityFile ${dir}/user\nIdentitiesOnly yes\nUserKnownHostsFile ${dir}/known\nGlobalKnownHostsFile none\n`,
  )
  return { dir, config, log: join(dir, 'log') }
}

/** Starts sshd; `name` tells its files apart, `wrap` puts it elsewhere. */
async function serve(
  lab: Lab,
  name: string,
  address: string,
  port: number,
  wrap: readonly string[] = [],
  more = '',
): Promise<ChildProcess> {
  const file = join(lab.dir, `${name}.conf`)
  writeFileSync(
    file,
    `Port ${port}\nListenAddress ${address}\nHostKey ${lab.dir}/host\nAuthorizedKeysFile ${lab.dir}/authorized\n` +
      `PidFile none\nStrictModes no\nUsePAM no\nPasswordAuthentication no\nKbdInteractiveAuthentication no\n` +
      `PermitRootLogin yes\nLogLevel DEBUG1\nMaxStartups 100\n${more}`,
  )
  mkdirSync('/run/sshd', { recursive: true })
  const [program = '', ...args] = [...wrap, sshd ?? '', '-D', '-f', file, '-E', `${lab.log}.${name}`]
  const server = spawn(program, args, { stdio: 'ignore' })
  for (let tries = 0; tries < 100; tries++) {
    if (existsSync(`${lab.log}.${name}`) && readFileSync(`${lab.log}.${name}`, 'utf8').includes('Server listening'))
      break
    await sleep(50)
  }
  const key = readFileSync(`${lab.dir}/host.pub`, 'utf8').split(' ').slice(0, 2).join(' ')
  writeFileSync(`${lab.dir}/known`, `${port === 22 ? address : `[${address}]:${port}`} ${key}\n`, { flag: 'a' })
  return server
}

const inventory = (lab: Lab, ...args: string[]): Promise<RunResult> =>
  runBin('inventory', ['--ssh-config', lab.config, ...args], { timeoutMs: inTimeMs })

/** What differs from one moment, and from one login, to the next. */
const stable = (xml: string): string =>
  xml
    .replace(/ *<(PROCESSES|ENVS|USERS)>[\s\S]*?<\/\1>\n/g, '')
    .replace(/<(LOGDATE|ETIME|DEVICEID|FREE|DATELASTLOGGEDUSER|LASTLOGGEDUSER|USERID)>.*<\/\1>/g, '<$1/>')
    .replace(/ *<(?:DATELASTLOGGEDUSER|LASTLOGGEDUSER|USERID)\/>\n/g, '')

const rounds = ({ stderr }: RunResult): number =>
  stderr.split('\n').filter((line) => line.includes('round trip: ')).length

async function equal(lab: Lab, name: string, url: string, local: () => Promise<RunResult>): Promise<void> {
  await check(`${name}: the document equals the local one, in at most 6 round trips`, async () => {
    const far = await inventory(lab, '--remote', url, '--debug')
    assert.equal(far.code, 0, far.stderr)
    const here = await local()
    assert.equal(stable(far.stdout.toString()), stable(here.stdout.toString()))
    const count = rounds(far)
    assert.ok(count >= 1 && count <= 6, `${count} round trips`)
    console.log(`   ${count} round trips`)
    assert.ok(!far.stderr.includes('no probe declares'), far.stderr)
  })
}

async function fails(lab: Lab, name: string, url: string, pattern: RegExp, ...args: string[]): Promise<void> {
  await check(`${name}: one line that says what to do`, async () => {
    const result = await inventory(lab, '--remote', url, ...args)
    assert.deepEqual([result.code, result.stdout.toString(), result.timedOut], [1, '', false], result.stderr)
    const lines = result.stderr.trim().split('\n')
    assert.equal(lines.length, 1, result.stderr)
    assert.match(lines[0] ?? '', pattern)
    console.log(`   ${lines[0]}`)
  })
}

const shells: readonly (readonly [shell: string, path: string])[] = [
  ['fish', '/usr/bin/fish'],
  ['csh', '/bin/csh'],
  ['bash', '/bin/bash'],
  ['dash', '/bin/dash'],
]

/** Users of our own, gone at the end; the shell decides what they are for. */
function addUser(name: string, shell: string): void {
  execFileSync('useradd', ['--no-create-home', '--home-dir', '/nonexistent', '--shell', shell, '--password', 'x', name])
}

/** With what its login left running. */
function removeUser(name: string): void {
  const pids = spawnSync('ps', ['-u', name, '-o', 'pid='], { encoding: 'utf8' }).stdout.trim().split(/\s+/)
  for (const pid of pids.filter((text) => /^\d+$/.test(text))) spawnSync('kill', ['-9', pid])
  spawnSync('userdel', ['-f', name])
}

const uidOf = (name: string): number => Number(execFileSync('id', ['-u', name], { encoding: 'utf8' }))

/** A host that takes the connection and says nothing more. */
const silent = (): Promise<Server> =>
  new Promise((resolve) => {
    const server = createServer((socket) => void socket.on('error', () => {}))
    server.listen(0, '127.0.0.1', () => resolve(server))
  })

async function main(): Promise<void> {
  if (process.getuid?.() !== 0) return skip('ssh', 'not root')
  if (!sshd) return skip('ssh', 'openssh-server is not installed')
  const lab = openLab()
  const port = 20_000 + (process.pid % 20_000)
  const servers: ChildProcess[] = []
  const users: string[] = []
  const user = (name: string, shell: string): string => {
    addUser(name, shell)
    users.push(name)
    return `ssh://${name}@127.0.0.1:${port}`
  }
  const root = `ssh://root@127.0.0.1:${port}`
  const plain = user('fi-plain', '/bin/sh')
  const dead = await silent()
  try {
    servers.push(await serve(lab, 'loopback', '127.0.0.1', port))
    const here = () => runBin('inventory', [], { timeoutMs: inTimeMs })
    await equal(lab, 'root on loopback', root, here)
    await check('one session and one command there: sshd saw no more', () => {
      const log = readFileSync(`${lab.log}.loopback`, 'utf8')
      assert.equal(log.match(/Accepted publickey/g)?.length, 1)
      assert.equal(log.match(/Starting session: command/g)?.length, 1)
    })
    await equal(lab, 'an ordinary user', plain, () =>
      runBin('inventory', [], { timeoutMs: inTimeMs, uid: uidOf('fi-plain') }),
    )
    await hardships(lab, root, port, user, dead)
    await many(lab, root, port)
    await namespaces(lab, servers)
  } finally {
    for (const server of servers) server.kill()
    for (const name of users) removeUser(name)
    dead.close()
    rmSync(lab.dir, { recursive: true })
  }
}

async function hardships(
  lab: Lab,
  root: string,
  port: number,
  user: (name: string, shell: string) => string,
  dead: Server,
): Promise<void> {
  const silentPort = (dead.address() as { port: number }).port
  await check('a recording of the machine there replays to the same document', async () => {
    const capture = join(lab.dir, 'machine.capture')
    const far = await inventory(lab, '--remote', root, '--record', capture)
    assert.equal(far.code, 0, far.stderr)
    const replayed = await runBin('inventory', ['--capture', capture, '--strict'], { timeoutMs: inTimeMs })
    assert.equal(replayed.stdout.toString(), far.stdout.toString(), replayed.stderr)
  })
  await check('--explain tells probe and source of what was read there', async () => {
    const { code, stdout } = await inventory(lab, '--remote', root, '--explain=HARDWARE')
    assert.equal(code, 0)
    assert.match(stdout.toString(), /MEMORY +\d+ +linux\/memory +\/proc\/meminfo/)
  })
  await check('nothing is left there: no file, no process', async () => {
    const before = readdirSync('/tmp').length
    await inventory(lab, '--remote', root)
    await sleep(300)
    assert.ok(readdirSync('/tmp').length <= before + 1)
    assert.doesNotMatch(spawnSync('ps', ['-eo', 'args']).stdout.toString(), /fi_e|sshd: root@notty/)
  })
  for (const [shell, path] of shells)
    if (!existsSync(path)) skip(`a login shell that is ${shell}`, 'not installed', true)
    else {
      const url = user(`fi-${shell}`, path)
      await check(`a login shell that is ${shell}`, async () => {
        const result = await inventory(lab, '--remote', url)
        assert.equal(result.code, 0, result.stderr)
        assert.match(result.stdout.toString(), /<OPERATINGSYSTEM>/)
      })
    }
  await fails(lab, 'no shell at all', user('fi-nologin', '/usr/sbin/nologin'), /there is no POSIX shell/)
  await fails(lab, 'sudo that is not there or asks', user('fi-sudo', '/bin/sh'), /sudo/, '--sudo')
  await fails(lab, 'nothing listens', 'ssh://127.0.0.1:1', /connection refused/)
  await fails(lab, 'no such host', 'ssh://nosuch.invalid', /no such host name/)
  await fails(lab, 'a host that says nothing', `ssh://127.0.0.1:${silentPort}`, /timed out|within 30 s/)
  const stranger = join(lab.dir, 'stranger.conf')
  writeFileSync(stranger, readFileSync(lab.config, 'utf8').replace('/user\n', '/stranger\n'))
  await fails({ ...lab, config: stranger }, 'a key that nobody knows', root, /no key was accepted/)
  const unknown = join(lab.dir, 'unknown.conf')
  writeFileSync(unknown, readFileSync(lab.config, 'utf8').replace('/known\n', '/none\n'))
  await fails({ ...lab, config: unknown }, 'a host key that is not known', root, /host key is not known/)
  const changed = join(lab.dir, 'changed.conf')
  const other = readFileSync(`${lab.dir}/stranger.pub`, 'utf8').split(' ').slice(0, 2).join(' ')
  writeFileSync(join(lab.dir, 'changed'), `[127.0.0.1]:${port} ${other}\n`)
  writeFileSync(changed, readFileSync(lab.config, 'utf8').replace('/known\n', '/changed\n'))
  await fails({ ...lab, config: changed }, 'a host key that changed', root, /host key has changed/)
  const hang = join(lab.dir, 'hang')
  writeFileSync(hang, '#!/bin/sh\nexec sleep 60\n', { mode: 0o755 })
  await fails(lab, 'a host that hangs after the login', user('fi-hang', hang), /within 30 s/)
}

async function many(lab: Lab, root: string, port: number): Promise<void> {
  await check('20 machines, 8 at a time: the 3 bad ones stop no other', async () => {
    const good = Array.from({ length: 17 }, (_, at) => `host${at + 1}`)
    const config = join(lab.dir, 'many.conf')
    const base = readFileSync(lab.config, 'utf8')
    writeFileSync(config, `${base}Host host*\n  HostName 127.0.0.1\n  Port ${port}\n  User root\n`)
    const list = join(lab.dir, 'hosts')
    const bad = ['ssh://127.0.0.1:1', 'ssh://nosuch.invalid', root.replace('root', 'nobody')]
    writeFileSync(list, `# the lab\n${[...good, ...bad].map((name) => `${name}\n`).join('')}`)
    const out = join(lab.dir, 'out')
    mkdirSync(out)
    const began = Date.now()
    const args = ['--remote-file', list, '--output-dir', out, '--parallel', '8', '--no-category', 'process,software']
    const result = await inventory({ ...lab, config }, ...args, '--fail-on-error')
    console.log(`   ${Date.now() - began} ms`)
    assert.equal(result.code, 3, result.stderr)
    assert.deepEqual(readdirSync(out).sort(), good.map((name) => `${name}.xml`).sort())
    assert.match(result.stderr, /17 of 20 machines described in .*, 3 failed\n$/)
    assert.equal(result.stderr.split('\n').filter((line) => line.startsWith('[error]')).length, 3, result.stderr)
  })
}

/** The other machine as far as the network goes: a namespace of its own at the end of a cable. */
async function namespaces(lab: Lab, servers: ChildProcess[]): Promise<void> {
  const name = `fi${process.pid % 10_000}`
  const ip = (...args: string[]) => spawnSync('ip', args, { encoding: 'utf8' })
  if (ip('netns', 'add', name).status !== 0) return skip('a network namespace', 'cannot be made here', true)
  try {
    for (const line of [
      `link add ${name}a type veth peer name ${name}b netns ${name}`,
      `addr add 198.51.100.1/30 dev ${name}a`,
      `link set ${name}a up`,
      `-n ${name} addr add 198.51.100.2/30 dev ${name}b`,
      `-n ${name} addr add 2001:db8::2/64 dev ${name}b nodad`,
      `-n ${name} link set ${name}b up`,
      `-n ${name} link set lo up`,
      `-n ${name} route add default via 198.51.100.1`,
    ])
      assert.equal(ip(...line.split(' ')).status, 0, line)
    const inside = ['ip', 'netns', 'exec', name]
    servers.push(await serve(lab, 'cable', '198.51.100.2', 22, inside))
    const local = (): Promise<RunResult> => {
      const bin = new URL('../../packages/inventory-cli/dist/bin.js', import.meta.url).pathname
      const { status, stdout, stderr } = spawnSync('ip', ['netns', 'exec', name, process.execPath, bin], {
        maxBuffer: 1 << 26,
      })
      return Promise.resolve({ code: status, stdout, stderr: stderr.toString(), timedOut: false } as RunResult)
    }
    await equal(lab, 'root behind a cable', 'ssh://root@198.51.100.2:22', local)
    ip('link', 'set', `${name}a`, 'down')
    await fails(lab, 'a cable that is pulled', 'ssh://root@198.51.100.2:22', /timed out|no route/)
  } finally {
    for (const server of servers.splice(1)) server.kill()
    ip('netns', 'del', name)
  }
}

try {
  await main()
} finally {
  end()
}
