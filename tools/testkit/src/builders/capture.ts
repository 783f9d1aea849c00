/** What stands for a reading that failed. */
export type CaptureState = 'absent' | 'denied' | 'timeout' | `failed=${string}`

/** Content of a section: text or bytes, or the state of a reading without content. */
export type CaptureContent = string | Uint8Array | { readonly state: CaptureState }

export interface CaptureParts {
  /** Header lines; the default is a Linux machine with a fixed clock. */
  readonly header?: Readonly<Record<string, string>>
  readonly files?: Readonly<Record<string, CaptureContent>>
  /** Entries as the format has them (`f name`, `d name`, ...). */
  readonly lists?: Readonly<Record<string, readonly string[]>>
  readonly links?: Readonly<Record<string, string>>
  readonly stats?: Readonly<Record<string, string>>
  readonly statfs?: Readonly<Record<string, string>>
  /** Keyed by the words as a POSIX shell quotes them. */
  readonly commands?: Readonly<Record<string, CaptureContent | { readonly exit: number; readonly stdout?: string }>>
  readonly env?: Readonly<Record<string, string>>
  readonly interfaces?: unknown
  /** Whole sections, as they are to stand in the file. */
  readonly raw?: readonly string[]
}

const defaults = {
  platform: 'linux',
  machine: 'x86_64',
  release: '6.1.0-18-amd64',
  version: '#1 SMP PREEMPT_DYNAMIC Debian 6.1.76-1',
  hostname: 'lab1',
  fqdn: 'lab1.example.org',
  now: '2026-11-22T17:00:00Z',
  timezone: 'Europe/Paris',
}

/**
 * Composes a capture (version 1) by hand, independent of the writer of the suite, so that one can test the other.
 * A header value of '' leaves that line out.
 */
export function captureText(parts: CaptureParts = {}): string {
  const header = Object.entries({ ...defaults, ...parts.header }).filter(([, value]) => value !== '')
  const sections = [
    ...entries(parts.files, (path, content) => section('file', path, content)),
    ...entries(parts.lists, (path, lines) => section('list', path, lines.map((line) => `${line}\n`).join(''))),
    ...entries(parts.links, (path, target) => section('link', path, `${target}\n`)),
    ...entries(parts.stats, (path, line) => section('stat', path, `${line}\n`)),
    ...entries(parts.statfs, (path, line) => section('statfs', path, `${line}\n`)),
    ...entries(parts.commands, (words, content) =>
      typeof content === 'object' && 'exit' in content
        ? section('command', words, content.stdout ?? '', [`exit=${content.exit}`])
        : section('command', words, content),
    ),
    ...(parts.env ? [section('env', '', `${JSON.stringify(parts.env)}\n`)] : []),
    ...(parts.interfaces ? [section('interfaces', '', `${JSON.stringify(parts.interfaces)}\n`)] : []),
    ...(parts.raw ?? []).map((text) => (text.endsWith('\n') ? text : `${text}\n`)),
  ]
  return `fusioninventory-capture 1\n${header.map(([key, value]) => `${key}: ${value}\n`).join('')}\n${sections.join('')}`
}

const entries = <T>(
  record: Readonly<Record<string, T>> | undefined,
  make: (key: string, value: T) => string,
): string[] => Object.entries(record ?? {}).map(([key, value]) => make(key, value))

function section(kind: string, subject: string, content: CaptureContent, attributes: readonly string[] = []): string {
  const head = (more: readonly string[]) => {
    const all = [...attributes, ...more]
    return `-- ${kind}${all.length ? `(${all.join(',')})` : ''}${subject && ` ${subject}`} --\n`
  }
  if (typeof content === 'object' && 'state' in content) return head([content.state])
  if (typeof content !== 'string') {
    const lines =
      Buffer.from(content)
        .toString('base64')
        .match(/.{1,76}/g) ?? []
    return head(['base64']) + lines.map((line) => `${line}\n`).join('')
  }
  if (content === '') return head([])
  const whole = content.endsWith('\n')
  const lines = (whole ? content.slice(0, -1) : content).split('\n')
  const body = lines.map((line) => `${line.startsWith('-- ') || line.startsWith('\\') ? '\\' : ''}${line}\n`).join('')
  return head(whole ? [] : ['no-eol']) + body
}
