/** Disks that are full or cannot be written, and servers that never answer. */
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type RunResult, runBin } from '../../testkit/src/run.ts'
import { startServer } from '../../testkit/src/server/server.ts'
import { check, skip } from '../checks.ts'

const quick = ['--no-category', 'software,process,environment']
const agent = (vardir: string, url: string, ...more: string[]): Promise<RunResult> =>
  runBin('agent', ['--config', 'none', '--vardir', vardir, '--server', url, ...quick, ...more], { timeoutMs: 60_000 })
const idIn = (vardir: string): string => JSON.parse(readFileSync(join(vardir, 'state.json'), 'utf8')).deviceid

function canMount(dir: string): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=512k,mode=700', 'tmpfs', dir], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

/** Fills what is left of a file system. */
function fill(dir: string): void {
  const chunk = Buffer.alloc(4096)
  for (let at = 0; at < 1000; at++) {
    try {
      writeFileSync(join(dir, `fill-${at}`), chunk)
    } catch {
      return
    }
  }
  throw new Error('the disk is not full')
}

export async function badDisks(top: string): Promise<void> {
  if (process.getuid?.() !== 0) return skip('full and read-only disks', 'not root', true)
  const dir = join(top, 'disk')
  mkdirSync(dir, { mode: 0o700 })
  if (!canMount(dir)) return skip('full and read-only disks', 'no tmpfs can be mounted', true)
  let refuse = false
  const server = await startServer({
    fault: ({ document }) =>
      refuse && document?.kind === 'xml' && document.query === 'INVENTORY' ? { kind: 'reset' } : undefined,
  })
  try {
    fill(dir)
    await check('a full disk and no identity yet: it says so, and nobody is asked', async () => {
      const result = await agent(dir, server.url)
      assert.equal(result.code, 1)
      assert.match(
        result.stderr,
        /\[error\] .*can't be saved: No space left on device; without it this machine would be a new one/,
      )
      assert.equal(server.requests.length, 0)
    })
    for (const name of readdirSync(dir)) rmSync(join(dir, name), { recursive: true })
    assert.equal((await agent(dir, server.url)).code, 0)
    const id = idIn(dir)
    fill(dir)
    await check('a full disk with an identity: the inventory arrives, and what cannot be kept is said', async () => {
      const before = server.requests.length
      const result = await agent(dir, server.url)
      assert.equal(result.code, 0, result.stderr)
      assert.equal(server.requests.length, before + 2)
      assert.match(result.stderr, /\[error\] .*No space left on device/)
      assert.equal(idIn(dir), id)
    })
    await check('a full disk and a server that breaks off: the loss is said, and is not called success', async () => {
      refuse = true
      const result = await agent(dir, server.url, '--fail-on-error')
      refuse = false
      assert.equal(result.code, 4)
      assert.match(result.stderr, /the inventory for .* is lost/)
      assert.equal(idIn(dir), id)
    })
    for (const name of readdirSync(dir)) if (name.startsWith('fill-')) rmSync(join(dir, name))
    execFileSync('mount', ['-o', 'remount,ro', dir])
    await check('a read-only state: the same identity, the inventory arrives, and it is said', async () => {
      const before = server.requests.length
      const result = await agent(dir, server.url)
      assert.equal(result.code, 0, result.stderr)
      assert.equal(server.requests.length, before + 2)
      assert.match(result.stderr, /\[error\] .*Read-only file system/)
      const last = server.requests.at(-1)?.document
      assert.equal(last?.kind === 'xml' && last.deviceId, id)
    })
    execFileSync('mount', ['-o', 'remount,rw', dir])
    await check('written again: all is well', async () => {
      const result = await agent(dir, server.url)
      assert.deepEqual([result.code, /\[error\]/.test(result.stderr)], [0, false], result.stderr)
      assert.equal(idIn(dir), id)
    })
    await check('state files of garbage, and empty ones: the identity comes from what is left', async () => {
      for (const spoil of ['', 'garbage', '{"deviceid":', '{}']) {
        writeFileSync(join(dir, 'state.json'), spoil)
        writeFileSync(join(dir, 'state.copy.json'), spoil)
        const result = await agent(dir, server.url)
        assert.equal(result.code, 0, result.stderr)
        assert.equal(idIn(dir), id)
      }
      const targets = join(dir, 'targets')
      for (const name of readdirSync(targets)) writeFileSync(join(targets, name, 'state.json'), 'garbage')
      assert.equal((await agent(dir, server.url)).code, 0)
      assert.equal(idIn(dir), id)
    })
  } finally {
    execFileSync('umount', [dir])
    await server.close()
  }
  await hanging(top)
}

async function hanging(top: string): Promise<void> {
  const vardir = join(top, 'hang')
  mkdirSync(vardir, { mode: 0o700 })
  const server = await startServer({ fault: () => ({ kind: 'hang' }) })
  try {
    await check('a server that never answers: it is given up after --timeout', async () => {
      const began = performance.now()
      const result = await agent(vardir, server.url, '--timeout', '2')
      assert.equal(result.code, 0, result.stderr)
      assert.ok(performance.now() - began < 10_000)
      assert.match(result.stderr, /\[error\] No answer from server at/)
      assert.equal(result.leftBehind, false)
    })
  } finally {
    await server.close()
  }
}
