/** The Files of a replay: explicit sections first, then what they imply, then `absent`. */
import { readStat, readStatFs, withoutEol } from '../capture/content.ts'
import type { Attributes, Kind, Section } from '../capture/model.ts'
import { absent, type Entry, type Files, ok, type Reading, type Stat } from '../port.ts'
import type { Redaction } from '../secrets.ts'
import { decodeText, encodeText } from '../text.ts'
import { MAX_FILE } from './limits.ts'
import { type Replay, readingOf } from './replay.ts'
import { type Facet, type FileTree, listOf, type Place } from './replay-tree.ts'

const LOOP: Reading<never> = { state: 'failed', detail: 'ELOOP' }
const TOO_BIG: Reading<never> = { state: 'failed', detail: 'E2BIG' }

export function replayFiles(tree: FileTree, replay: Replay, redaction: Redaction): Files {
  /** The first section that a place of the path has; else the places, for what follows from others. */
  function seek(
    path: string,
    facets: readonly Facet[],
    followLast = true,
  ): Section | { readonly places: readonly Place[]; readonly loop: boolean } {
    const places: Place[] = []
    for (const place of tree.places(path, followLast)) {
      if (place === 'loop') return { places, loop: true }
      for (const facet of facets) {
        const section = place.node?.sections.get(facet)
        if (section) return section
      }
      places.push(place)
    }
    return { places, loop: false }
  }

  function missing(kind: Kind, path: string, places: readonly Place[], loop: boolean, attributes: Attributes = {}) {
    if (loop) return LOOP
    const link = kind === 'link' || attributes.nofollow === true
    if (places.some((place) => tree.provenAbsent(place, link))) return absent
    return replay.missing(kind, [path], attributes)
  }

  /** The recorded range that holds the file from `from` on. */
  function range(path: string, from: number): Reading<{ readonly bytes: Uint8Array; readonly from: number }> {
    const read = (start: number) => (section: Section) => ({ bytes: encodeText(section.content), from: start })
    const places: Place[] = []
    for (const place of tree.places(path)) {
      if (place === 'loop') return LOOP
      places.push(place)
      const exact = place.node?.sections.get(from > 0 ? `file@${from}` : 'file')
      if (exact) return readingOf(exact, read(from))
      const earlier = [...(place.node?.sections ?? [])]
        .map(([facet, section]) => ({ start: startOf(facet), section }))
        .filter(({ start, section }) => start <= from && section.state === 'ok')
        .sort((a, b) => b.start - a.start)[0]
      if (earlier) return readingOf(earlier.section, read(earlier.start))
      const whole = place.node?.sections.get('file')
      if (whole) return readingOf(whole, read(0))
    }
    return missing('file', path, places, false, from > 0 ? { from } : {})
  }

  return {
    async text(path) {
      const found = seek(path, ['file'])
      if ('places' in found) return missing('file', path, found.places, found.loop)
      const tooBig = found.content.length > MAX_FILE / 3 && encodeText(found.content).length > MAX_FILE
      const redact = redaction.file(path)
      return tooBig ? TOO_BIG : readingOf(found, ({ content }) => redact?.(content) ?? content)
    },

    async bytes(path, { from = 0, limit } = {}) {
      const found = range(path, from)
      if (found.state !== 'ok') return found
      const skip = from - found.value.from
      const redact = redaction.file(path)
      const all = redact ? encodeText(redact(decodeText(found.value.bytes))) : found.value.bytes
      const bytes = all.subarray(skip, limit === undefined ? undefined : skip + limit)
      return limit === undefined && bytes.length > MAX_FILE ? TOO_BIG : ok(bytes)
    },

    async list(dir) {
      const found = seek(dir, ['list', 'list+stat'])
      if (!('places' in found)) return readingOf(found, (section) => listOf(section))
      const implied: readonly Entry[] | undefined = found.loop ? undefined : tree.impliedList(found.places)
      return implied ? ok(implied) : missing('list', dir, found.places, found.loop)
    },

    async stat(path, { follow = true } = {}) {
      // What the path itself is answers for both, unless it is a link.
      const found = seek(path, follow ? ['stat'] : ['lstat'], follow)
      if (!('places' in found)) return readingOf(found, (section) => readStat(section.content))
      if (found.loop) return LOOP
      for (const place of found.places) {
        const other = place.node?.sections.get(follow ? 'lstat' : 'stat')
        const stat: Stat | undefined = other?.state === 'ok' ? readStat(other.content) : undefined
        const told = tree.told(place)
        if (stat && (follow ? stat.type !== 'l' : !tree.isLink(place) && told?.type !== 'l')) return ok(stat)
        const implied = tree.impliedStat(place, follow)
        if (implied) return ok(implied)
      }
      return missing('stat', path, found.places, false, follow ? {} : { nofollow: true })
    },

    async link(path) {
      const found = seek(path, ['link'], false)
      if (!('places' in found)) return readingOf(found, (section) => withoutEol(section.content))
      const types = found.places.map((place) => tree.told(place)?.type)
      if (!found.loop && types.some((type) => type && type !== 'l')) return { state: 'failed', detail: 'EINVAL' }
      return missing('link', path, found.places, found.loop)
    },

    async statfs(path) {
      const found = seek(path, ['statfs'])
      if ('places' in found) return missing('statfs', path, found.places, found.loop)
      return readingOf(found, (section) => readStatFs(section.content))
    },
  }
}

const startOf = (facet: Facet): number =>
  facet === 'file' ? 0 : facet.startsWith('file@') ? Number(facet.slice(5)) : Number.POSITIVE_INFINITY
