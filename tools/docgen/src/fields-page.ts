import type { Field, Fields, Schema, Section } from '@fusioninventory/protocol'
import { code, generated, table } from './markdown.ts'

const kindNames: Readonly<Partial<Record<Field['kind'], string>>> = {
  trimmed: 'text',
  serial: 'text, no placeholder',
  int: 'integer',
  boolean: '0 or 1',
  yesno: 'Yes or No',
  date: 'DD/MM/YYYY',
  usdate: 'MM/DD/YYYY',
  datetime: 'YYYY-MM-DD hh:mm:ss',
  mac: 'hardware address',
  ipv4: 'IPv4 address',
  ipv6: 'IPv6 address',
  ip: 'IP address',
  texts: 'text, repeated',
  map: 'nested element',
  maps: 'nested element, repeated',
}

const kindOf = ({ kind, unit, range, many }: Field): string =>
  [
    kindNames[kind] ?? kind,
    ...(range === undefined ? [] : [range.join(' to ')]),
    ...(unit === undefined ? [] : [unit]),
    ...(many ? ['repeated'] : []),
  ].join(', ')

const jsonOf = (name: string, { json, lifted }: Field): string =>
  json === null || lifted ? '' : code(json ?? name.toLowerCase())

const docOf = ({ doc, values, means, range, required, legacy }: Field): string =>
  [
    doc,
    means ? `${means.map((word, at) => `${at + (range?.[0] ?? 0)} ${word}`).join(', ')}.` : '',
    values ? `One of ${values.map(code).join(', ')}.` : '',
    required ? 'Without it JSON drops the entry.' : '',
    legacy ? 'For old servers only.' : '',
  ]
    .filter(Boolean)
    .join(' ')

const rows = (fields: Fields, path = ''): string[][] =>
  Object.entries(fields).flatMap(([name, field]) => [
    [code(path + name), jsonOf(name, field), kindOf(field), docOf(field)],
    ...rows(field.fields ?? {}, `${path}${name}/`),
  ])

function section(name: string, { doc, json, many, item, category, text, jsonOnly, fields, others }: Section): string {
  const facts = [
    text ? 'A text' : many ? 'A list of entries' : 'One entry',
    item === undefined ? undefined : `each ${code(item)} within it`,
    json === null ? 'not in JSON' : `in JSON ${code(json)}`,
    category === undefined ? undefined : `left out by ${code(`--no-category=${category}`)}`,
    jsonOnly ? 'not in XML' : undefined,
  ].filter((fact) => fact !== undefined)
  const head = `## ${name}\n\n${doc} ${facts.join(', ')}.`
  const all = [...rows(fields), ...(others ? [['any name', 'in lower case', kindOf(others), docOf(others)]] : [])]
  return text ? head : `${head}\n\n${table(['field', 'JSON', 'kind', 'meaning'], all)}`
}

/** Every section and field of an inventory. */
export const fieldsPage = (schema: Schema): string =>
  [
    '# Sections and fields of an inventory',
    generated,
    'In XML a section is an element of `CONTENT` in capitals, repeated for each entry. The kind is that of XML; JSON has dates as YYYY-MM-DD, booleans and numbers as such.',
    ...Object.entries(schema).map(([name, one]) => section(name, one)),
  ].join('\n\n')

/** The same of what is said of network devices. */
export const deviceFieldsPage = (described: Schema, found: Schema): string =>
  [
    '# Sections and fields of network devices',
    generated,
    'What `fusioninventory-netinventory` says of a device stands in `DEVICE`: a message `SNMPQUERY`, in JSON the action `netinventory`. The kind is that of XML; JSON has booleans and numbers as such, and its names without the element that only holds a list.',
    ...Object.entries(described).map(([name, one]) => section(name, one)),
    '# A device that was found',
    'What `fusioninventory-netdiscovery` says of a device: a message `NETDISCOVERY`, in JSON the action `netdiscovery`.',
    ...Object.entries(found).map(([name, one]) => section(name, one)),
  ].join('\n\n')
