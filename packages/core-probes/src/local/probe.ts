import type { Content } from '@fusioninventory/protocol'
import type { Host, Platform } from '../host/port.ts'

/** Probe categories are the first column of `--no-category` (cli.md §3); `hardware`, `bios` and `os` are never removed. */
export type Category = string

/** What a probe found, and where. A later patch of the same probe fills only what an earlier one left out. */
export interface Patch {
  /** The source as a person names it: `/proc/cpuinfo`, `dmidecode`, `SMBIOS type 17`. */
  readonly from: string
  readonly content: Partial<Content>
}

export interface ProbeContext {
  /** Ends when the probe's time is over. */
  readonly signal: AbortSignal
  /** One line at debug level: what is missing and why. Normal absence is not worth a line. */
  debug(message: string): void
  /** Something that the administrator can cure (`run as root to see memory modules`). */
  hint(message: string): void
  readonly options: ProbeOptions
}

/** What a person asked for that changes what probes do. */
export interface ProbeOptions {
  readonly scanHomedirs: boolean
  readonly scanProfiles: boolean
  /** 1 short host name, 2 as returned by the system, 3 FQDN. */
  readonly assetname: 1 | 2 | 3
  readonly maskSecrets: boolean
  /** Ways to log in to database servers, an empty one for the default; undefined: nobody wants to know of them. */
  readonly databases?: readonly DatabaseLogin[] | undefined
}

/** A way to log in to database servers; what is not given is the client's default. */
export interface DatabaseLogin {
  /** Only for that product, by its TYPE in the model. */
  readonly use?: string | undefined
  readonly host?: string | undefined
  readonly port?: string | undefined
  readonly login?: string | undefined
  readonly password?: string | undefined
  readonly socket?: string | undefined
}

/** A path, command or socket that a probe may read; `root`: needs privileges. Documentation and ssh allow-list. */
export interface Source {
  readonly file?: string
  readonly dir?: string
  readonly command?: readonly string[]
  readonly socket?: string
  readonly fact?: string
  readonly root?: boolean
}

export interface Probe {
  /** `linux/cpu`: platform and subject; unique. */
  readonly name: string
  readonly category: Category
  readonly platforms: readonly Platform[]
  readonly reads: readonly Source[]
  /** Sections that it may touch. */
  readonly yields: readonly (keyof Content)[]
  /** Precedence where two probes fill one field: the higher wins. Default 0. */
  readonly rank?: number
  run(host: Host, ctx: ProbeContext): Promise<readonly Patch[]>
}

/** Keeps the literal type and checks it. */
export const defineProbe = <const P extends Probe>(probe: P): P => probe

/** Shared readings (SMBIOS, os-release, mount table): made once a host, whoever asks first. */
export function once<T>(read: (host: Host) => Promise<T>): (host: Host) => Promise<T> {
  const made = new WeakMap<Host, Promise<T>>()
  return (host) => {
    let value = made.get(host)
    if (!value) {
      value = read(host)
      made.set(host, value)
    }
    return value
  }
}

const origins = new WeakMap<object, Readonly<Record<string, string>>>()

/** An entry whose fields come from several sources; of two parts that know a field the first wins. */
export function traced<E extends object>(...parts: readonly (readonly [from: string, fields: E])[]): E {
  const entry: Record<string, unknown> = {}
  const from: Record<string, string> = {}
  for (const [source, fields] of parts)
    for (const [name, value] of Object.entries(fields))
      if (value !== undefined && value !== '' && entry[name] === undefined) {
        entry[name] = value
        from[name] = source
      }
  origins.set(entry, from)
  return entry as E
}

/** The source of one field of a traced entry; undefined where the patch's own source holds. */
export const originOf = (entry: object, field: string): string | undefined => origins.get(entry)?.[field]
