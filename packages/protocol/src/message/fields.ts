import { type ReplyMap, textOf } from '../client/reply-map.ts'
import { isIpv4, isIpv6 } from '../model/address.ts'
import { oneLine } from './error.ts'

/** Where a reader tells what it leaves out: one line each, and not more than a hundred of them. */
export type Tell = (line: string) => void

export function teller(): { readonly tell: Tell; readonly warnings: readonly string[] } {
  const warnings: string[] = []
  const most = 100
  return {
    warnings,
    tell: (line) => {
      if (warnings.length < most) warnings.push(oneLine(line))
      else if (warnings.length === most) warnings.push('further warnings are left out')
    },
  }
}

/** The text under a name, trimmed, of at most that many characters and without control characters. */
export function text(map: ReplyMap, name: string, longest = 255): string | undefined {
  const value = textOf(map, name)?.trim()
  return value === undefined || value === '' || value.length > longest || /[\p{Cc}\p{Cs}]/u.test(value)
    ? undefined
    : value
}

/** A name that may go into a message, a file name or a log as it is: ids of credentials, devices, jobs. */
export function id(map: ReplyMap, name: string): string | undefined {
  const value = text(map, name, 64)
  return value !== undefined && /^[\w.:-]+$/.test(value) ? value : undefined
}

/** A whole number; one outside of the bounds becomes the bound, anything else is not there. */
export function whole(map: ReplyMap, name: string, least: number, most: number): number | undefined {
  const value = text(map, name, 15)
  if (value === undefined || !/^\d+$/.test(value)) return undefined
  return Math.min(Math.max(Number(value), least), most)
}

/** An IPv4 or IPv6 address. */
export function address(map: ReplyMap, name: string): string | undefined {
  const value = text(map, name, 45)
  return value !== undefined && (isIpv4(value) || isIpv6(value)) ? value : undefined
}

/** Texts between commas and blanks: the first sixteen that are right, each once. */
function several<T>(map: ReplyMap, name: string, read: (one: string) => T | undefined): readonly T[] {
  const found = (text(map, name) ?? '').split(/[\s,]+/).map(read)
  return [...new Set(found.filter((one) => one !== undefined))].slice(0, 16)
}

export const ports = (map: ReplyMap): readonly number[] =>
  several(map, 'PORT', (one) => (/^\d{1,5}$/.test(one) && +one > 0 && +one < 65_536 ? +one : undefined))

const transports = ['udp/ipv4', 'udp/ipv6', 'tcp/ipv4', 'tcp/ipv6'] as const
/** How SNMP messages travel. */
export type SnmpTransport = (typeof transports)[number]

/** A protocol without family is one over IPv4. */
export const protocols = (map: ReplyMap): readonly SnmpTransport[] =>
  several(map, 'PROTOCOL', (one) => {
    const name = one.toLowerCase()
    return transports.find((known) => known === name || known === `${name}/ipv4`)
  })
