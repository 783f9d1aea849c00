import { sectionFields, sectionOf } from '../model/admit.ts'
import { clean } from '../model/clean.ts'
import { type DeviceQuery, deviceQueryOf, deviceSchema, foundSchema } from '../model/device/table.ts'
import type { Field, Kind, Schema, Section } from '../model/kinds.ts'
import { schema } from '../model/table.ts'
import { admitScalar, isScalarField } from '../model/values.ts'
import { XmlError } from '../xml/error.ts'
import { readXml, type XmlLimits, type XmlNode } from '../xml/read.ts'
import type { Fault } from './fault.ts'

/** What a value of a kind is, where it may be none. */
const expected: Partial<Record<Kind, string>> = {
  int: 'a whole number',
  boolean: '1 or 0',
  yesno: 'Yes or No',
  mac: 'a hardware address',
  ipv4: 'an IPv4 address',
  ipv6: 'an IPv6 address',
  ip: 'an IP address',
  date: 'a date',
  usdate: 'a date (MM/DD/YYYY)',
  datetime: 'a date and time',
}

const queries = new Set(['INVENTORY', 'PROLOG', ...deviceQueryOf.keys()])

/** Faults of one XML message, in the order of the document. `firstLine` is the line that it begins on. */
export function checkXml(text: string, limits: Partial<XmlLimits> = {}, firstLine = 1): readonly Fault[] {
  const places = new Map<XmlNode, readonly [line: number, column: number]>()
  const faults: Fault[] = []
  const say = (node: XmlNode, level: Fault['level'], message: string): void => {
    const [line = 1, column = 1] = places.get(node) ?? []
    faults.push({ level, message, line: line + firstLine - 1, column })
  }
  try {
    const root = readXml(text, limits, (node, line, column) => places.set(node, [line, column]))
    checkRequest(root, say)
  } catch (error) {
    if (!(error instanceof XmlError)) throw error
    const reason = error.message.replace(/ at line \d+, column \d+$/, '')
    return [
      {
        level: 'error',
        message: reason,
        line: Math.max(1, error.line) + firstLine - 1,
        column: Math.max(1, error.column),
      },
    ]
  }
  return faults.sort((a, b) => (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0))
}

type Say = (node: XmlNode, level: Fault['level'], message: string) => void

const shown = (text: string): string => {
  const line = clean(text.trim())
  return JSON.stringify(line.length > 80 ? `${line.slice(0, 80)}...` : line)
}

const isBlank = (node: XmlNode): boolean => node.children.length === 0 && node.text.trim() === ''

function checkRequest(root: XmlNode, say: Say): void {
  if (root.name !== 'REQUEST') {
    say(root, 'error', `a <${root.name.slice(0, 80)}>, not a <REQUEST>`)
    return
  }
  const child = (name: string): XmlNode | undefined => root.children.find((node) => node.name === name)
  const [query, deviceid, content] = [child('QUERY'), child('DEVICEID'), child('CONTENT')]
  for (const [name, node] of [
    ['QUERY', query],
    ['DEVICEID', deviceid],
  ] as const)
    if (node === undefined || isBlank(node)) say(node ?? root, 'error', `REQUEST has no ${name}`)
  const asked = query?.text.trim() || 'INVENTORY'
  if (query && !queries.has(asked)) say(query, 'error', `QUERY ${shown(asked)}: not a message of this protocol`)
  if (asked === 'PROLOG') return
  if (!content) say(root, 'error', 'REQUEST has no CONTENT')
  else if (asked === 'INVENTORY') checkContent(content.children, schema, say)
  else checkNetwork(content, deviceQueryOf.get(asked) ?? 'SNMPQUERY', say)
}

/** What a network task says of its run, and not of a device. */
const ofRun = new Set(['AGENT', 'MODULEVERSION', 'PROCESSNUMBER'])

function checkNetwork(content: XmlNode, query: DeviceQuery, say: Say): void {
  const about = content.children.filter(({ name }) => !ofRun.has(name))
  const [, second] = about.filter(({ name }) => name === 'DEVICE')
  if (second) say(second, 'error', 'DEVICE: once more, and servers take one a message')
  if (query === 'NETDISCOVERY') {
    checkContent(about, foundSchema, say)
    return
  }
  const sections = about.flatMap((node) => (node.name === 'DEVICE' ? (node === second ? [] : node.children) : [node]))
  checkContent(sections, deviceSchema, say)
}

function checkContent(nodes: readonly XmlNode[], model: Schema, say: Say): void {
  const seen = new Set<string>()
  for (const node of nodes) {
    const section = sectionOf(node.name, model)
    if (!section) say(node, 'error', `${node.name}: unknown section`)
    else if (section.jsonOnly) say(node, 'error', `${node.name}: a section of JSON only`)
    else if ((!section.many || section.item !== undefined) && seen.has(node.name))
      say(node, 'error', `${node.name}: once more where one is due`)
    else checkSection(node, section, say)
    seen.add(node.name)
  }
}

function checkSection(node: XmlNode, section: Section, say: Say): void {
  if (isBlank(node)) return
  if (section.text) {
    if (node.children.length > 0) say(node, 'error', `${node.name}: elements where a text is due`)
  } else if (node.children.length === 0) say(node, 'error', `${node.name} ${shown(node.text)}: a text, not fields`)
  else if (section.item === undefined) checkFields(node, section, `${node.name}/`, say)
  else
    for (const item of node.children)
      if (item.name !== section.item) say(item, 'error', `${node.name}/${item.name}: not a ${section.item}`)
      else if (item.children.length === 0 && !isBlank(item))
        say(item, 'error', `${node.name}/${item.name} ${shown(item.text)}: a text, not fields`)
      else if (!isBlank(item)) checkFields(item, section, `${node.name}/${item.name}/`, say)
}

function checkFields(
  entry: XmlNode,
  { fields, others }: Pick<Section, 'fields' | 'others'>,
  path: string,
  say: Say,
): void {
  const fieldOf = sectionFields({ fields, others })
  const seen = new Set<string>()
  for (const node of entry.children) {
    const place = path + node.name
    const field = fieldOf(node.name)
    if (!field) say(node, 'error', `${place}: unknown field`)
    else if (seen.has(node.name) && field.kind !== 'texts' && field.kind !== 'maps' && !field.many)
      say(node, 'error', `${place}: once more where one is due`)
    else checkField(node, field, place, say)
    if (!isBlank(node)) seen.add(node.name)
  }
  for (const [name, { required }] of Object.entries(fields))
    if (required && !seen.has(name)) say(entry, 'warning', `${path}${name}: missing, and JSON requires it`)
}

function checkField(node: XmlNode, field: Field, place: string, say: Say): void {
  if (isBlank(node)) return
  if (field.kind === 'map' || field.kind === 'maps') {
    if (node.children.length > 0) checkFields(node, { fields: field.fields ?? {} }, `${place}/`, say)
    else say(node, 'error', `${place} ${shown(node.text)}: a text, not fields`)
  } else if (node.children.length > 0) say(node, 'error', `${place}: elements where a text is due`)
  else if (isScalarField(field)) checkValue(node, field, place, say)
}

function checkValue(node: XmlNode, field: Parameters<typeof admitScalar>[1], place: string, say: Say): void {
  const admitted = admitScalar(node.text, field)
  const told = `${place} ${shown(node.text)}`
  if (admitted.value !== undefined) {
    if (admitted.remark !== undefined) say(node, 'warning', `${told}: not ${expected[field.kind] ?? known(field)}`)
  } else if (admitted.reason === 'placeholder') say(node, 'warning', `${told}: says only that nobody filled it in`)
  else if (admitted.reason === 'bad-value')
    say(
      node,
      'error',
      `${told}: not ${field.range ? `a whole number from ${field.range.join(' to ')}` : (expected[field.kind] ?? 'a value of its kind')}`,
    )
}

const known = ({ values = [] }: Field): string => `one of ${values.join(', ')}`
