import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import type { Source } from '../../packages/core-probes/src/local/probe.ts'

/** A new tree at `dir`: contents of files by their paths, links as `-> target`. */
export function plant(dir: string, files: Readonly<Record<string, string | Uint8Array>>): string {
  for (const [path, content] of Object.entries(files)) {
    const native = join(dir, path)
    mkdirSync(dirname(native), { recursive: true })
    if (typeof content === 'string' && content.startsWith('-> ')) symlinkSync(content.slice(3), native)
    else writeFileSync(native, content)
  }
  return dir
}

/** As an Alpine image is: musl, busybox with absolute links, apk. */
export const alpine = (): Record<string, string | Uint8Array> => ({
  'etc/alpine-release': '3.20.3\n',
  'usr/lib/os-release': 'NAME="Alpine Linux"\nID=alpine\nVERSION_ID=3.20.3\nPRETTY_NAME="Alpine Linux v3.20"\n',
  'etc/os-release': '-> ../usr/lib/os-release',
  'etc/hostname': 'edge7\n',
  'etc/passwd': 'root:x:0:0:root:/root:/bin/sh\nmail:x:8:12:mail:/var/mail:/sbin/nologin\n',
  'etc/group': '-> /data/group',
  'data/group': 'root:x:0:root\nwheel:x:10:root,mail\n',
  'etc/localtime': '-> /usr/share/zoneinfo/Pacific/Auckland',
  'usr/share/zoneinfo/Pacific/Auckland': '',
  'lib/apk/db/installed': [
    [
      'C:Q1a',
      'P:musl',
      'V:1.2.5-r0',
      'A:x86_64',
      'I:667648',
      'T:the musl c library',
      'U:https://musl.libc.org/',
      'L:MIT',
      't:1716000000',
    ],
    [
      'C:Q1b',
      'P:busybox',
      'V:1.36.1-r29',
      'A:x86_64',
      'I:946176',
      'T:Size optimized toolbox',
      'L:GPL-2.0-only',
      't:1717000000',
    ],
  ]
    .map((lines) => `${lines.join('\n')}\n\n`)
    .join(''),
  'bin/busybox': readFileSync(process.execPath).subarray(0, 64),
  'bin/sh': '-> /bin/busybox',
  'var/run': '-> ../../../../run',
  'run/.keep': '',
})

/** How a link may try to lead out of the tree to what is at `outside`. */
export const escapes: Readonly<Record<string, (link: string, outside: string) => string>> = {
  'absolute links': (_, outside) => outside,
  'links of many ..': (link, outside) => join('../'.repeat(40), relative('/', outside)) || link,
  'links through /proc': (_, outside) => `/proc/self/root${outside}`,
  'links through the working directory': (_, outside) => `/proc/self/cwd${'/..'.repeat(40)}${outside}`,
}

/** What every canary holds, in the words of as many formats as one text can. */
export const canary = 'canary-7d1f'
const song = [
  `${canary}:x:1234:1234:${canary}:/${canary}:/bin/${canary}`,
  `Package: ${canary}\nStatus: install ok installed\nVersion: 1.${canary}\nArchitecture: all\n`,
  `P:${canary}\nV:1\n`,
  `NAME=${canary}\nPRETTY_NAME=${canary}\nVERSION_ID=${canary}\n`,
  `${canary}: ${canary}\n${canary} ${canary} ${canary} ${canary}`,
].join('\n')

/** A tree in which everything that the probes say they read is a link to a canary outside of it. */
export function trap(
  dir: string,
  outside: string,
  sources: readonly Source[],
  lead: (link: string, to: string) => string,
): string {
  mkdirSync(dir)
  for (const [index, { file, dir: folder }] of sources.entries()) {
    const path = file ?? folder
    if (path === undefined || !/^\/[\w/.+:-]+$/.test(path) || existsSync(join(dir, path))) continue
    const target = join(outside, String(index))
    plant(outside, folder === undefined ? { [index]: song } : { [`${index}/${canary}`]: song })
    try {
      plant(dir, { [path]: `-> ${lead(path, target)}` })
    } catch {
      // Above it there is a link already.
    }
  }
  return dir
}

/** Removes what an ended debootstrap has left: it mounts /proc and /sys in the tree. */
function discard(dir: string): void {
  const mounts = readFileSync('/proc/self/mounts', 'utf8')
    .split('\n')
    .map((line) => line.split(' ')[1] ?? '')
  for (const mount of mounts.filter((mount) => mount.startsWith(`${dir}/`)).reverse()) execFileSync('umount', [mount])
  rmSync(dir, { recursive: true, force: true })
}

/** A Debian system of the host's own release, from its own mirror; kept for the next time. */
export function debian(dir: string): string {
  const kept = join(tmpdir(), 'fusioninventory-debian')
  const lines = execFileSync('apt-get', ['indextargets', '--format', '$(REPO_URI)|$(RELEASE)|$(CREATED_BY)'], {
    encoding: 'utf8',
  }).split('\n')
  const release = /^VERSION_CODENAME=(\w+)/m.exec(readFileSync('/etc/os-release', 'utf8'))?.[1] ?? 'bookworm'
  const mirror = lines.map((line) => line.split('|')).find(([, of, by]) => of === release && by === 'Packages')?.[0]
  if (!mirror) throw new Error(`apt knows no mirror of ${release}`)
  if (!existsSync(kept)) {
    discard(`${kept}.new`)
    execFileSync('debootstrap', ['--variant=minbase', release, `${kept}.new`, mirror], {
      stdio: 'pipe',
      maxBuffer: 1 << 26,
    })
    renameSync(`${kept}.new`, kept)
  }
  execFileSync('cp', ['-a', kept, dir])
  return dir
}
