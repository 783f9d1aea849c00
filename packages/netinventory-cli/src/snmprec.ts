import type { Oid, SnmpValue } from '@fusioninventory/core-probes/snmp'
/** Interim. */
export function formatSnmprec(values: ReadonlyMap<Oid, SnmpValue>): string {
  return [...values].map(([oid, value]) => `${oid}|${JSON.stringify(value.type)}\n`).join('')
}
