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

/** Matches that more answers may still confirm. */
function open(modules: readonly DeviceModule[], kind: Kind): readonly Match[] {
  return modules.flatMap(({ match }) => match.filter((one) => fits(one, kind)))
}

/** Modules that the system group alone chooses. */
export function sureModules(modules: readonly DeviceModule[], kind: Kind): readonly DeviceModule[] {
  const plainMatch = ({ instance, resource, row }: Match): boolean =>
    instance === undefined && resource === undefined && row === undefined
  return modules.filter(({ match }) => match.some((one) => plainMatch(one) && fits(one, kind)))
}

/** Instances whose existence chooses a module. */
export const triggers = (modules: readonly DeviceModule[], kind: Kind): readonly Oid[] =>
  open(modules, kind).flatMap(({ instance }) => instance ?? [])

/** Whether the list of the agent's MIBs may choose a module. */
export const asksResources = (modules: readonly DeviceModule[], kind: Kind): boolean =>
  open(modules, kind).some(({ resource }) => resource !== undefined)

/** Columns to walk when nothing cheaper told what this is. */
export const rowColumns = (modules: readonly DeviceModule[], kind: Kind): readonly Oid[] =>
  open(modules, kind).flatMap(({ row }) => row?.column ?? [])

/** All modules that match, by priority. */
export function choose(modules: readonly DeviceModule[], kind: Kind, answers: Answers): readonly DeviceModule[] {
  const holds = holding(kind, answers)
  return modules.filter(({ match }) => match.some(holds)).sort((a, b) => priorityOf(a) - priorityOf(b))
}

/** Whether something more than sysObjectID chose one of these. */
export function isCertain(modules: readonly DeviceModule[], kind: Kind, answers: Answers): boolean {
  const holds = holding(kind, answers)
  return modules.some(({ match }) =>
    match.some((one) => (one.instance ?? one.resource ?? one.description ?? one.row) !== undefined && holds(one)),
  )
}

function holding(kind: Kind, answers: Answers): (match: Match) => boolean {
  const resources = [...answers.rows(SYS_OR_ID).values()].flatMap((value) => (value.type === 'oid' ? value.value : []))
  return (match) => {
    if (!fits(match, kind)) return false
    if (match.instance !== undefined && !reads(answers.value(match.instance), match)) return false
    if (match.resource !== undefined && !resources.some((one) => isBelow(one, match.resource as Oid))) return false
    const { row } = match
    return (
      row === undefined || [...answers.rows(row.column).values()].some((value) => row.value.test(shown(plain(value))))
    )
  }
}
