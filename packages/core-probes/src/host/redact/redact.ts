/** A capture without what tells whose machine it is. */
import { randomBytes } from 'node:crypto'
import type { Capture, Header, Section } from '../capture/model.ts'
import { decodeText, encodeText, isLossy } from '../text.ts'
import { replaceNumbers, serialsIn, uuidForms, uuidsIn } from './binary.ts'
import { collect, isSerial, isSoftware } from './collect.ts'
import { Pseudonyms } from './pseudonyms.ts'
import { Replacer } from './replace.ts'

const isBinary = (text: string): boolean => text.includes('\0') || isLossy(text)
const UUID = /[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/gi

export function redact(capture: Capture, salt: Uint8Array = randomBytes(32)): Capture {
  const names = new Pseudonyms(salt)
  const { serials, names: who, macs } = collect(capture)
  const all = new Set(serials)
  const uuids = new Set<string>()
  for (const { kind, subject, attributes, content } of capture.sections) {
    for (const [uuid] of content.matchAll(UUID)) uuids.add(uuid.toLowerCase())
    if (kind !== 'file' || !isBinary(content)) continue
    const bytes = encodeText(content)
    for (const serial of serialsIn(subject[0] ?? '', bytes)) if (isSerial(serial.trim())) all.add(serial.trim())
    for (const uuid of uuidsIn(subject[0] ?? '', attributes.from ?? 0, bytes)) uuids.add(uuid)
  }
  const replacer = new Replacer(names, { serials: all, names: who, macs })
  const context = { names, replacer, uuids }
  return {
    header: redactHeader(capture.header, replacer),
    sections: capture.sections.map((section) => redactSection(section, context)),
  }
}

interface Context {
  readonly names: Pseudonyms
  readonly replacer: Replacer
  readonly uuids: ReadonlySet<string>
}

const PLAIN = { software: false, binary: false } as const

function redactHeader(header: Header, replacer: Replacer): Header {
  const replaced = (['hostname', 'fqdn', 'user', 'version'] as const).flatMap((key) => {
    const value = header[key]
    return value === undefined ? [] : [[key, key === 'version' ? value : replacer.text(value, PLAIN)]]
  })
  return { ...header, ...Object.fromEntries(replaced), redacted: 'all' }
}

function redactSection(section: Section, { names, replacer, uuids }: Context): Section {
  const { kind, attributes, content } = section
  const software = isSoftware(section.subject)
  const binary = isBinary(content)
  const subject = section.subject.map((word) => replacer.text(word, PLAIN))
  const stdin = attributes.stdin === undefined ? {} : { stdin: replacer.text(attributes.stdin, PLAIN) }
  let clean = content
  if (binary && kind === 'file') clean = redactBytes(section, names, replacer, uuids)
  const path = section.subject[0] ?? ''
  if (kind === 'file' && NUMBERS.test(path)) return { ...section, content: numbers(path, content, replacer) }
  return {
    ...section,
    subject,
    attributes: { ...attributes, ...stdin },
    content: replacer.text(clean, { software, binary }),
  }
}

function redactBytes(
  { subject, content }: Section,
  names: Pseudonyms,
  replacer: Replacer,
  uuids: ReadonlySet<string>,
): string {
  const bytes = encodeText(content)
  for (const uuid of uuids) {
    const others = uuidForms(replacer.uuid(uuid))
    for (const [order, form] of uuidForms(uuid).entries()) {
      const other = others[order]
      for (let at = bytes.indexOf(form); at >= 0 && other; at = bytes.indexOf(form, at + 16)) bytes.set(other, at)
    }
  }
  replaceNumbers(subject[0] ?? '', bytes, names)
  return decodeText(bytes)
}

const NUMBERS = /^\/proc\/net\/(?:route|if_inet6|ipv6_route)$/

/** Addresses of /proc/net that are written as numbers: IPv4 in the order of a little-endian machine, IPv6 as 32 digits. */
function numbers(path: string, content: string, replacer: Replacer): string {
  if (path === '/proc/net/route')
    return content.replace(/^(\S+\t)([0-9A-F]{8})\t([0-9A-F]{8})/gm, (_, name: string, to: string, via: string) => {
      return `${name}${hex4(to, replacer)}\t${hex4(via, replacer)}`
    })
  return content.replace(/\b[0-9a-f]{32}\b/g, (hex) => replacer.hex6(hex))
}

function hex4(hex: string, replacer: Replacer): string {
  const octets = (hex.match(/../g) ?? []).map((pair) => Number.parseInt(pair, 16)).reverse()
  const other = replacer.ipv4(octets.join('.')).split('.').map(Number).reverse()
  return other.map((octet) => octet.toString(16).padStart(2, '0').toUpperCase()).join('')
}
