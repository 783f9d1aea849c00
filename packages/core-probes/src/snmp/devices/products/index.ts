import { alliedTelesis } from './allied-telesis.ts'
import { netSnmp } from './net-snmp.ts'
import { nokia } from './nokia.ts'
import { others } from './others.ts'

/**
 * Models by the arcs below `enterprises`, as the vendors' MIBs name them; only where devices do not say their model themselves.
 * The longest that is listed counts.
 */
export const products: ReadonlyMap<string, string> = new Map(
  [alliedTelesis, netSnmp, nokia, others].flatMap((table) => Object.entries(table)),
)
