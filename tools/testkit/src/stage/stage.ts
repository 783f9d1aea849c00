/** A capture acted out on this machine, so that any program sees the machine that was recorded. Root and Linux only. */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Capture, type InterfaceAddress, parseCapture } from '@fusioninventory/core-probes/host'
import { type RunOptions, type RunResult, runProgram } from '../run.ts'
import { layTree } from './tree.ts'

/** Where programs are looked up on the stage; stubs lie in the first. */
const path = '/usr/sbin:/usr/bin:/sbin:/bin:/usr/local/sbin:/usr/local/bin'

/**
 * All that it mounts and starts lives in namespaces of its own and ends with them. The root is an overlay: on this
 * machine lies a copy of the tree, and what the command writes. $1 is the tree, $2 the host name,
 * $3 what `ip` is to do; then comes the command.
 */
const script = `set -e
root=/mnt/root tree=$1
[ -z "$2" ] || printf %s "$2" >/proc/sys/kernel/hostname
ip link set lo up
printf %s "$3" | ip -batch -
shift 3
mount -t tmpfs tmpfs /mnt
cp -a "$tree" /mnt/upper
mkdir /mnt/work $root
mv /mnt/upper/sys /mnt/upper/proc /mnt
mount -t overlay overlay -o lowerdir=/,upperdir=/mnt/upper,workdir=/mnt/work $root
if [ "$(stat -c %d .)" != "$(stat -c %d /)" ]; then mount --rbind . "$root$PWD"; fi
mount --rbind /dev $root/dev
mount -t proc proc $root/proc
mount --bind /mnt/sys $root/sys
mount --bind /mnt/proc/bus $root/proc/bus
cd /mnt/proc
find . -type f ! -path './bus/*' | while read -r file; do
  if [ -f "$root/proc/$file" ]; then mount --bind "$file" "$root/proc/$file"; fi
done
cd "$OLDPWD"
exec chroot $root sh -c 'cd "$0" && exec "$@"' "$PWD" "$@"
`

const mac = /^(?!00(?::00)+$)[\da-f]{2}(?::[\da-f]{2}){5}$/

/** Interfaces become bridges without ports: of addresses the kernel itself tells, of all else the files of the capture. */
function addresses({ sections }: Capture): string {
  const content = sections.find(({ kind, state }) => kind === 'interfaces' && state === 'ok')?.content ?? '{}'
  const known = JSON.parse(content) as Record<string, readonly InterfaceAddress[]>
  const names = sections.flatMap(({ kind, subject: [path = ''] }) => {
    const [, name = 'lo', below] = /^\/sys\/class\/net\/([^/]+)(\/)?/.exec(path) ?? []
    return name === 'lo' || (kind !== 'link' && !below) ? [] : [name]
  })
  const lineOf = (name: string, file: string): string =>
    sections
      .find(({ kind, subject }) => kind === 'file' && subject[0]?.endsWith(`/net/${name}/${file}`))
      ?.content.trim() ?? ''
  return [...new Set(names)]
    .flatMap((name) => [
      `link add ${name} type bridge`,
      ...(mac.test(lineOf(name, 'address')) ? [`link set ${name} address ${lineOf(name, 'address')}`] : []),
      `link set ${name} ${Number(lineOf(name, 'flags')) % 2 === 0 ? 'down' : 'up'}`,
      ...(known[name] ?? []).map(({ cidr }) => `address add ${cidr} dev ${name} ${cidr?.includes(':') ? 'nodad' : ''}`),
    ])
    .filter((line) => /^[\w.:/ -]+$/.test(line))
    .map((line) => `${line}\n`)
    .join('')
}

const inNamespaces = ['--mount', '--pid', '--net', '--uts', '--ipc', '--fork', '--kill-child']

/** Several programs, one after the other, on a stage of the machine that the capture recorded. */
export async function onStage(
  text: string,
  commands: readonly (readonly [string, ...string[]])[],
  options: RunOptions = {},
): Promise<readonly RunResult[]> {
  const capture = parseCapture(text)
  const tree = mkdtempSync(join(tmpdir(), 'stage-'))
  try {
    chmodSync(tree, 0o755)
    await layTree(capture, tree)
    const results: RunResult[] = []
    for (const command of commands) {
      const own = [tree, capture.header.hostname ?? '', addresses(capture)]
      const args = [...inNamespaces, 'sh', '-c', script, 'stage', ...own, ...command]
      results.push(await runProgram('unshare', args, { ...options, env: { ...options.env, PATH: path } }))
    }
    return results
  } finally {
    rmSync(tree, { recursive: true, force: true })
  }
}

/** Whether this user may build a stage here, and all is there that it takes. */
export async function canStage(): Promise<boolean> {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false
  const empty = 'fusioninventory-capture 1\nplatform: linux\n\n-- link /sys/class/net/stage0 --\nstage0\n'
  const results = await onStage(empty, [['true']]).catch(() => [])
  return results.some(({ code }) => code === 0)
}
