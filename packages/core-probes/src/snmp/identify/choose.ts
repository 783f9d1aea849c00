import { plain } from '../clean.ts'
import type { Answers } from '../devices/answers.ts'
import { type DeviceModule, type Match, priorityOf } from '../devices/module.ts'
import { reads, shown } from '../devices/source.ts'
import { enterprises, isBelow } from '../oid.ts'
import type { Oid } from '../port.ts'
import { SYS_OR_ID } from './generic.ts'

/** What the system group says of a device. */
export interface Kind {
  readonly objectId?: Oid
  readonly description?: string
}

/** Agents that any vendor builds into its devices: net-snmp and its ancestor. */
const unnamedAgents = [`${enterprises}.8072`, `${enterprises}.2021`]

/**
 * Whether sysObjectID tells no vendor: absent, outside `enterprises`, an agent that anyone uses, or one that ends in `.0.0`
 * as stacks that nobody configured send it.
 */
export function isUnnamed(objectId: Oid | undefined): boolean {
  return (
    objectId === undefined ||
    !isBelow(objectId, enterprises) ||
    objectId === enterprises ||
    objectId.endsWith('.0.0') ||
    unnamedAgents.some((root) => isBelow(objectId, root))
  )
}

/** Whether all holds that the system group alone can tell. */
function fits(match: Match, { objectId, description }: Kind): boolean {
  if (match.object !== undefined) {
    // Nobody configured an identifier that ends so: it chooses nothing.
    if (objectId === undefined || objectId.endsWith('.0.0') || !isBelow(objectId, match.object)) return false
  }
  if (match.unnamed === true && !isUnnamed(objectId)) return false
  return match.description === undefined || match.description.test(shown(description ?? ''))
}

/** A module with those of its matches that the system group does not rule out. */
export interface Candidate {
  readonly module: DeviceModule
  readonly matches: readonly Match[]
}

/** The modules, nearly all of which the system group rules out. */
export const candidatesOf = (modules: readonly DeviceModule[], kind: Kind): readonly Candidate[] =>
  modules.flatMap((module) => {
    const matches = module.match.filter((one) => fits(one, kind))
    return matches.length > 0 ? [{ module, matches }] : []
  })

/** Modules that the system group alone chooses. */
export const sureModules = (candidates: readonly Candidate[]): readonly DeviceModule[] =>
  candidates
    .filter(({ matches }) => matches.some(({ instance, resource, row }) => (instance ?? resource ?? row) === undefined))
    .map(({ module }) => module)

/** Instances whose existence chooses a module. */
export const triggers = (candidates: readonly Candidate[]): readonly Oid[] =>
  candidates.flatMap(({ matches }) => matches.flatMap(({ instance }) => instance ?? []))

/** Whether the list of the agent's MIBs may choose a module. */
export const asksResources = (candidates: readonly Candidate[]): boolean =>
  candidates.some(({ matches }) => matches.some(({ resource }) => resource !== undefined))

/** Columns to walk when nothing cheaper told what this is. */
export const rowColumns = (candidates: readonly Candidate[]): readonly Oid[] =>
  candidates.flatMap(({ matches }) => matches.flatMap(({ row }) => row?.column ?? []))

/** All modules that match, by priority. */
export function choose(candidates: readonly Candidate[], answers: Answers): readonly DeviceModule[] {
  const holds = holding(answers)
  return candidates
    .filter(({ matches }) => matches.some(holds))
    .map(({ module }) => module)
    .sort((a, b) => priorityOf(a) - priorityOf(b))
}

/** Whether something more than sysObjectID chose one of these. */
export function isCertain(candidates: readonly Candidate[], answers: Answers): boolean {
  const holds = holding(answers)
  return candidates.some(({ matches }) =>
    matches.some((one) => (one.instance ?? one.resource ?? one.description ?? one.row) !== undefined && holds(one)),
  )
}

function holding(answers: Answers): (match: Match) => boolean {
  const resources = [...answers.rows(SYS_OR_ID).values()].flatMap((value) => (value.type === 'oid' ? value.value : []))
  return (match) => {
    if (match.instance !== undefined && !reads(answers.value(match.instance), match)) return false
    if (match.resource !== undefined && !resources.some((one) => isBelow(one, match.resource as Oid))) return false
    const { row } = match
    return (
      row === undefined || [...answers.rows(row.column).values()].some((value) => row.value.test(shown(plain(value))))
    )
  }
}
