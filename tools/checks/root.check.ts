/**
 * `--root`: a Debian tree, held against what its own programs say in a chroot, and one like Alpine's; and that nothing
 * outside of a tree is read, whatever its links say: no system call does (strace), no canary sings. Needs root,
 * Debian's debootstrap and strace.
 */
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { probes } from '../../packages/core-probes/src/local/registry.ts'
import { binPath, runBin, runProgram } from '../testkit/src/run.ts'
import { check, end, skip } from './checks.ts'
import { type Content, contentOf } from './perl-compare.ts'
import type { Row } from './perl-differences.ts'
import { alpine, canary, debian, escapes, plant, trap } from './root-trees.ts'

const tool = (name: string): string | undefined =>
  ['/usr/sbin', '/usr/bin', '/sbin', '/bin'].map((dir) => join(dir, name)).find(existsSync)

async function inventoryOf(tree: string): Promise<Content> {
  const run = await runBin('inventory', ['--root', tree, '--debug'], { timeoutMs: 60_000 })
  assert.equal(run.code, 0, run.stderr)
  return contentOf(run.stdout.toString())
}

const one = (content: Content, section: string): Row => content.get(section)?.[0] ?? {}
const sorted = (rows: readonly string[]): readonly string[] => [...rows].sort()
const columns = (content: Content, section: string, ...fields: readonly string[]): readonly string[] =>
  sorted((content.get(section) ?? []).map((row) => fields.map((field) => row[field] ?? '').join('|')))

async function debianTree(tree: string): Promise<void> {
  const inside = (...argv: readonly string[]): readonly string[] =>
    execFileSync('chroot', [tree, ...argv], { encoding: 'utf8', maxBuffer: 1 << 26 })
      .split('\n')
      .filter(Boolean)
  const fields = (line: string, ...at: readonly number[]): string =>
    at.map((index) => line.split(':')[index] ?? '').join('|')
  inside('useradd', '--groups', 'audio,video', 'eve')
  const content = await inventoryOf(tree)
  await check('Debian: the system', () => {
    const [full, name, version] = inside(
      'sh',
      '-c',
      `. /etc/os-release; echo "$PRETTY_NAME"; echo "$NAME"; cat /etc/debian_version`,
    )
    const { FULL_NAME, VERSION, NAME, ARCH, KERNEL_NAME } = one(content, 'OPERATINGSYSTEM')
    const machine = execFileSync('uname', ['-m'], { encoding: 'utf8' }).trim()
    assert.deepEqual([FULL_NAME, VERSION, NAME, ARCH, KERNEL_NAME], [full, version, name, machine, 'linux'])
    assert.equal(one(content, 'HARDWARE').NAME, inside('cat', '/etc/hostname')[0])
  })
  await check('Debian: what dpkg has installed', () => {
    const format = ['db:Status-Status', 'Package', 'Version', 'Architecture'].map((name) => `$\{${name}}`).join('|')
    const packages = inside('dpkg-query', '-W', '-f', `${format}\n`)
    const installed = packages.filter((line) => line.startsWith('installed|')).map((line) => line.slice(10))
    assert.ok(installed.length > 50)
    assert.deepEqual(columns(content, 'SOFTWARES', 'NAME', 'VERSION', 'ARCH'), sorted(installed))
  })
  await check('Debian: users and groups', () => {
    const users = inside('getent', 'passwd').map((line) => fields(line, 0, 2, 5, 6))
    assert.deepEqual(columns(content, 'LOCAL_USERS', 'LOGIN', 'ID', 'HOME', 'SHELL'), sorted(users))
    const groups = inside('getent', 'group').flatMap((line) => (/:$/.test(line) ? [] : [fields(line, 0, 2)]))
    assert.equal(groups.length, 2)
    assert.deepEqual(columns(content, 'LOCAL_GROUPS', 'NAME', 'ID'), sorted(groups))
  })
  await check('Debian: nothing of the running machine', () => {
    for (const section of ['NETWORKS', 'PROCESSES', 'ENVS', 'CPUS', 'MEMORIES', 'USERS', 'STORAGES', 'CONTROLLERS'])
      assert.equal(content.get(section), undefined, section)
    assert.deepEqual([one(content, 'HARDWARE').MEMORY, one(content, 'HARDWARE').UUID], [undefined, undefined])
  })
}

async function alpineTree(dir: string): Promise<void> {
  const content = await inventoryOf(plant(join(dir, 'alpine'), alpine()))
  await check('Alpine: the system', () => {
    const system = one(content, 'OPERATINGSYSTEM')
    assert.deepEqual(
      [system.NAME, system.FULL_NAME, system.VERSION, system['TIMEZONE/NAME']],
      ['Alpine Linux', 'Alpine Linux v3.20', '3.20.3', 'Pacific/Auckland'],
    )
    assert.equal(one(content, 'HARDWARE').NAME, 'edge7')
  })
  await check('Alpine: packages, users, and groups behind an absolute link', () => {
    const software = columns(content, 'SOFTWARES', 'NAME', 'VERSION', 'FROM')
    assert.deepEqual(software, ['busybox|1.36.1-r29|apk', 'musl|1.2.5-r0|apk'])
    assert.deepEqual(columns(content, 'LOCAL_USERS', 'LOGIN', 'SHELL'), ['mail|/sbin/nologin', 'root|/bin/sh'])
    assert.deepEqual(columns(content, 'LOCAL_GROUPS', 'NAME', 'ID'), ['root|0', 'wheel|10'])
  })
}

/** What Node itself looks at, whatever it runs. */
const ofNode = [
  /^\/proc\/(?:self|\d+)\/(?:maps|mountinfo|cgroup|stat|status|task)/,
  /^\/proc\/(?:meminfo|version_signature|self|self\/exe|sys\/vm\/overcommit_memory)$/,
  /^\/sys\/(?:fs\/cgroup|devices\/system\/cpu|kernel\/mm)/,
  /^\/(?:usr\/)?(?:lib|lib64|lib\/x86_64-linux-gnu|local\/lib)\/(?!os-release)/,
  /^\/etc\/(?:ld\.so\.|ssl\/openssl\.cnf|localtime$)/,
  /^\/usr\/(?:share\/zoneinfo|local\/ssl|lib\/ssl)(?:\/|$)/,
  /^\/dev\/(?:null|urandom|pts\/|tty)/,
  /^(?:pipe|socket|anon_inode):/,
]

/** System calls on paths outside of the tree: the path that was given, and where an opened file really is. */
async function outsideOf(tree: string, dir: string): Promise<readonly string[]> {
  const log = join(dir, 'strace')
  const bin = realpathSync(binPath('inventory'))
  const run = await runProgram(
    'strace',
    ['-f', '-qq', '-y', '-s', '4096', '-e', 'trace=%file', '-o', log, process.execPath, bin, '--root', tree],
    { timeoutMs: 120_000 },
  )
  assert.equal(run.code, 0, run.stderr)
  assert.ok(!run.stdout.includes(canary), 'a canary is in the document')
  const own = [tree, dirname(dirname(bin)), realpathSync(process.execPath), process.execPath]
  const above = own.flatMap((path) => path.split('/').map((_, at, parts) => parts.slice(0, at).join('/') || '/'))
  const fine = (path: string): boolean =>
    own.some((known) => path === known || path.startsWith(`${known}/`)) ||
    above.includes(path) ||
    ofNode.some((pattern) => pattern.test(path))
  const calls = readFileSync(log, 'utf8')
    .split('\n')
    .filter((line) => / = \d/.test(line))
  const programs = calls.filter((line) => /\bexecve\(/.test(line))
  const paths = calls.flatMap((line) => [
    /^[^"]*"(\/[^"]*)"/.exec(line)?.[1] ?? tree,
    /= \d+<(\/[^>]*)>/.exec(line)?.[1] ?? tree,
  ])
  assert.ok(
    paths.some((path) => path.startsWith(`${tree}/etc/`)),
    'nothing of the tree is read: does strace work?',
  )
  return [...programs.slice(1), ...new Set(paths.filter((path) => !fine(path)))]
}

async function nothingOutside(name: string, tree: string, dir: string): Promise<void> {
  await check(`${name}: nothing outside is read, nothing is run`, async () =>
    assert.deepEqual(await outsideOf(tree, dir), []),
  )
}

async function main(): Promise<void> {
  const missing = ['debootstrap', 'strace', 'chroot', 'apt-get'].filter((name) => !tool(name))
  const dir = mkdtempSync(join(tmpdir(), 'fi-root-'))
  try {
    await alpineTree(dir)
    const traced =
      tool('strace') !== undefined && (await runProgram('strace', ['-qq', '-o', '/dev/null', 'true'])).code === 0
    if (!traced) skip('system calls outside of a tree', 'strace does not work here', true)
    if (traced) await nothingOutside('Alpine', join(dir, 'alpine'), dir)
    const sources = probes.flatMap(({ reads }) => reads)
    for (const [index, [name, lead]] of Object.entries(escapes).entries()) {
      const tree = trap(join(dir, `trap${index}`), join(dir, `outside${index}`), sources, lead)
      await check(`${name}: no canary sings`, async () => {
        const run = await runBin('inventory', ['--root', tree], { timeoutMs: 60_000 })
        assert.equal(run.code, 0, run.stderr)
        assert.ok(!run.stdout.includes(canary))
      })
      if (traced) await nothingOutside(name, tree, dir)
    }
    if (process.getuid?.() !== 0) return skip('a Debian tree', 'not root', true)
    if (missing.length > 0) return skip('a Debian tree', `not installed: ${missing.join(', ')}`)
    const tree = debian(join(dir, 'debian'))
    await debianTree(tree)
    if (traced) await nothingOutside('Debian', tree, dir)
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
}

try {
  await main()
} finally {
  end()
}
