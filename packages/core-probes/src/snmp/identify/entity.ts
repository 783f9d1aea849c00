import { integer } from '../clean.ts'
import type { Answers } from '../devices/answers.ts'
import { compareOids, mib2 } from '../oid.ts'
import type { Oid, SnmpValue } from '../port.ts'

/** Columns of entPhysicalTable (ENTITY-MIB, RFC 6933). */
export const entity = {
  containedIn: `${mib2}.47.1.1.1.1.4`,
  class: `${mib2}.47.1.1.1.1.5`,
  firmware: `${mib2}.47.1.1.1.1.9`,
  software: `${mib2}.47.1.1.1.1.10`,
  serial: `${mib2}.47.1.1.1.1.11`,
  manufacturer: `${mib2}.47.1.1.1.1.12`,
  model: `${mib2}.47.1.1.1.1.13`,
} as const

export const entityColumns: readonly Oid[] = Object.values(entity)

/** Row 1: on many devices the chassis itself, which then spares the walk. */
export const entityFirst: readonly Oid[] = entityColumns.map((column) => `${column}.1`)

const chassis = 3
const stack = 11

/**
 * The row of the device itself: the chassis that stands in nothing, or the first chassis of the stack that stands in nothing.
 * From row 1 alone where the table was not walked. Undefined: the tree has no such root.
 */
function rootOf(answers: Answers): string | undefined {
  if (!answers.walked(entity.class)) {
    const known = [entity.class, entity.containedIn].map((column) => integer(answers.value(`${column}.1`)))
    return known[0] === chassis && known[1] === 0 ? '1' : undefined
  }
  const classes = answers.rows(entity.class)
  const parents = answers.rows(entity.containedIn)
  const parent = (row: string): number | undefined => integer(parents.get(row))
  const order = [...classes.keys()].sort(compareOids)
  const of = (kind: number): readonly string[] => order.filter((row) => integer(classes.get(row)) === kind)
  const all = of(chassis)
  const top = of(stack).find((row) => parent(row) === 0)
  const member = top === undefined ? undefined : all.find((row) => parent(row) === Number(top))
  return all.find((row) => parent(row) === 0) ?? member
}

/** A value and the OID where it stands. */
export interface Placed<T> {
  readonly value: T
  readonly oid: Oid
}

/** A column's value of the root, else of the first row, by number, where `clean` accepts one and it is not `0`. */
export function ofEntity<T>(
  answers: Answers,
  column: Oid,
  clean: (value: SnmpValue) => T | undefined,
  rootOnly = false,
): Placed<T> | undefined {
  const root = rootOf(answers)
  const accept = (row: string, value: SnmpValue | undefined): Placed<T> | undefined => {
    const found = value === undefined ? undefined : clean(value)
    return found === undefined || found === '' || found === '0' ? undefined : { value: found, oid: `${column}.${row}` }
  }
  const own = root === undefined ? undefined : accept(root, answers.value(`${column}.${root}`))
  return own ?? (rootOnly ? undefined : firstOf(answers, column, accept))
}

function firstOf<T>(
  answers: Answers,
  column: Oid,
  accept: (row: string, value: SnmpValue) => Placed<T> | undefined,
): Placed<T> | undefined {
  const rows = answers.rows(column)
  for (const row of [...rows.keys()].sort(compareOids)) {
    const found = accept(row, rows.get(row) as SnmpValue)
    if (found !== undefined) return found
  }
  return undefined
}
