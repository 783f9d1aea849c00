import { oidOf } from '../oid.ts'
import type { Oid } from '../port.ts'
import { oidOfName } from './mib-names.ts'

/**
 * The OID that a line of snmpwalk begins with, in each of its styles: `.1.3.6.1`, `iso.3.6.1`, `SNMPv2-MIB::sysDescr.0`,
 * `sysDescr.0`, `.iso.org.dod.internet.mgmt.mib-2.system.sysDescr.0`, `ifDescr[1]`; text in an index is spelled out.
 * Undefined where it cannot be known: an unknown name, or text with dots, which also stand for what cannot be printed.
 */
export function oidOfPrinted(text: string): Oid | undefined {
  if (/^[.\d]/.test(text) && !/[^.\d]/.test(text)) return oidOf(text)
  const arcs = arcsOf(text.replace(/^[\w-]+::/, '').replace(/^\./, ''))
  if (arcs === undefined) return undefined
  // The last name that is known: those before it lead to it.
  let at = arcs.length - 1
  while (at >= 0 && oidOfName(arcs[at] ?? '') === undefined) at--
  const root = oidOfName(arcs[at] ?? '')
  if (root === undefined) return undefined
  const index = indexOf(arcs.slice(at + 1))
  return index === undefined ? undefined : oidOf([root, ...index].join('.'))
}

/** Names, numbers and quoted texts between dots or in brackets. */
function arcsOf(text: string): readonly string[] | undefined {
  const arcs: string[] = []
  const one = /(?:^|\.|\[)("(?:[^"\\]|\\.)*"|'[^']*'|[\w-]+(?::[\w:-]*)?)\]?/y
  while (one.lastIndex < text.length) {
    const found = one.exec(text)
    if (found?.[1] === undefined || arcs.length > 128) return undefined
    arcs.push(found[1])
  }
  return arcs
}

/** InetAddressType, RFC 4001. */
const families: Readonly<Record<string, string>> = { ipv4: '1', ipv6: '2', ipv4z: '3', ipv6z: '4' }

function indexOf(arcs: readonly string[]): readonly string[] | undefined {
  const index: string[] = []
  let family: string | undefined
  for (const arc of arcs) {
    if (/^\d+$/.test(arc)) {
      index.push(arc)
    } else if (families[arc] !== undefined) {
      family = arc
      index.push(families[arc] ?? '')
    } else {
      const octets = family === undefined ? textOf(arc) : addressOf(family, arc)
      if (octets === undefined) return undefined
      index.push(...octets)
      family = undefined
    }
  }
  return index
}

/** `"abc"` is told with its length before it, `'abc'` without: its length is fixed or it is the last of the index. */
function textOf(arc: string): readonly string[] | undefined {
  const quote = arc[0]
  if (quote !== '"' && quote !== "'") return undefined
  const text = arc.slice(1, -1).replace(/\\(.)/g, '$1')
  if (text.includes('.')) return undefined
  const octets = [...Buffer.from(text, 'latin1')].map(String)
  return quote === '"' ? [String(octets.length), ...octets] : octets
}

function addressOf(family: string, arc: string): readonly string[] | undefined {
  const text = arc.replace(/^["']|["']$/g, '')
  const octets = family.startsWith('ipv4')
    ? text.split('.')
    : text.split(':').map((part) => String(Number.parseInt(part, 16)))
  const length = family.startsWith('ipv4') ? 4 : 16
  return octets.length === length && octets.every((octet) => /^\d{1,3}$/.test(octet) && Number(octet) <= 255)
    ? [String(length), ...octets]
    : undefined
}
