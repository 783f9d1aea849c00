/** The recorder: a Host that answers as another does, and remembers all that was asked. */
import { formatJson } from '../capture/content.ts'
import type { Attributes, Capture, Header } from '../capture/model.ts'
import { cutIds, type IdPath, onIdLookup } from '../ids.ts'
import {
  type Commands,
  type Facts,
  type Host,
  type Output,
  ok,
  type Reading,
  type Registry,
  type Sockets,
  type Wmi,
} from '../port.ts'
import { redactEnv } from '../secrets.ts'
import { decodeText, oneLine } from '../text.ts'
import { MAX_OUTPUT } from './limits.ts'
import { RecordStore, type Written } from './record-store.ts'
import { NO_PATH, plainPath, recordedFiles } from './recorder-files.ts'
import { offsetOf } from './zone.ts'

export interface RecorderOptions {
  /** Program and version, for the header. */
  readonly name?: string
}

export interface Recorder {
  /** To be asked in place of the recorded one. Its clock stands still, as it will in replay. */
  readonly host: Host
  /** What was read so far: replaying it gives the same answers. */
  capture(): Capture
}

/**
 * Sits before a host during an inventory. What is too long for a capture (4 MiB of file, 16 MiB of output, 64 MiB in
 * all) fails with E2BIG at once, and secrets are `<redacted>` at once, so that this run and its replay agree.
 */
export function recorder(inner: Host, { name = 'fusioninventory' }: RecorderOptions = {}): Recorder {
  const store = new RecordStore()
  const header = headerOf(inner.facts, name)
  const databases = new Map<string, { readonly text: string; readonly lookups: IdPath[] }>()
  const { sockets, wmi, registry } = inner
  const host: Host = {
    facts: recordedFacts(inner.facts, header, store),
    files: recordedFiles(inner.files, store, (path, text) => databases.set(path, { text, lookups: [] })),
    commands: recordedCommands(inner.commands, store),
    ...(sockets ? { sockets: recordedSockets(sockets, store) } : {}),
    ...(wmi ? { wmi: recordedWmi(wmi, store) } : {}),
    ...(registry ? { registry: recordedRegistry(registry, store) } : {}),
    close: () => inner.close(),
  }
  onIdLookup(host, (path, ids) => databases.get(path)?.lookups.push(ids))
  const capture = (): Capture => ({
    header,
    sections: store.sections().map((section) => {
      const database = section.kind === 'file' ? databases.get(section.subject[0] ?? '') : undefined
      return database ? { ...section, content: cutIds(database.text, database.lookups) } : section
    }),
  })
  return { host, capture }
}

const json = <T>(value: T): Written => ({ content: formatJson(value) })

function headerOf(facts: Facts, name: string): Header {
  const { platform, machine, release, version, hostname, fqdn, user } = facts
  // As the header will hold them, so that run and replay agree.
  const known = Object.entries({ machine, release, version, hostname, fqdn, user })
    .map(([key, value]) => [key, oneLine(value ?? '')] as const)
    .filter(([, value]) => value)
  return {
    platform,
    ...Object.fromEntries(known),
    uid: facts.uid,
    now: Math.floor(facts.now() / 1000) * 1000,
    timezone: facts.timezone,
    pagesize: facts.pagesize,
    recorder: name,
    redacted: 'secrets',
  }
}

function recordedFacts(facts: Facts, header: Header, store: RecordStore): Facts {
  const { platform, machine, release, version, hostname, fqdn, user, now = 0 } = header
  const redacted = async (): Promise<Reading<Readonly<Record<string, string>>>> => {
    const env = await facts.env()
    return env.state === 'ok' ? ok(redactEnv(env.value)) : env
  }
  return {
    platform,
    ...(machine ? { machine } : {}),
    ...(release ? { release } : {}),
    ...(version ? { version } : {}),
    ...(hostname ? { hostname } : {}),
    fqdn,
    user,
    uid: facts.uid,
    timezone: facts.timezone,
    pagesize: facts.pagesize,
    now: () => now,
    utcOffset: (epochMs) => offsetOf(facts.timezone, epochMs),
    env: () => store.keep({ kind: 'env', subject: [], ask: redacted, write: json }),
    interfaces: () => store.keep({ kind: 'interfaces', subject: [], ask: () => facts.interfaces(), write: json }),
  }
}

function recordedCommands(commands: Commands, store: RecordStore): Commands {
  return {
    run(argv, options = {}) {
      const { stdin, secretStdin } = options
      const attributes: Attributes = secretStdin ? { secretStdin: true } : stdin === undefined ? {} : { stdin }
      return store.keep({
        kind: 'command',
        subject: argv,
        attributes,
        ask: () => commands.run(argv, options),
        write: ({ stdout, code, signal }: Output) => ({
          content: stdout,
          attributes: signal === undefined ? { exit: code } : { signal },
        }),
        limit: MAX_OUTPUT,
      })
    },
    which: (name) =>
      store.keep({
        kind: 'which',
        subject: [name],
        ask: () => commands.which(name),
        write: (path) => ({ content: `${path}\n` }),
      }),
  }
}

const recordedSockets = (sockets: Sockets, store: RecordStore): Sockets => ({
  async request(socket, method, target, body) {
    const path = plainPath(socket)
    if (path === undefined || !/^\/[\x21-\x7e]*$/.test(target)) return NO_PATH
    return store.keep({
      kind: 'request',
      subject: [path, method, target],
      ask: () => sockets.request(path, method, target, body),
      write: (answer) => ({ content: decodeText(answer.body), attributes: { status: answer.status } }),
      limit: MAX_OUTPUT,
    })
  },
})

const recordedWmi = (wmi: Wmi, store: RecordStore): Wmi => ({
  query: (namespace, className) =>
    store.keep({
      kind: 'wmi',
      subject: [namespace, className],
      ask: () => wmi.query(namespace, className),
      write: json,
      limit: MAX_OUTPUT,
    }),
})

const recordedRegistry = (registry: Registry, store: RecordStore): Registry => ({
  read: (key, options) =>
    store.keep({
      kind: 'registry',
      subject: [key],
      attributes: options?.view === 32 ? { view: 32 } : {},
      ask: () => registry.read(key, options),
      write: json,
      limit: MAX_OUTPUT,
    }),
})
