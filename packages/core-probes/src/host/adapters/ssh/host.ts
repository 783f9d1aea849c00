/** Another machine, asked over ssh: nothing is installed there, and nothing is read that no probe declares. */
import { allowList, type Declared } from '../../declared.ts'
import {
  type Argv,
  absent,
  denied,
  type Entry,
  type Files,
  type Host,
  type HttpAnswer,
  type Output,
  ok,
  type Reading,
  type RunOptions,
  type Stat,
  type StatFs,
} from '../../port.ts'
import { type Redaction, withoutSecrets, withSecrets } from '../../secrets.ts'
import { decodeText, encodeText } from '../../text.ts'
import { MAX_FILE, MAX_OUTPUT, RUN_TIMEOUT_MS } from '../limits.ts'
import { plainPath } from '../recorder-files.ts'
import { httpOf, outputOf, whichOf } from './answers.ts'
import { RemoteError } from './errors.ts'
import { type FactSources, remoteFacts } from './facts.ts'
import type { Frame } from './frames.ts'
import { Knowledge } from './knowledge.ts'
import { parseIpAddress } from './parse-ip-address.ts'
import { isWord } from './quote.ts'
import { Rounds, type Transport } from './rounds.ts'
import { keyOf, type Question } from './script.ts'
import { keepStats, type RemoteStats } from './stats.ts'

/** More of a large file than was asked for: its reader will come for the rest. */
const LARGE = 1024 * 1024
const READ_AHEAD = 16 * 1024 * 1024

const NO_PATH: Reading<never> = { state: 'failed', detail: 'EINVAL' }
const BROKEN: Reading<never> = { state: 'failed', detail: 'EPIPE' }

/** A remote machine that takes questions. */
export interface Connection extends Transport {
  /** Bytes so far. */
  readonly received: number
  close(): void
}

export interface RemoteOptions {
  /** What may be read. */
  readonly reads: readonly Declared[]
  readonly secrets?: boolean
}

/** Rejects with a RemoteError that says why in one line. */
export async function remoteHost(channel: Connection, { reads, secrets = false }: RemoteOptions): Promise<Host> {
  const session = new Session(channel, reads, secrets ? withSecrets : withoutSecrets)
  try {
    await session.rounds.first(reads)
    const host = session.host(Date.now())
    keepStats(host, () => session.stats())
    return host
  } catch (error) {
    channel.close()
    throw error
  }
}

class Session {
  readonly rounds: Rounds
  readonly #knowledge = new Knowledge()
  readonly #waiting = new Map<string, { readonly question: Question; readonly settle: (() => void)[] }>()
  /** Answers that are no files: facts, output of commands. */
  readonly #frames = new Map<string, Frame>()
  readonly #refused = new Set<string>()
  readonly #allow: ReturnType<typeof allowList>
  #lost: string | undefined
  #count = 0

  constructor(
    readonly channel: Connection,
    reads: readonly Declared[],
    readonly redaction: Redaction,
  ) {
    this.#allow = allowList(reads)
    this.rounds = new Rounds(channel, {
      allowed: (path) => this.#allow.path(path),
      names: (dir) => this.#knowledge.names(dir),
      answer: (frame, groups) => {
        if (!this.#knowledge.take(frame, groups)) this.#frames.set(`${frame.op} ${frame.subject}`, frame)
      },
      done: () => this.#settle(),
      lost: (error) => {
        this.#lost = error instanceof Error ? error.message : String(error)
        this.#settle()
      },
    })
  }

  stats(): RemoteStats {
    const { log } = this.rounds
    const base = { rounds: log, bytes: this.channel.received, refused: [...this.#refused] }
    return this.#lost === undefined ? base : { ...base, lost: this.#lost }
  }

  #settle(): void {
    const waiting = [...this.#waiting.values()]
    this.#waiting.clear()
    for (const { settle } of waiting) for (const one of settle) one()
  }

  /** What `find` knows, asking if it knows nothing yet. */
  async #ask<T>(question: Question, find: () => Reading<T> | undefined): Promise<Reading<T>> {
    const known = find()
    if (known) return known
    if (this.#lost !== undefined) return BROKEN
    await new Promise<void>((resolve) => {
      const key = keyOf(question)
      const waiting = this.#waiting.get(key)
      if (waiting) waiting.settle.push(resolve)
      else {
        this.#waiting.set(key, { question, settle: [resolve] })
        this.rounds.ask(question)
      }
    })
    return find() ?? BROKEN
  }

  #refuse(what: string): Reading<never> {
    this.#refused.add(what)
    return denied
  }

  async #at<T>(path: string, read: (plain: string) => Promise<Reading<T>>): Promise<Reading<T>> {
    const plain = plainPath(path)
    if (!plain?.startsWith('/')) return NO_PATH
    return this.#allow.path(plain) ? read(plain) : this.#refuse(plain)
  }

  #path<T>(op: 'f' | 'd' | 'l' | 's' | 'n' | 'm', path: string): Promise<Reading<T>> {
    return this.#ask({ op, path }, () => this.#knowledge.find<T>(op, path))
  }

  async #text(path: string): Promise<Reading<string>> {
    const bytes = await this.#path<Uint8Array>('f', path)
    if (bytes.state !== 'ok') return bytes
    const text = decodeText(bytes.value)
    return ok(this.redaction.file(path)?.(text) ?? text)
  }

  async #bytes(path: string, from: number, limit: number | undefined): Promise<Reading<Uint8Array>> {
    if (this.redaction.file(path)) {
      const text = await this.#text(path)
      if (text.state !== 'ok') return text
      return ok(encodeText(text.value).subarray(from, limit === undefined ? undefined : from + limit))
    }
    if (limit === undefined && from === 0) return this.#path<Uint8Array>('f', path)
    const wanted = Math.min(limit ?? MAX_FILE + 1, READ_AHEAD)
    const question = { op: 'b', path, from, limit: wanted >= LARGE ? READ_AHEAD : wanted } as const
    const range = await this.#ask(question, () => this.#knowledge.range(path, from, wanted))
    return range.state === 'ok' && limit === undefined && range.value.length > MAX_FILE
      ? { state: 'failed', detail: 'E2BIG' }
      : range
  }

  #files(): Files {
    return {
      text: (path) => this.#at(path, (plain) => this.#text(plain)),
      bytes: (path, { from = 0, limit } = {}) => this.#at(path, (plain) => this.#bytes(plain, from, limit)),
      list: (dir) => this.#at(dir, (plain) => this.#path<readonly Entry[]>('d', plain)),
      stat: (path, { follow = true } = {}) => this.#at(path, (plain) => this.#path<Stat>(follow ? 's' : 'n', plain)),
      link: (path) => this.#at(path, (plain) => this.#path<string>('l', plain)),
      // Sizes only; which file systems there are, no probe can know beforehand.
      statfs: async (path) => {
        const plain = plainPath(path)
        return plain === undefined ? NO_PATH : this.#path<StatFs>('m', plain)
      },
    }
  }

  async #run(argv: Argv, options: RunOptions): Promise<Reading<Output>> {
    const { timeoutMs = RUN_TIMEOUT_MS, limit = MAX_OUTPUT, stdin } = options
    if (!argv.every(isWord) || stdin?.includes('\0')) return NO_PATH
    if (!this.#allow.command(argv)) return this.#refuse(argv.join(' '))
    if (this.#program(argv[0])?.state === 'absent') return absent
    const id = this.#count++
    const seconds = Math.max(1, Math.ceil(timeoutMs / 1000))
    const question = { op: 'c', id, argv, seconds, ...(stdin === undefined ? {} : { stdin }) } as const
    const output = await this.#frame(question, (frame) => outputOf(frame, limit))
    if (output.state !== 'ok') return output
    const program = argv[0].slice(argv[0].lastIndexOf('/') + 1)
    return ok({ ...output.value, stdout: this.redaction.output(program, output.value.stdout) })
  }

  /** What is known of a program by now. */
  #program(name: string): Reading<string> | undefined {
    const frame = this.#frames.get(keyOf({ op: 'w', name }))
    return frame && whichOf(frame)
  }

  #frame<T>(question: Question, read: (frame: Frame) => Reading<T>): Promise<Reading<T>> {
    const key = keyOf(question)
    return this.#ask(question, () => {
      const frame = this.#frames.get(key)
      return frame && read(frame)
    })
  }

  async #request(
    socket: string,
    method: 'GET' | 'POST',
    target: string,
    body?: { readonly type: string; readonly bytes: Uint8Array },
  ): Promise<Reading<HttpAnswer>> {
    if (!/^\/[\x21-\x7e]*$/.test(target)) return NO_PATH
    return this.#at(socket, async (plain) => {
      if (this.#knowledge.find<Stat>('s', plain)?.state === 'absent') return absent
      const text = body && decodeText(body.bytes)
      if (text?.includes('\0')) return NO_PATH
      const sent = body && text !== undefined ? { body: { type: body.type, text } } : {}
      return this.#frame({ op: 'u', id: this.#count++, socket: plain, method, target, ...sent }, httpOf)
    })
  }

  host(at: number): Host {
    const text = (path: string): string => {
      const bytes = this.#knowledge.find<Uint8Array>('f', path)
      return bytes?.state === 'ok' ? decodeText(bytes.value) : ''
    }
    const content = (key: string): string => decodeText(this.#frames.get(key)?.content ?? new Uint8Array())
    const localtime = this.#knowledge.find<string>('l', '/etc/localtime')
    const addresses = this.#frames.get('c addresses')
    const sources: FactSources = {
      facts: content('facts '),
      env: content('env '),
      localtime: localtime?.state === 'ok' ? localtime.value : undefined,
      timezone: text('/etc/timezone'),
      hosts: text('/etc/hosts'),
      resolvConf: text('/etc/resolv.conf'),
      passwd: text('/etc/passwd'),
      interfaces: addresses?.state === '0' ? ok(parseIpAddress(decodeText(addresses.content))) : absent,
      at,
    }
    const facts = remoteFacts(sources, this.redaction)
    if (facts?.platform !== 'linux')
      throw new RemoteError(`only Linux can be asked over ssh, this is ${facts?.platform ?? 'no system that is known'}`)
    return {
      facts,
      files: this.#files(),
      commands: {
        run: (argv, options = {}) => this.#run(argv, options),
        which: async (name) => {
          if (!isWord(name)) return absent
          return this.#allow.program(name) ? this.#frame({ op: 'w', name }, whichOf) : this.#refuse(`which ${name}`)
        },
      },
      sockets: { request: (socket, method, target, body) => this.#request(socket, method, target, body) },
      close: async () => this.channel.close(),
    }
  }
}
