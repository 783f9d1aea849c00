/**
 * The Host port: all that a probe may know of a machine. Adapters: live, root, capture (replay), recorder, ssh.
 * What is expected to be missing is a state of the reading, never an exception.
 */

/** Why a reading has no value. */
export type Failure = 'absent' | 'denied' | 'timeout' | 'failed'

/**
 * The answer to one question. `detail` is an errno name (`EIO`, `E2BIG`) where the system gave one; `partial` is what
 * came before the time was over (output of commands only).
 */
export type Reading<T> =
  | { readonly state: 'ok'; readonly value: T }
  | { readonly state: Failure; readonly detail?: string; readonly partial?: Output }

/** f regular file, d directory, l symbolic link, o anything else. */
export type FileType = 'f' | 'd' | 'l' | 'o'

export interface Entry {
  readonly type: FileType
  /** Not valid UTF-8: each bad byte HH is the lone surrogate `\udcHH`. */
  readonly name: string
}

/** What capture.md keeps of a `stat`; undefined is `-` there. `mtime` in whole epoch seconds. */
export interface Stat {
  readonly type: FileType
  /** Permission bits, e.g. 0o644. */
  readonly mode?: number
  readonly uid?: number
  readonly gid?: number
  readonly size?: number
  readonly mtime?: number
}

/** `type` is the magic number of statfs(2) in lower-case hex (`ef53`); blocks in units of `bsize` bytes. */
export interface StatFs {
  readonly type: string
  readonly bsize: number
  readonly blocks: number
  readonly bfree: number
  readonly bavail: number
}

/**
 * Files of the machine. Only regular files are opened (a FIFO or device reads as `failed`), and on the live machine
 * block devices where `limit` is given. Paths are absolute.
 */
export interface Files {
  /** UTF-8 text; each byte that is not valid UTF-8 becomes `\udcHH`, so nothing is lost and admission can decide. */
  text(path: string): Promise<Reading<string>>
  /** Bytes from offset `from` (0), at most `limit` of them. Above 4 MiB without a limit: `failed`, E2BIG. */
  bytes(path: string, options?: { readonly from?: number; readonly limit?: number }): Promise<Reading<Uint8Array>>
  /** Entries sorted by the bytes of their names, without `.` and `..`. */
  list(dir: string): Promise<Reading<readonly Entry[]>>
  /** Follows links unless `follow` is false. */
  stat(path: string, options?: { readonly follow?: boolean }): Promise<Reading<Stat>>
  /** Target text of a symbolic link. */
  link(path: string): Promise<Reading<string>>
  /** Never hangs: network, FUSE and automount types are asked in a child process with 2 s. */
  statfs(path: string): Promise<Reading<StatFs>>
}

export type Argv = readonly [string, ...string[]]

export interface RunOptions {
  /** Default 30,000. The whole process group ends with it. */
  readonly timeoutMs?: number
  /** Default and maximum 16 MiB; more reads as `failed`, E2BIG. */
  readonly limit?: number
  readonly stdin?: string
  /** The input is a secret: recorded as `stdin=secret`. */
  readonly secretStdin?: boolean
  /** More variables, for what must not stand among the arguments. Never recorded, no part of a recording's key. */
  readonly env?: Readonly<Record<string, string>>
}

/** `code` is the exit code, or `signal` the number of the signal that ended it. Standard error is never kept. */
export interface Output {
  readonly stdout: string
  readonly code: number
  readonly signal?: number
}

/** Programs of the machine, by argument array, never a shell; LC_ALL=C. A program that is not there is `absent`. */
export interface Commands {
  run(argv: Argv, options?: RunOptions): Promise<Reading<Output>>
  /** Absolute path of a program in the trusted directories. */
  which(name: string): Promise<Reading<string>>
}

export interface HttpAnswer {
  readonly status: number
  readonly body: Uint8Array
}

/** HTTP over a Unix socket: a GET, or a POST of fixed content. */
export interface Sockets {
  request(
    socket: string,
    method: 'GET' | 'POST',
    target: string,
    body?: { readonly type: string; readonly bytes: Uint8Array },
  ): Promise<Reading<HttpAnswer>>
}

/** Scalars as strings (`TRUE`, CIM dates), lists as arrays, else null. Property names compare without case. */
export type WmiRow = Readonly<Record<string, string | readonly string[] | null>>

export interface Wmi {
  query(namespace: string, className: string): Promise<Reading<readonly WmiRow[]>>
}

/** `/Name` a value (`/` the default one), `Sub/` a subkey: capture.md tells the forms of values. */
export interface RegistryKey {
  readonly [name: string]: string | readonly string[] | { readonly hex: string } | RegistryKey
}

export interface Registry {
  read(key: string, options?: { readonly view?: 32 | 64 }): Promise<Reading<RegistryKey>>
}

export type Platform =
  | 'linux'
  | 'win32'
  | 'darwin'
  | 'freebsd'
  | 'openbsd'
  | 'netbsd'
  | 'dragonfly'
  | 'solaris'
  | 'aix'
  | 'hpux'

export interface InterfaceAddress {
  readonly address: string
  readonly netmask: string
  readonly family: 'IPv4' | 'IPv6'
  readonly mac: string
  readonly internal: boolean
  readonly cidr: string | null
  readonly scopeid?: number
}

/** What is known without reading a file. What is unknown is undefined, and what depends on it is left out. */
export interface Facts {
  readonly platform: Platform
  /** `uname -m`. */
  readonly machine?: string
  /** `uname -r`. */
  readonly release?: string
  /** `uname -v`. */
  readonly version?: string
  readonly hostname?: string
  readonly fqdn?: string | undefined
  readonly uid: number
  readonly user?: string | undefined
  /** Epoch milliseconds. In replay it stands still. */
  now(): number
  /** Olson name. */
  readonly timezone: string
  /** Minutes east of UTC at that epoch time, in the machine's time zone. */
  utcOffset(epochMs: number): number
  readonly pagesize: number
  /** Secrets in it are `<redacted>` already. */
  env(): Promise<Reading<Readonly<Record<string, string>>>>
  interfaces(): Promise<Reading<Readonly<Record<string, readonly InterfaceAddress[]>>>>
}

/** One machine. A capability that a machine cannot have is undefined; probes say which they need. */
export interface Host {
  readonly facts: Facts
  readonly files: Files
  readonly commands: Commands
  readonly sockets?: Sockets
  readonly wmi?: Wmi
  readonly registry?: Registry
  /** Ends what the adapter holds open. */
  close(): Promise<void>
}

export const ok = <T>(value: T): Reading<T> => ({ state: 'ok', value })
export const absent: Reading<never> = { state: 'absent' }
export const denied: Reading<never> = { state: 'denied' }

/** The value, or undefined whatever the reason. */
// biome-ignore lint/suspicious/noShadowRestrictedNames: a plain word for it, and nobody calls the global one
export const valueOf = <T>(reading: Reading<T>): T | undefined => (reading.state === 'ok' ? reading.value : undefined)
