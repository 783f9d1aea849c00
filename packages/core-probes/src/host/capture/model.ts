/** What a capture is once read: a header and sections, each the answer to one question (docs: the capture format). */
import type { Failure, Platform } from '../port.ts'

export const PLATFORMS = [
  'linux',
  'win32',
  'darwin',
  'freebsd',
  'openbsd',
  'netbsd',
  'dragonfly',
  'solaris',
  'aix',
  'hpux',
] as const satisfies readonly Platform[]

/** Facts of the machine. What is left out takes the default of the format, or is unknown. */
export interface Header {
  readonly platform: Platform
  readonly machine?: string
  readonly release?: string
  readonly version?: string
  readonly hostname?: string
  readonly fqdn?: string
  readonly uid?: number
  readonly user?: string
  /** Epoch milliseconds. */
  readonly now?: number
  readonly timezone?: string
  readonly pagesize?: number
  /** Program that wrote the capture. */
  readonly recorder?: string
  readonly redacted?: 'no' | 'secrets' | 'all'
}

/** Attributes beside the state and the spelling of the content. */
export interface Attributes {
  readonly from?: number
  readonly nofollow?: true
  readonly stat?: true
  readonly view?: 32
  readonly stdin?: string
  /** `stdin=secret`. */
  readonly secretStdin?: true
  readonly exit?: number
  readonly signal?: number
  readonly status?: number
}

/** Which attributes a kind may have, and how its subject is read. */
export const KINDS = {
  command: { subject: 'words', attributes: ['exit', 'signal', 'stdin'] },
  env: { subject: 'none', attributes: [] },
  file: { subject: 'path', attributes: ['from'] },
  interfaces: { subject: 'none', attributes: [] },
  link: { subject: 'path', attributes: [] },
  list: { subject: 'path', attributes: ['stat'] },
  registry: { subject: 'name', attributes: ['view'] },
  request: { subject: 'request', attributes: ['status'] },
  stat: { subject: 'path', attributes: ['nofollow'] },
  statfs: { subject: 'path', attributes: [] },
  which: { subject: 'name', attributes: [] },
  wmi: { subject: 'class', attributes: [] },
} as const satisfies Record<string, { subject: string; attributes: readonly string[] }>

export type Kind = keyof typeof KINDS

export interface Section {
  readonly kind: Kind
  /** Path or name; the words of a command; socket, method, target; namespace, class. */
  readonly subject: readonly string[]
  readonly attributes: Attributes
  readonly state: 'ok' | Failure
  /** The errno of `failed`. */
  readonly detail?: string
  /** Lossless text of the content's bytes (host/text.ts). */
  readonly content: string
  /** Line of its heading, where it was read from a text. */
  readonly line?: number
}

export interface Capture {
  readonly header: Header
  /** As they stand in the text; of two with the same key the first holds. */
  readonly sections: readonly Section[]
}

/** What two sections, or a section and a call, must share to mean the same reading. */
export function keyOf(section: Pick<Section, 'kind' | 'subject' | 'attributes'>): string {
  const { kind, attributes: a } = section
  const flags = `${a.from || ''},${a.nofollow ?? ''},${a.stat ?? ''},${a.view ?? ''},${a.secretStdin ?? ''}`
  const stdin = a.stdin === undefined ? '' : `=${a.stdin}`
  return [kind, flags, section.subject.length, ...comparable(kind, section.subject), stdin].join('\0')
}

function comparable(kind: Kind, subject: readonly string[]): readonly string[] {
  if (kind === 'command') return [programOf(subject), ...subject.slice(1)]
  if (kind === 'registry') return subject.map((name) => name.toLowerCase())
  if (kind === 'wmi') return subject.map((name) => name.toLowerCase().replaceAll('/', '\\'))
  return subject
}

/** The program that a command names, without its directory. */
export const programOf = (words: readonly string[]): string => {
  const first = words[0] ?? ''
  return first.slice(first.lastIndexOf('/') + 1) || first
}
