import type { Attributes, Kind, Section } from '../capture/model.ts'
import { ok, type Reading } from '../port.ts'

/** What the parts of a replay share: the sections by key, and what to do without one. */
export interface Replay {
  find(kind: Kind, subject: readonly string[], attributes?: Attributes): Section | undefined
  missing(kind: Kind, subject: readonly string[], attributes?: Attributes): Reading<never>
}

/** The reading that a section stands for. */
export function readingOf<T>(section: Section, read: (section: Section) => T): Reading<T> {
  if (section.state === 'ok') return ok(read(section))
  return section.detail === undefined ? { state: section.state } : { state: section.state, detail: section.detail }
}
