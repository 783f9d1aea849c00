/** Facts of the remote machine, all from the first round. */
import { type Facts, type InterfaceAddress, ok, type Platform, type Reading } from '../../port.ts'
import type { Redaction } from '../../secrets.ts'
import { oneLine } from '../../text.ts'
import { fqdnOf, userOf, zoneName } from '../naming.ts'
import { offsetOf } from '../zone.ts'

/** `uname -s` where it is not the name of the port. */
const PLATFORMS: Readonly<Record<string, Platform>> = {
  Linux: 'linux',
  Darwin: 'darwin',
  FreeBSD: 'freebsd',
  OpenBSD: 'openbsd',
  NetBSD: 'netbsd',
  DragonFly: 'dragonfly',
  SunOS: 'solaris',
  AIX: 'aix',
  'HP-UX': 'hpux',
}

export interface FactSources {
  /** `key=value` lines of the prelude. */
  readonly facts: string
  /** Variables, each ended by NUL. */
  readonly env: string
  /** Target of /etc/localtime, undefined where it is a file. */
  readonly localtime: string | undefined
  readonly timezone: string
  readonly hosts: string
  readonly resolvConf: string
  readonly passwd: string
  readonly interfaces: Reading<Readonly<Record<string, readonly InterfaceAddress[]>>>
  /** Our clock, in milliseconds, when the facts came. */
  readonly at: number
}

export function remoteFacts(sources: FactSources, redaction: Redaction): Facts | undefined {
  const known = new Map(
    sources.facts.split('\n').map((line) => [line.split('=', 1)[0] ?? '', line.slice(line.indexOf('=') + 1)] as const),
  )
  const platform = PLATFORMS[known.get('system') ?? '']
  if (platform === undefined) return undefined
  const text = (key: string): string => oneLine(known.get(key) ?? '')
  const [seconds, offset] = text('clock').split(' ')
  const ahead = /^\d{1,12}$/.test(seconds ?? '') ? Number(seconds) * 1000 - sources.at : 0
  const zone =
    zoneName(known.get('TZ') || undefined) ??
    zoneName(sources.localtime) ??
    zoneName(sources.timezone.split('\n', 1)[0] || undefined)
  const fixed = minutesOf(offset)
  const uid = /^\d{1,10}$/.test(text('uid')) ? Number(text('uid')) : 65_534
  const hostname = text('hostname')
  const optional = { machine: text('machine'), release: text('release'), version: text('version'), hostname }
  return {
    platform,
    ...Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== '')),
    fqdn: fqdnOf(hostname, sources.hosts, sources.resolvConf),
    uid,
    user: userOf(sources.passwd, uid) ?? (text('user') || undefined),
    now: () => Date.now() + ahead,
    timezone: zone ?? 'UTC',
    utcOffset: (epochMs) => (zone === undefined ? fixed : offsetOf(zone, epochMs)),
    pagesize: /^\d{3,7}$/.test(text('pagesize')) ? Number(text('pagesize')) : 4096,
    env: async () => ok(redaction.env(variables(sources.env))),
    interfaces: async () => sources.interfaces,
  }
}

/** `+0130` of date(1). */
function minutesOf(offset: string | undefined): number {
  const [, sign, hours, minutes] = /^([+-])(\d\d)(\d\d)$/.exec(offset ?? '') ?? []
  const size = Number(hours ?? 0) * 60 + Number(minutes ?? 0)
  return sign === '-' ? -size : size
}

const variables = (env: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    env
      .split('\0')
      .filter((variable) => variable.indexOf('=') > 0)
      .map((variable): [string, string] => [
        variable.slice(0, variable.indexOf('=')),
        variable.slice(variable.indexOf('=') + 1),
      ])
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  )
