/** The recorded files of a machine as a tree, with what they imply of each other (capture format, "Implied"). */

import { type ListEntry, readList, readStat, withoutEol } from '../capture/content.ts'
import { CaptureError } from '../capture/error.ts'
import type { Section } from '../capture/model.ts'
import type { Entry, FileType, Stat } from '../port.ts'
import { byteLength, compareBytes } from '../text.ts'

/** What a path section is filed under. */
export type Facet = 'file' | 'list' | 'list+stat' | 'stat' | 'lstat' | 'link' | 'statfs' | `file@${number}`

const LISTS = ['list', 'list+stat'] as const
const IMPLYING: ReadonlySet<string> = new Set(['file', 'list', 'stat', 'link'])
const MAX_LINKS = 40
/** PATH_MAX of Linux; the time to follow a path grows with its square. */
const MAX_PATH = 4096

/** Files and directories of one capture; it bounds the memory that paths of many parts take. */
const MAX_NODES = 1 << 20

interface Node {
  readonly children: Map<string, Node>
  readonly sections: Map<Facet, Section>
  /** Parts of the section's content that were read already. */
  entries?: ReadonlyMap<string, ListEntry> | null
  /** A section that is not absent stands here or below. */
  exists: boolean
}

const newNode = (): Node => ({ children: new Map(), sections: new Map(), exists: false })

const facetOf = ({ kind, attributes: a }: Section): Facet | undefined => {
  if (kind === 'file') return a.from ? `file@${a.from}` : 'file'
  if (kind === 'list') return a.stat ? 'list+stat' : 'list'
  if (kind === 'stat') return a.nofollow ? 'lstat' : 'stat'
  return kind === 'link' || kind === 'statfs' ? kind : undefined
}

const partsOf = (path: string): readonly string[] => path.split('/').filter((part) => part !== '' && part !== '.')

/** A place that a path may mean: as asked, or with links followed. */
export interface Place {
  readonly parts: readonly string[]
  readonly node: Node | undefined
}

export class FileTree {
  readonly #root = newNode()
  #nodes = 0

  constructor(sections: readonly Section[]) {
    for (const section of sections) this.#add(section)
  }

  #add(section: Section): void {
    const facet = facetOf(section)
    if (!facet) return
    const implies = section.state !== 'absent' && IMPLYING.has(section.kind)
    let node = this.#root
    if (implies) node.exists = true
    for (const part of partsOf(section.subject[0] ?? '')) {
      let child = node.children.get(part)
      if (!child) {
        if (++this.#nodes > MAX_NODES)
          throw new CaptureError(`the paths have more than ${MAX_NODES} parts`, section.line)
        child = newNode()
        node.children.set(part, child)
      }
      node = child
      if (implies) node.exists = true
    }
    if (!node.sections.has(facet)) node.sections.set(facet, section)
  }

  #at(parts: readonly string[]): Node | undefined {
    let node: Node | undefined = this.#root
    for (const part of parts) node = node?.children.get(part)
    return node
  }

  /** The path as asked, then after each recorded link in it, at most 40; `loop` beyond. */
  *places(path: string, followLast = true): Generator<Place | 'loop'> {
    if (path.length > MAX_PATH) return
    let done: string[] = []
    let rest = partsOf(path).toReversed()
    let links = 0
    if (!rest.includes('..')) yield this.#place(rest.toReversed())
    while (rest.length > 0) {
      const part = rest.pop() ?? ''
      if (part === '..') {
        done.pop()
        continue
      }
      const target = rest.length > 0 || followLast ? this.#target([...done, part]) : undefined
      if (target === undefined) {
        done.push(part)
        continue
      }
      if (++links > MAX_LINKS) {
        yield 'loop'
        return
      }
      if (target.startsWith('/')) done = []
      rest = [...rest, ...partsOf(target).toReversed()]
      if (rest.length > 0 && !rest.includes('..')) yield this.#place([...done, ...rest.toReversed()])
    }
    if (links > 0) yield this.#place(done)
  }

  #place(parts: readonly string[]): Place {
    return { parts, node: this.#at(parts) }
  }

  #target(parts: readonly string[]): string | undefined {
    const section = this.#at(parts)?.sections.get('link')
    return section?.state === 'ok' && section.content.length <= MAX_PATH ? withoutEol(section.content) : undefined
  }

  /** The recorded list of a place's parent tells of it: its entry, `null` where it is not in there. */
  told({ parts }: Place): ListEntry | null | undefined {
    const name = parts.at(-1)
    const entries = name === undefined ? undefined : entriesOf(this.#at(parts.slice(0, -1)))
    return name === undefined || !entries ? undefined : (entries.get(name) ?? null)
  }

  /** Whether the recording shows that nothing is there. `link`: asked of the path itself, a dangling link being one. */
  provenAbsent({ parts }: Place, link = false): boolean {
    let node: Node | undefined = this.#root
    for (const [index, part] of parts.entries()) {
      if (node && (isGone(node, false) || LISTS.some((facet) => node?.sections.get(facet)?.state === 'absent')))
        return true
      const entry: ListEntry | undefined = entriesOf(node)?.get(part)
      if (node && entriesOf(node) && !entry) return true
      if (entry && (entry.type === 'f' || entry.type === 'o') && index < parts.length - 1) return true
      node = node?.children.get(part)
    }
    return node !== undefined && isGone(node, link)
  }

  isLink({ node }: Place): boolean {
    return node !== undefined && typeOf(node, true) === 'l'
  }

  /** Size and type that follow from the other sections of the place. */
  impliedStat(place: Place, follow: boolean): Stat | undefined {
    const { node } = place
    const told = this.told(place)
    const type = node && typeOf(node, !follow)
    if (told && !(follow && told.type === 'l')) return told.stat ?? sized(told.type, node)
    if (type && !(follow && type === 'l')) return sized(type, node)
    return undefined
  }

  /** Entries that the sections below the places imply; undefined where there are none. */
  impliedList(places: readonly Place[]): readonly Entry[] | undefined {
    const entries = new Map<string, FileType>()
    for (const { node } of places)
      for (const [name, child] of node?.children ?? []) {
        const type = child.exists ? typeOf(child, true) : undefined
        if (type && !entries.has(name)) entries.set(name, type)
      }
    if (entries.size === 0) return undefined
    return [...entries].map(([name, type]) => ({ type, name })).sort((a, b) => compareBytes(a.name, b.name))
  }
}

const isGone = (node: Node, link: boolean): boolean =>
  (['lstat', 'link', ...(link ? [] : ['stat', 'file'])] as const).some(
    (facet) => node.sections.get(facet as Facet)?.state === 'absent',
  )

function entriesOf(node: Node | undefined): ReadonlyMap<string, ListEntry> | undefined {
  if (!node) return undefined
  if (node.entries === undefined) {
    const section = LISTS.map((facet) => node.sections.get(facet)).findLast((s) => s?.state === 'ok')
    node.entries = section
      ? new Map(readList(section.content, section.attributes.stat === true).map((entry) => [entry.name, entry]))
      : null
  }
  return node.entries ?? undefined
}

/** Entries of a recorded list, without the stat fields of `list(stat)`. */
export const listOf = ({ content, attributes }: Section): readonly Entry[] =>
  readList(content, attributes.stat === true).map(({ type, name }) => ({ type, name }))

function typeOf(node: Node, link: boolean): FileType | undefined {
  const { sections } = node
  if (link && sections.get('link')?.state === 'ok') return 'l'
  const lstat = sections.get('lstat')
  if (link && lstat?.state === 'ok') return readStat(lstat.content).type
  for (const child of node.children.values()) if (child.exists) return 'd'
  if (LISTS.some((facet) => isDirectory(sections.get(facet)))) return 'd'
  const stat = sections.get('stat')
  if (stat?.state === 'ok') return readStat(stat.content).type
  const file = fileSection(node)
  if (file && file.state !== 'absent') return file.detail === 'EISDIR' ? 'd' : 'f'
  return node.exists ? 'o' : undefined
}

const isDirectory = (list: Section | undefined): boolean =>
  list !== undefined && list.state !== 'absent' && list.detail !== 'ENOTDIR'

const fileSection = (node: Node): Section | undefined => {
  for (const [facet, section] of node.sections) if (facet.startsWith('file')) return section
  return undefined
}

function sized(type: FileType, node: Node | undefined): Stat {
  const file = node?.sections.get('file')
  if (type !== 'f' || file?.state !== 'ok') return { type }
  return { type, size: byteLength(file.content) }
}
