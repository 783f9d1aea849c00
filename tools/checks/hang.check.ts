/**
 * A mount whose server stopped answering must not stop the inventory: a real sshfs, and an SFTP server that gets
 * SIGSTOP. Needs root (or the right to mount with FUSE), Debian's sshfs and openssh-sftp-server.
 */
import assert from 'node:assert/strict'
import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type RunResult, runBin, runProgram } from '../testkit/src/run.ts'
import { elements, parseXml, textAt } from '../testkit/src/server/xml.ts'
import { check, end, skip } from './checks.ts'

const sftpServer = ['/usr/lib/openssh/sftp-server', '/usr/lib/sftp-server'].find(existsSync)
const sshfs = ['/usr/bin/sshfs'].find(existsSync)
/** The inventory may wait for the mount, but not long. */
const inTimeMs = 15_000

/** Serves SFTP on loopback without ssh around it: what sshfs calls a direct port. */
async function serveSftp(program: string): Promise<{ port: number; stop(): void; go(): void; close(): void }> {
  const children: ChildProcess[] = []
  const server = createServer((socket) => {
    const child = spawn(program, [], { stdio: ['pipe', 'pipe', 'ignore'] })
    children.push(child)
    socket.pipe(child.stdin)
    child.stdout.pipe(socket)
    for (const stream of [socket, child.stdin, child.stdout]) stream.on('error', () => socket.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const signal = (name: NodeJS.Signals) => () => {
    for (const child of children) child.kill(name)
  }
  return {
    port: (server.address() as AddressInfo).port,
    stop: signal('SIGSTOP'),
    go: signal('SIGCONT'),
    close: () => {
      signal('SIGKILL')()
      server.close()
    },
  }
}

const isMounted = (mount: string): boolean => readFileSync('/proc/self/mounts', 'utf8').includes(` ${mount} fuse`)

/** An ordinary program that asks for the mount's size: the proof that the mount really hangs. */
const asks = (mount: string): Promise<RunResult> => runProgram('/usr/bin/stat', ['-f', mount], { timeoutMs: 2000 })

async function stopped(mount: string): Promise<void> {
  await check('the mount hangs who asks it', async () => assert.ok((await asks(mount)).timedOut))

  let document: Buffer = Buffer.alloc(0)
  await check('the inventory ends in time, with all the other drives', async () => {
    const result = await runBin('inventory', ['--debug'], { timeoutMs: inTimeMs })
    assert.deepEqual([result.code, result.timedOut], [0, false], result.stderr)
    document = result.stdout
    const drives = elements(parseXml(document.toString()), 'CONTENT', 'DRIVES')
    assert.ok(
      drives.some((drive) => textAt(drive, 'TYPE') === '/'),
      'the root file system is missing',
    )
  })

  await check('a recording ends in time, and its replay is a document', async () => {
    const recorded = await runBin('probe', ['capture'], { timeoutMs: inTimeMs })
    assert.deepEqual([recorded.code, recorded.timedOut], [0, false], recorded.stderr)
    const replayed = await runBin('inventory', ['--capture', '-', '--strict'], {
      stdin: recorded.stdout,
      timeoutMs: inTimeMs,
    })
    assert.equal(replayed.code, 0, replayed.stderr)
    assert.ok(elements(parseXml(replayed.stdout.toString()), 'CONTENT', 'DRIVES').length > 0)
  })
}

async function main(): Promise<void> {
  const name = 'a stopped sshfs mount'
  if (!existsSync('/dev/fuse')) return skip(name, 'no FUSE in this kernel', true)
  if (!sshfs || !sftpServer) return skip(name, 'sshfs or sftp-server is not installed')
  const dir = mkdtempSync(join(tmpdir(), 'fi-hang-'))
  const mount = join(dir, 'mount')
  mkdirSync(mount)
  mkdirSync(join(dir, 'data'))
  writeFileSync(join(dir, 'data', 'file'), 'x')
  const sftp = await serveSftp(sftpServer)
  const client = spawn(sshfs, ['-f', '-o', `directport=${sftp.port}`, `127.0.0.1:${join(dir, 'data')}`, mount], {
    stdio: 'ignore',
  })
  try {
    for (let tries = 0; tries < 50 && !isMounted(mount); tries++) await sleep(100)
    if (!isMounted(mount)) return skip(name, 'FUSE file systems cannot be mounted here', true)
    await check('sshfs serves the folder', async () => assert.equal((await asks(mount)).code, 0))
    sftp.stop()
    await stopped(mount)
  } finally {
    sftp.go()
    if (isMounted(mount)) execFileSync('umount', ['-l', mount])
    client.kill('SIGKILL')
    sftp.close()
    rmSync(join(dir, 'data'), { recursive: true })
  }
}

/** In a mount namespace of its own: nobody else on the machine meets the dead mount, and it ends with this process. */
function inNamespace(): boolean {
  const unshare = ['/usr/bin/unshare'].find(existsSync)
  if (process.env.FI_NAMESPACE || !unshare) return false
  const self = [process.execPath, ...process.execArgv, ...process.argv.slice(1)]
  const { status } = spawnSync(unshare, ['--mount', '--propagation', 'private', '--', ...self], {
    stdio: 'inherit',
    env: { ...process.env, FI_NAMESPACE: '1' },
  })
  process.exitCode = status ?? 1
  return true
}

if (!inNamespace())
  try {
    await main()
  } finally {
    end()
  }
