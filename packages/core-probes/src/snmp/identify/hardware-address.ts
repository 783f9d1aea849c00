import { integer, mac } from '../clean.ts'
import type { Answers } from '../devices/answers.ts'
import { compareOids } from '../oid.ts'
import { addresses, interfaces } from './generic.ts'

/** Columns to walk for `interfaceAddress`. */
export const interfaceColumns = Object.values(interfaces)

/** The MAC of the interface that holds the address we talk to. */
export function peerAddress(answers: Answers): { readonly value: string; readonly oid: string } | undefined {
  const index = integer(answers.value(`${addresses.interface}.${answers.address}`))
  const oid = `${interfaces.mac}.${index}`
  const value = index === undefined ? undefined : whole(answers, oid)
  return value === undefined ? undefined : { value, oid }
}

/**
 * One MAC for a device with several interfaces: of those that carry an IPv4 address, or of all when none does, the only one,
 * or the lowest that is followed by its successor (vendors burn in blocks), or that of the first interface with a speed.
 */
export function interfaceAddress(answers: Answers): { readonly value: string; readonly oid: string } | undefined {
  const all = [...answers.rows(interfaces.mac).keys()].sort(compareOids)
  const carrying = new Set([...answers.rows(addresses.interface).values()].map((value) => String(integer(value))))
  const some = all.filter((index) => carrying.has(index))
  const found = new Map<string, string>()
  for (const index of some.length > 0 ? some : all) {
    const value = whole(answers, `${interfaces.mac}.${index}`)
    if (value !== undefined && !found.has(value)) found.set(value, index)
  }
  const place = (value: string | undefined) =>
    value === undefined ? undefined : { value, oid: `${interfaces.mac}.${found.get(value)}` }
  const values = [...found.keys()].sort()
  if (values.length <= 1) return place(values[0])
  const numbers = new Set(values.map(numberOf))
  const block = values.find((value) => numbers.has(numberOf(value) + 1))
  if (block !== undefined) return place(block)
  const fast = all.find((index) => {
    const value = whole(answers, `${interfaces.mac}.${index}`)
    return (
      value !== undefined && found.has(value) && (integer(answers.value(`${interfaces.speed}.${index}`)) ?? 0) !== 0
    )
  })
  return fast === undefined ? undefined : place(whole(answers, `${interfaces.mac}.${fast}`))
}

const numberOf = (value: string): number => Number.parseInt(value.replaceAll(':', ''), 16)

/** Six bytes; others, as World Wide Names, are not what a device is known by. */
function whole(answers: Answers, oid: string): string | undefined {
  const value = mac(answers.value(oid))
  return value?.length === 17 ? value : undefined
}
