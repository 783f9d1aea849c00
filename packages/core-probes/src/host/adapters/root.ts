/** A system mounted below a directory. Its links never lead out of it, and nothing of it is run. */
import { realpathSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import { absent, type Facts, type Files, type Host, ok, type Platform, type Reading } from '../port.ts'
import { withoutSecrets } from '../secrets.ts'
import { oneLine } from '../text.ts'
import { machineOf } from './elf.ts'
import { attempt, listDirectory, readLink, readRegular, statFsOf, statPath } from './fs.ts'
import { type Guard, mountGuard } from './guard.ts'
import { liveCommands } from './live-commands.ts'
import { readBytes, readText } from './live-files.ts'
import { fqdnOf, zoneName } from './naming.ts'
import { TRUSTED_PATH } from './programs.ts'
import { walk } from './walk.ts'
import { offsetOf } from './zone.ts'

/** In these the running kernel shows itself: bound into a mounted system they tell of the wrong machine. */
const KERNEL: ReadonlySet<string | undefined> = new Set(['proc', 'sysfs'])
const LOOP: Reading<never> = { state: 'failed', detail: 'ELOOP' }

/** The system below `dir`, read with the rights of this process. Throws an Error where `dir` is no directory. */
export function rootHost(dir: string): Host {
  if (!statSync(dir, { throwIfNoEntry: false })?.isDirectory()) throw new Error(`${dir}: not a directory`)
  const root = placeOf(dir).replace(/\/$/, '')
  const own = liveCommands({
    env: process.env,
    path: TRUSTED_PATH,
    uid: process.getuid?.() ?? 0,
    redaction: withoutSecrets,
  })
  const missing = async (): Promise<Reading<never>> => absent
  return {
    facts: rootFacts(root),
    files: rootFiles(root, mountGuard(own)),
    commands: { run: missing, which: missing },
    // Nobody listens there: the same as a socket that is not there, so that a recording says so too.
    sockets: { request: missing },
    close: () => own.close(),
  }
}

/** The directory without links, for the table of mounts. The root of a container (`/proc/PID/root`) has no such name. */
function placeOf(dir: string): string {
  const real = realpathSync(dir)
  const [a, b] = [statSync(dir), statSync(real)]
  return a.dev === b.dev && a.ino === b.ino ? real : resolve(dir)
}

function rootFiles(root: string, guard: Guard): Files {
  const own = guard.mounts.typeAt(root || '/')
  /** Reads the place in the tree that a path of the system means. */
  const at = <T>(path: string, read: (native: string) => Reading<T>, followLast = true): Promise<Reading<T>> => {
    const inside = (): Reading<T> => {
      const native = walk(path, { root, followLast })
      if (native === undefined) return LOOP
      const type = guard.mounts.typeAt(native)
      return type !== own && KERNEL.has(type) ? absent : read(native)
    }
    return guard.read(path, () => attempt(inside), root)
  }
  return {
    text: (path) => at(path, (native) => readText(native, path, withoutSecrets)),
    bytes: (path, { from = 0, limit } = {}) =>
      at(path, (native) => readBytes(native, path, withoutSecrets, from, limit)),
    list: (dir) => at(dir, listDirectory),
    stat: (path, { follow = true } = {}) => at(path, (native) => statPath(native, follow), follow),
    link: (path) => at(path, readLink, false),
    statfs: (path) => {
      const risk = guard.mounts.risky(path, root)
      return risk ? guard.statfs(risk.path) : at(path, statFsOf)
    },
  }
}

/** What tells that the tree is of another system than Linux. */
const SIGNS: readonly (readonly [path: string, platform: Platform])[] = [
  ['/Windows/System32/ntoskrnl.exe', 'win32'],
  ['/System/Library/CoreServices/SystemVersion.plist', 'darwin'],
  ['/bin/freebsd-version', 'freebsd'],
  ['/bsd', 'openbsd'],
  ['/netbsd', 'netbsd'],
]

/** Programs that every system has one of, to see what machine they were made for. */
const PROGRAMS = ['/bin/sh', '/usr/bin/env', '/sbin/init', '/bin/busybox', '/usr/lib/systemd/systemd']

/** What the tree tells of its machine; the clock is ours. The kernel that will run it is unknown. */
function rootFacts(root: string): Facts {
  const within = <T>(path: string, read: (native: string) => Reading<T>, followLast = true): T | undefined => {
    const reading = attempt(() => {
      const native = walk(path, { root, followLast })
      return native === undefined ? LOOP : read(native)
    })
    return reading.state === 'ok' ? reading.value : undefined
  }
  const text = (path: string): string => within(path, (native) => readText(native, path, withoutSecrets)) ?? ''
  const firstLine = (path: string): string => oneLine(text(path).split('\n', 1)[0] ?? '')
  const header = (path: string): string | undefined =>
    within(path, (native) => {
      const bytes = readRegular(native, 0, 64)
      const machine = bytes.state === 'ok' ? machineOf(bytes.value) : undefined
      return machine === undefined ? absent : ok(machine)
    })
  const platform = SIGNS.find(([path]) => within(path, (native) => statPath(native, true)))?.[1] ?? 'linux'
  let machine: string | undefined
  for (const path of PROGRAMS) machine ??= header(path)
  const hostname = firstLine('/etc/hostname') || firstLine('/etc/HOSTNAME')
  const timezone = zoneName(within('/etc/localtime', readLink, false)) ?? zoneName(firstLine('/etc/timezone')) ?? 'UTC'
  const missing = async (): Promise<Reading<never>> => absent
  return {
    platform,
    ...(machine === undefined ? {} : { machine }),
    ...(hostname === '' ? {} : { hostname }),
    fqdn: fqdnOf(hostname, text('/etc/hosts'), text('/etc/resolv.conf')),
    uid: process.getuid?.() ?? 0,
    timezone,
    pagesize: 4096,
    now: Date.now,
    utcOffset: (epochMs) => offsetOf(timezone, epochMs),
    env: missing,
    interfaces: missing,
  }
}
