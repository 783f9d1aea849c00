/** Replay: a Host that answers from a capture and from nothing else. */
import { readEnv, readInterfaces, readRegistry, readWmi, withoutEol } from '../capture/content.ts'
import { CaptureError } from '../capture/error.ts'
import { formatCall } from '../capture/heading.ts'
import { type Attributes, type Capture, type Kind, keyOf, programOf, type Section } from '../capture/model.ts'
import { absent, type Commands, type Facts, type Host, type Output, ok } from '../port.ts'
import { type Redaction, withoutSecrets, withSecrets } from '../secrets.ts'
import { encodeText } from '../text.ts'
import { MAX_OUTPUT } from './limits.ts'
import { type Replay, readingOf } from './replay.ts'
import { replayFiles } from './replay-files.ts'
import { FileTree } from './replay-tree.ts'
import { offsetOf } from './zone.ts'

export interface ReplayOptions {
  /** A call that is neither recorded nor implied rejects with an UnrecordedError instead of reading as `absent`. */
  readonly strict?: boolean
  /** Show passwords, tokens and keys that the capture holds instead of `<redacted>`. */
  readonly secrets?: boolean
}

/** The strict replay was asked for something that the capture does not hold. */
export class UnrecordedError extends Error {
  override readonly name = 'UnrecordedError'
  constructor(readonly call: string) {
    super(`not recorded: ${call}`)
  }
}

const unrecordedCalls = new WeakMap<Host, ReadonlySet<string>>()

/** The calls that a replay could not answer so far, as headings name them (`file /proc/x`); strict or not. */
export const unrecorded = (host: Host): readonly string[] => [...(unrecordedCalls.get(host) ?? [])]

/** A machine from its capture. In strict mode two sections with one key are a CaptureError. */
export function captureHost(capture: Capture, options: ReplayOptions = {}): Host {
  const byKey = new Map<string, Section>()
  for (const section of capture.sections) {
    const key = keyOf(section)
    if (!byKey.has(key)) byKey.set(key, section)
    else if (options.strict) throw new CaptureError(`twice the same section: ${formatCall(section)}`, section.line)
  }
  const calls = new Set<string>()
  const replay: Replay = {
    find: (kind, subject, attributes = {}) => byKey.get(keyOf({ kind, subject, attributes })),
    missing(kind, subject, attributes = {}) {
      const call = formatCall({ kind, subject, attributes })
      calls.add(call)
      if (options.strict) throw new UnrecordedError(call)
      return absent
    },
  }
  const host = build(capture, replay, options.secrets ? withSecrets : withoutSecrets)
  unrecordedCalls.set(host, calls)
  return host
}

function build(capture: Capture, replay: Replay, redaction: Redaction): Host {
  const tree = new FileTree(capture.sections)
  const base = {
    facts: replayFacts(capture, replay, redaction),
    files: replayFiles(tree, replay, redaction),
    commands: replayCommands(capture.sections, replay, redaction),
    close: async () => {},
  }
  const ask = async <T>(
    kind: Kind,
    subject: readonly string[],
    read: (s: Section) => T,
    attributes: Attributes = {},
  ) => {
    const section = replay.find(kind, subject, attributes)
    return section ? readingOf(section, read) : replay.missing(kind, subject, attributes)
  }
  if (capture.header.platform === 'win32')
    return {
      ...base,
      wmi: { query: (namespace, name) => ask('wmi', [namespace, name], (s) => readWmi(s.content)) },
      registry: {
        read: (key, options) =>
          ask('registry', [key], (s) => readRegistry(s.content), options?.view === 32 ? { view: 32 } : {}),
      },
    }
  return {
    ...base,
    sockets: {
      async request(socket, method, target) {
        for (const place of tree.places(socket)) {
          if (place === 'loop') break
          const section = replay.find('request', [`/${place.parts.join('/')}`, method, target])
          const answer = ({ attributes, content }: Section) => ({
            status: attributes.status ?? 200,
            body: encodeText(content),
          })
          if (section) return readingOf(section, answer)
        }
        return replay.missing('request', [socket, method, target])
      },
    },
  }
}

function replayFacts({ header }: Capture, replay: Replay, redaction: Redaction): Facts {
  const { now = 0, timezone = 'UTC', pagesize = 4096, uid = 0, recorder, redacted, ...known } = header
  const ask = async <T>(kind: 'env' | 'interfaces', read: (content: string) => T) => {
    const section = replay.find(kind, [])
    return section ? readingOf(section, (s) => read(s.content)) : replay.missing(kind, [])
  }
  return {
    ...known,
    uid,
    timezone,
    pagesize,
    now: () => now,
    utcOffset: (epochMs) => offsetOf(timezone, epochMs),
    env: () => ask('env', (content) => redaction.env(readEnv(content))),
    interfaces: () => ask('interfaces', readInterfaces),
  }
}

function replayCommands(sections: readonly Section[], replay: Replay, redaction: Redaction): Commands {
  /** Whether each program that a command names is there. */
  const programs = new Map<string, boolean>()
  for (const { kind, subject, state } of sections)
    if (kind === 'command') {
      const name = programOf(subject)
      programs.set(name, state !== 'absent' || programs.get(name) === true)
    }
  const outputOf = (section: Section): Output => {
    const { exit = 0, signal } = section.attributes
    const stdout = redaction.output(programOf(section.subject), section.content)
    return signal === undefined ? { stdout, code: exit } : { stdout, code: 128 + signal, signal }
  }
  return {
    async run(argv, { stdin, secretStdin, limit = MAX_OUTPUT } = {}) {
      const attributes: Attributes = secretStdin ? { secretStdin: true } : stdin === undefined ? {} : { stdin }
      const section = replay.find('command', argv, attributes)
      if (!section) return replay.missing('command', argv, attributes)
      if (section.state === 'timeout') return { state: 'timeout', partial: outputOf(section) }
      const output = readingOf(section, outputOf)
      const tooLong = section.content.length > limit / 3 && encodeText(section.content).length > limit
      return tooLong ? { state: 'failed', detail: 'E2BIG' } : output
    },
    async which(name) {
      const section = replay.find('which', [name])
      if (section) return readingOf(section, (s) => withoutEol(s.content))
      const there = programs.get(name)
      if (there === undefined) return replay.missing('which', [name])
      return there ? ok(`/usr/bin/${name}`) : absent
    },
  }
}
