import { readXml, type XmlNode } from '@fusioninventory/protocol/xml'
import type { Guest, Status } from './guest.ts'
import { macs } from './parse-amount.ts'

/** States of libvirt, as `virsh list` and as its own status files spell them. */
const states: ReadonlyMap<string, Status> = new Map([
  ['running', 'running'],
  ['blocked', 'blocked'],
  ['idle', 'idle'],
  ['no state', 'idle'],
  ['nostate', 'idle'],
  ['paused', 'paused'],
  ['pmsuspended', 'paused'],
  ['in shutdown', 'shutdown'],
  ['shutdown', 'shutdown'],
  ['shut off', 'off'],
  ['shutoff', 'off'],
  ['crashed', 'crashed'],
  ['dying', 'dying'],
])
/** Longer words before those that they end with. */
const words = [...states.keys()].sort((a, b) => b.length - a.length)

/** `virsh list --all`: number or `-`, name, state. A name may hold blanks, and be longer than its column. */
export function parseVirshList(text: string): Guest[] {
  return text.split('\n', 100_000).flatMap((line) => {
    const row = line.trimEnd()
    const state = words.find((word) => row.endsWith(` ${word}`))
    const parts = state === undefined ? null : /^\s*(\d{1,10}|-)\s+(\S.*)$/.exec(row.slice(0, -state.length).trimEnd())
    const NAME = parts?.[2]
    return NAME && NAME !== 'Domain-0' ? [{ NAME, STATUS: states.get(state ?? ''), VMTYPE: 'libvirt' }] : []
  })
}

/** Units of memory in libvirt (its page `formatdomain`), in bytes; KiB where none is named. */
const units: Readonly<Record<string, number>> = {
  b: 1,
  bytes: 1,
  KB: 1e3,
  k: 2 ** 10,
  KiB: 2 ** 10,
  MB: 1e6,
  M: 2 ** 20,
  MiB: 2 ** 20,
  GB: 1e9,
  G: 2 ** 30,
  GiB: 2 ** 30,
  TB: 1e12,
  T: 2 ** 40,
  TiB: 2 ** 40,
}

const child = (node: XmlNode | undefined, name: string): XmlNode | undefined =>
  node?.children.find((one) => one.name === name)
const textOf = (node: XmlNode | undefined): string | undefined => node?.text.trim() || undefined

function memoryOf(node: XmlNode | undefined): number | undefined {
  const unit = units[node?.attributes.get('unit') ?? 'KiB']
  const digits = textOf(node) ?? ''
  return unit && /^\d{1,20}$/.test(digits) ? Math.floor((Number(digits) * unit) / 2 ** 20) : undefined
}

/** A `<domain>` document, or the `<domstatus>` one that libvirt keeps of an active domain; undefined for anything else. */
export function parseDomain(text: string): Guest | undefined {
  let root: XmlNode
  try {
    root = readXml(text)
  } catch {
    return undefined
  }
  const domain = root.name === 'domain' ? root : child(root, 'domain')
  if (!domain) return undefined
  const cards = child(domain, 'devices')?.children.filter(({ name }) => name === 'interface') ?? []
  return {
    NAME: textOf(child(domain, 'name')),
    STATUS: root === domain ? undefined : states.get(root.attributes.get('state') ?? ''),
    UUID: textOf(child(domain, 'uuid')),
    SUBSYSTEM: domain.attributes.get('type'),
    VCPU: textOf(child(domain, 'vcpu')),
    MEMORY: memoryOf(child(domain, 'currentMemory')) ?? memoryOf(child(domain, 'memory')),
    MAC: macs(cards.map((card) => child(card, 'mac')?.attributes.get('address'))),
    COMMENT: textOf(child(domain, 'description')),
    VMTYPE: 'libvirt',
  }
}
