import { isIpv4, isIpv6 } from '@fusioninventory/protocol'
import type { Answers } from '../devices/answers.ts'
import { inetOfIndex } from '../inet.ts'
import { addresses } from './generic.ts'

/** Columns to walk for `addressesOf`. */
export const addressColumns = Object.values(addresses)

/**
 * All addresses of a device, IPv4 sorted as text, then IPv6; unspecified ones left out. Undefined: it has no address table.
 */
export function addressesOf(answers: Answers): readonly string[] | undefined {
  const found = new Set<string>()
  const tables = addressColumns.map((column) => answers.rows(column))
  if (tables.every(({ size }) => size === 0)) return undefined
  const [listed, indexed, any] = tables
  for (const value of listed?.values() ?? []) if (value.type === 'address') found.add(value.value)
  for (const index of indexed?.keys() ?? []) found.add(index)
  for (const index of any?.keys() ?? []) {
    const address = inetOfIndex(index)
    if (address !== undefined) found.add(address)
  }
  const v4 = [...found].filter((one) => isIpv4(one) && one !== '0.0.0.0')
  const v6 = [...found].filter((one) => isIpv6(one) && one !== '::')
  return [...v4.sort(), ...v6.sort()]
}
