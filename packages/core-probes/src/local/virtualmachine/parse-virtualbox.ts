import { readXml, type XmlNode } from '@fusioninventory/protocol/xml'
import type { Guest, Status } from './guest.ts'
import { macs, mebibytes } from './parse-amount.ts'

const product = { SUBSYSTEM: 'Oracle VM VirtualBox', VMTYPE: 'virtualbox' } as const

/** States of VBoxManage's `showvminfo`. */
const states: ReadonlyMap<string, Status> = new Map([
  ['powered off', 'off'],
  ['saved', 'off'],
  ['aborted-saved', 'off'],
  ['teleported', 'off'],
  ['aborted', 'crashed'],
  ['gurumeditation', 'crashed'],
  ['guru meditation', 'crashed'],
  ['stuck', 'blocked'],
  ['teleporting', 'paused'],
  ['live snapshotting', 'running'],
  ['starting', 'running'],
  ['stopping', 'dying'],
  ['saving', 'dying'],
  ['restoring', 'running'],
  ['running', 'running'],
  ['paused', 'paused'],
])

const colons = (mac: string | undefined): string | undefined =>
  /^[0-9a-f]{12}$/i.test(mac ?? '') ? mac?.replace(/..(?=.)/g, '$&:') : undefined

type Draft = { -readonly [K in keyof Guest]: Guest[K] }

/** `VBoxManage list --long vms`, or `showvminfo` of one or more of them. Parts of a guest that have a name have an index, too. */
export function parseVBoxManage(text: string): Guest[] {
  const guests: { guest: Draft; cards: (string | undefined)[] }[] = []
  let part = false
  for (const line of text.split('\n', 1_000_000)) {
    const row = /^([A-Z][\w .]{0,40}):\s+(\S.*)$/.exec(line)
    if (!row) continue
    const [, key = '', value = ''] = row
    if (key === 'Index') part = true
    else if (key === 'Name') {
      if (!part) guests.push({ guest: { NAME: value.trimEnd(), VCPU: 1, ...product }, cards: [] })
      part = false
    }
    const last = guests.at(-1)
    if (!last) continue
    const { guest, cards } = last
    if (key === 'UUID') guest.UUID ??= value.trim()
    else if (key === 'Memory size') guest.MEMORY ??= mebibytes(value, 'm')
    else if (key === 'Number of CPUs') guest.VCPU = value.trim()
    else if (key === 'State') guest.STATUS ??= states.get(value.replace(/ \(.*$/, '').trim())
    else if (/^NIC \d{1,2}$/.test(key)) cards.push(colons(/MAC: ([0-9A-F]{12})/.exec(value)?.[1]))
  }
  return guests.map(({ guest, cards }) => ({ ...guest, MAC: macs(cards) }))
}

function root(text: string): XmlNode | undefined {
  try {
    return readXml(text)
  } catch {
    return undefined
  }
}

const child = (node: XmlNode | undefined, ...names: readonly string[]): XmlNode | undefined =>
  names.reduce((at, name) => at?.children.find((one) => one.name === name), node)

/** Paths of the machines that a user has registered, from `VirtualBox.xml`. */
export const parseRegistry = (text: string): string[] =>
  child(root(text), 'Global', 'MachineRegistry')?.children.flatMap((entry) => entry.attributes.get('src') ?? []) ?? []

/** A machine's own file (`*.vbox`). Whether it runs stands nowhere there. */
export function parseVbox(text: string): Guest | undefined {
  const machine = child(root(text), 'Machine')
  const NAME = machine?.attributes.get('name')
  if (machine === undefined || NAME === undefined) return undefined
  const hardware = child(machine, 'Hardware')
  const cards = child(hardware, 'Network')?.children ?? []
  return {
    NAME,
    UUID: machine.attributes.get('uuid')?.replace(/[{}]/g, ''),
    MEMORY: mebibytes(child(hardware, 'Memory')?.attributes.get('RAMSize'), 'm'),
    VCPU: child(hardware, 'CPU')?.attributes.get('count') ?? 1,
    MAC: macs(
      cards
        .filter((card) => card.attributes.get('enabled') === 'true')
        .map((card) => colons(card.attributes.get('MACAddress'))),
    ),
    STATUS: machine.attributes.get('aborted') === 'true' ? 'crashed' : 'off',
    ...product,
  }
}
