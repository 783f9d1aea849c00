import type { Oid, SnmpValue } from '../port.ts'
import { oidOfPrinted } from './walk-name.ts'
import { valueOfPrinted } from './walk-value.ts'

/** A name and its index: numbers, dots, names, quoted text in an index, brackets. */
const name = String.raw`(?:\.?\d[\d.]*|\.?[A-Za-z][\w-]*(?:::[A-Za-z][\w-]*)?(?:[.[](?:"(?:[^"\\]|\\.)*"|'[^']*'|[\w:-]+)\]?)*)`
const withEquals = new RegExp(`^(${name}) = (.*)$`, 's')
const quick = new RegExp(`^(?=[^ ]*[.[]|sysUpTimeInstance )(${name}) (.*)$`, 's')

/** After these nothing follows that belongs to the device. */
const end = /^(No more variables left in this MIB View|End of MIB)/

/**
 * Text of snmpwalk (net-snmp) in any of its output styles: numeric, with names, `-Oq`, `-OX`, values over several lines.
 * Lines that are no record belong to the value before them, and before the first record to nothing. Instances whose
 * name is not known are skipped; an empty string is a value.
 */
export function parseWalk(text: string): Map<Oid, SnmpValue> {
  const values = new Map<Oid, SnmpValue>()
  let lines = text.split('\n')
  // Only of files that went through a system that ends lines so: a value may end in a carriage return.
  if (lines.filter((line) => line.endsWith('\r')).length > lines.length / 2)
    lines = lines.map((line) => line.replace(/\r$/, ''))
  const record = lines.some((line) => withEquals.test(line) || emptyRecord.test(line)) ? withEquals : quick
  let oid: Oid | undefined
  let value: string[] = []
  const flush = (): void => {
    const found = oid === undefined ? undefined : valueOfPrinted(oid, value)
    if (oid !== undefined && found !== undefined) values.set(oid, found)
    oid = undefined
    value = []
  }
  for (const line of lines) {
    const [, printed, rest] = record.exec(line) ?? emptyRecord.exec(line) ?? []
    if (printed === undefined || rest === undefined) {
      if (oid !== undefined && value.length < mostLines) value.push(line)
    } else {
      flush()
      if (end.test(rest)) break
      oid = oidOfPrinted(printed)
      value = [rest]
    }
  }
  flush()
  return values
}

/** Lines of one value: more than any can have. */
const mostLines = 20_000
/** A value of nothing, whose blank an editor took away. */
const emptyRecord = new RegExp(`^(${name}) =()$`)
