import { type Capture, decodeText, type Kind, type Platform, type Section } from '@fusioninventory/core-probes/host'
import type { Case, Content, Corpus, Json } from './case.ts'
import { composeQueries } from './queries.ts'
import { decodeWide, namespaceOf, readRegistryExport, readWmiDump } from './windows.ts'
import { callsOf, fill, forEachGuest } from './words.ts'

const section = (kind: Kind, subject: readonly string[], content: string, attributes = {}): Section => ({
  kind,
  subject,
  attributes,
  state: 'ok',
  content,
})

/** Readings made later than any date in the recordings would be: leases are still valid, dates of installation lie before. */
export const now = Date.UTC(2025, 0, 1)

/** The capture that a case stands for. `machine` stays unknown. */
export function compose(test: Case, corpus: Corpus): Capture {
  const { capture, params } = test
  const text = (content: Parameters<Corpus['bytes']>[0]): string => decodeText(corpus.bytes(content))
  const sections: Section[] = []
  const each = (parts: Readonly<Record<string, Content>> = {}) =>
    Object.entries(parts).flatMap(([name, content]) =>
      forEachGuest(name, test, text).map((one) => [one, content] as const),
    )
  for (const [line, content] of each(capture.commands))
    callsOf(line, test).forEach(({ argv, stdin }, at) => {
      const output = at === 0 ? text(content) : ''
      sections.push(section('command', argv, output, stdin === undefined ? {} : { stdin }))
    })
  // Monitors: what get-edid prints is what the kernel shows of a connector.
  const edid = capture.commands?.['get-edid']
  if (edid !== undefined) sections.push(section('file', ['/sys/class/drm/card0-DP-1/edid'], text(edid)))
  for (const [name, content] of each(capture.files)) {
    const path = fill(name, test)
    if (path?.startsWith('/')) sections.push(section('file', [path], text(content)))
  }
  const answers = Object.entries(capture.queries ?? {}).map(([statement, content]) => [statement, text(content)])
  const { calls, files = {} } = composeQueries(test.area, Object.fromEntries(answers), params)
  for (const { argv, output, stdin } of calls) sections.push(section('command', argv, output, stdin ? { stdin } : {}))
  for (const [path, content] of Object.entries(files)) sections.push(section('file', [path], content))
  for (const name of capture.exists ?? []) sections.push(...exists(name))
  for (const [, file] of Object.entries(capture.tree ?? {}))
    sections.push(...tree(JSON.parse(text(file)) as Tree, test))
  for (const [name, content] of Object.entries(capture.wmi ?? {}))
    sections.push(
      section('wmi', [namespaceOf(name), name], JSON.stringify(readWmiDump(decodeWide(corpus.bytes(content))))),
    )
  for (const [key, content] of Object.entries(capture.registry ?? {})) {
    const value: Json =
      typeof content === 'string' ? readRegistryExport(decodeWide(corpus.bytes(content))) : content.tree
    sections.push(section('registry', [key.replace(/\/$/, '')], JSON.stringify(value)))
  }
  return {
    header: {
      platform: platformOf(test),
      now,
      timezone: typeof params.tz === 'string' ? zoneOf(params.tz) : 'UTC',
    },
    sections,
  }
}

/** Abbreviations that name no zone of their own everywhere. */
const zoneOf = (name: string): string => ({ CET: 'Europe/Paris', EST: 'America/New_York' })[name] ?? name

const platformOf = ({ platform, capture, params }: Case): Platform =>
  platform === 'any'
    ? capture.registry || capture.wmi || params.osname === 'MSWin32'
      ? 'win32'
      : 'linux'
    : (platform as Platform)

const exists = (name: string): Section[] =>
  name.startsWith('/')
    ? [section('which', [name.slice(name.lastIndexOf('/') + 1)], name), section('stat', [name], 'f 755 0 0 - -\n')]
    : [section('which', [name], `/usr/bin/${name}`)]

interface Tree {
  readonly files?: Readonly<Record<string, string | null>>
  readonly links?: Readonly<Record<string, string>>
  readonly dirs?: readonly string[]
  readonly commands?: Readonly<Record<string, string>>
  readonly exists?: readonly string[]
}

/** Part of a file system in one JSON file. */
const tree = (
  { files = {}, links = {}, dirs = [], commands = {}, exists: there = [] }: Tree,
  test: Case,
): Section[] => [
  ...Object.entries(files).map(([path, content]) => section('file', [path], content ?? '')),
  ...Object.entries(links).map(([path, target]) => section('link', [path], target)),
  ...dirs.map((path) => section('stat', [path], 'd 755 0 0 - -\n')),
  ...Object.entries(commands).flatMap(([line, output]) =>
    callsOf(line, test).map(({ argv }, at) => section('command', argv, at === 0 ? output : '')),
  ),
  ...there.flatMap(exists),
]
