/** What Node knows of this machine. Costly facts are found at the first question. */
import { hostname, machine, networkInterfaces, release, version } from 'node:os'
import { type Facts, type InterfaceAddress, ok, type Platform } from '../port.ts'
import type { Redaction } from '../secrets.ts'
import { compareBytes, decodeText, oneLine } from '../text.ts'
import { readLink, readRegular } from './fs.ts'
import { fqdnOf, userOf, zoneName } from './naming.ts'

const textOf = (path: string): string => {
  const bytes = readRegular(path, 0, undefined)
  return bytes.state === 'ok' ? decodeText(bytes.value) : ''
}

const lazily = <T>(read: () => T): (() => T) => {
  let made: { readonly value: T } | undefined
  return () => {
    made ??= { value: read() }
    return made.value
  }
}

/** AT_PAGESZ of the auxiliary vector (getauxval(3)), pairs of two machine words; 4096 where it is not to be had. */
export function pageSizeOf(auxv: Uint8Array): number {
  const view = new DataView(auxv.buffer, auxv.byteOffset, auxv.byteLength)
  const little = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1
  for (let at = 0; at + 16 <= view.byteLength; at += 16)
    if (view.getBigUint64(at, little) === 6n) return Number(view.getBigUint64(at + 8, little)) || 4096
  return 4096
}

const pageSize = (): number => {
  const auxv = readRegular('/proc/self/auxv', 0, undefined)
  return auxv.state === 'ok' ? pageSizeOf(auxv.value) : 4096
}

const byName = <T>(all: Readonly<Record<string, T>>): Readonly<Record<string, T>> =>
  Object.fromEntries(Object.entries(all).sort(([a], [b]) => compareBytes(a, b)))

/** In the order in which the C library and Node itself find it; without Intl, which takes long to load. */
function localZone(env: Readonly<Record<string, string | undefined>>): string {
  const link = readLink('/etc/localtime')
  return (
    zoneName(env.TZ) ??
    zoneName(link.state === 'ok' ? link.value : undefined) ??
    zoneName(textOf('/etc/timezone').split('\n', 1)[0]) ??
    'UTC'
  )
}

export function liveFacts(env: Readonly<Record<string, string | undefined>>, uid: number, redaction: Redaction): Facts {
  const name = oneLine(hostname())
  const fqdn = lazily(() => fqdnOf(name, textOf('/etc/hosts'), textOf('/etc/resolv.conf')))
  const user = lazily(() => userOf(textOf('/etc/passwd'), uid) ?? env.LOGNAME ?? env.USER)
  const zone = lazily(() => localZone(env))
  const pagesize = lazily(pageSize)
  return {
    platform: platformOf(process.platform),
    machine: oneLine(machine()),
    release: oneLine(release()),
    version: oneLine(version()),
    hostname: name,
    uid,
    get fqdn() {
      return fqdn()
    },
    get user() {
      return user()
    },
    get timezone() {
      return zone()
    },
    get pagesize() {
      return pagesize()
    },
    now: Date.now,
    utcOffset: (epochMs) => -new Date(epochMs).getTimezoneOffset(),
    async env() {
      const given = Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined)
      return ok(byName(redaction.env(Object.fromEntries(given))))
    },
    async interfaces() {
      const all: Record<string, readonly InterfaceAddress[]> = {}
      for (const [label, addresses] of Object.entries(networkInterfaces())) all[label] = addresses ?? []
      return ok(byName(all))
    },
  }
}

/** Node's names are those of the port but for these. */
function platformOf(name: NodeJS.Platform): Platform {
  if (name === 'sunos') return 'solaris'
  if (name === 'android' || name === 'cygwin' || name === 'haiku') return 'linux'
  return name
}
