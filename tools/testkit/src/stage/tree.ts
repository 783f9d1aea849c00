import {
  existsSync,
  lstatSync,
  lutimesSync,
  mkdirSync,
  readlinkSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { basename, dirname, join, relative, resolve } from 'node:path'
import { type Capture, encodeText, type Section } from '@fusioninventory/core-probes/host'
import { runProgram } from '../run.ts'

/** What the kernel tells of each process, or what the times of real processes are counted from. */
const kept = /^\/proc\/(?:\d+|self|thread-self|net|sys|stat$|uptime$|mounts$)/

/** Sections of these kinds are staged; /dev and the processes stay those of the machine. */
const staged = (kind: Section['kind'], path: string): boolean =>
  ['file', 'link', 'list', 'stat'].includes(kind) && !path.startsWith('/dev/') && !kept.test(path)

/** Kept from telling of this machine's kernel and from asking others for names, unless it was recorded. */
const alone = {
  '/etc/nsswitch.conf': 'hosts: files\n',
  '/usr/bin/dmesg': '#!/bin/sh\n',
  '/proc/bus/none': '',
  '/sys/none': '',
}

/** What would tell of this machine too, unless the like was recorded. */
const ownMarks: readonly string[] = ['/.dockerenv', '/etc/debian_version', '/var/lib/dpkg']

/** The directory as this machine has it, where its own links lead (`/lib` is `/usr/lib`); /sys and /proc are replaced. */
function realOf(dir: string): string {
  if (/^\/(?:sys|proc)(?:\/|$)/.test(dir)) return dir
  return existsSync(dir) ? realpathSync(dir) : join(realOf(dirname(dir)), basename(dir))
}

const lstat = (path: string) => lstatSync(path, { throwIfNoEntry: false })

/** The directory below `tree`, made where it is missing. Recorded links are followed, but never out of the tree. */
function dirIn(tree: string, dir: string, links = 0): string {
  let at = tree
  for (const name of dir.split('/').filter(Boolean)) {
    const next = join(at, name)
    const found = lstat(next)
    if (found?.isSymbolicLink()) {
      if (links > 40) throw new Error(`too many links: ${dir}`)
      at = dirIn(tree, resolve('/', relative(tree, at), readlinkSync(next)), links + 1)
    } else {
      if (!found) mkdirSync(next)
      at = next
    }
  }
  return at
}

/**
 * Lays what a capture holds of files and commands into `tree`: files below their own paths, commands as programs of
 * /usr/sbin that print what was recorded for just these arguments and else fail. What is recorded as absent becomes a
 * whiteout of overlayfs; with all the rest only root can do that.
 */
export async function layTree({ sections }: Capture, tree: string): Promise<void> {
  const at = (path: string): string => join(dirIn(tree, realOf(dirname(path))), basename(path))
  const files = sections.filter(({ kind, subject: [path = ''] }) => staged(kind, path))
  const of = (kind: Section['kind'], state: Section['state'] = 'ok') =>
    files
      .filter((section) => section.kind === kind && section.state === state)
      .map(({ subject: [path = ''], content }) => ({ path, content }))
  const lay = (path: string, content: string | Uint8Array, mode = 0o644): void => {
    const place = at(path)
    if (!lstat(place)) writeFileSync(place, content, { mode })
  }
  for (const { path, content } of of('link')) {
    const place = at(path)
    if (!lstat(place)) symlinkSync(content.trimEnd(), place)
  }
  for (const { path, content } of of('file')) lay(path, encodeText(content))
  const unreadable = new Set(files.filter(({ state }) => state !== 'ok').map(({ subject: [path] }) => path))
  for (const { path, content } of of('list'))
    for (const line of content.split('\n')) {
      const entry = join(path, line.slice(2))
      if (line.startsWith('d ')) dirIn(tree, realOf(entry))
      if (line.startsWith('f ') && !unreadable.has(entry)) lay(entry, '')
    }
  for (const [path, content] of Object.entries(alone)) lay(path, content, 0o755)
  for (const [program, stub] of stubs(sections, (path, content) => lay(path, content))) {
    rmSync(at(program), { force: true })
    lay(program, stub, 0o755)
  }
  for (const { path, content } of of('stat')) {
    const seconds = Number(content.trim().split(' ')[5])
    if (lstat(at(path)) && seconds > 0) lutimesSync(at(path), seconds, seconds)
  }
  for (const path of [...of('file', 'absent'), ...of('list', 'absent')].map(({ path }) => path).concat(ownMarks))
    if (!lstat(at(path)) && existsSync(path)) await runProgram('mknod', [at(path), 'c', '0', '0'])
}

const quote = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`

/** Shell programs by their paths; each knows the commands that were recorded of it. */
function stubs(
  sections: readonly Section[],
  keep: (path: string, output: Uint8Array) => void,
): ReadonlyMap<string, string> {
  const cases = new Map<string, string>()
  for (const [number, { kind, subject, state, content, attributes }] of sections.entries()) {
    const [program = '', ...args] = subject
    const name = basename(program)
    if (kind !== 'command' || state === 'absent' || !/^\w[\w.+-]*$/.test(name)) continue
    const output = `/usr/share/stage/${number}`
    keep(output, encodeText(content))
    const code = attributes.exit ?? (state === 'ok' ? 0 : 1)
    const known = cases.get(`/usr/sbin/${name}`) ?? ''
    cases.set(`/usr/sbin/${name}`, `${known}${quote(args.join(' '))}) cat ${output}; exit ${code};;\n`)
  }
  return new Map([...cases].map(([program, lines]) => [program, `#!/bin/sh\ncase "$*" in\n${lines}esac\nexit 127\n`]))
}
