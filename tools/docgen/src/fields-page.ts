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
  texts: 'text, repeated',
  map: 'nested element',
  maps: 'nested element, repeated',
}

const kindOf = ({ kind, unit }: Field): string => `${kindNames[kind] ?? kind}${unit === undefined ? '' : `, ${unit}`}`

const jsonOf = (name: string, { json }: Field): string => (json === null ? '' : code(json ?? name.toLowerCase()))

const docOf = ({ doc, values, required, mayBeEmpty, legacy }: Field): string =>
  [
    doc,
    values ? `One of ${values.map(code).join(', ')}.` : '',
    required && !mayBeEmpty ? 'Without it JSON drops the entry.' : '',
    mayBeEmpty ? 'Without it JSON says that it is empty.' : '',
    legacy ? 'For old servers only.' : '',
  ]
    .filter(Boolean)
    .join(' ')

const rows = (fields: Fields, path = ''): string[][] =>
  Object.entries(fields).flatMap(([name, field]) => [
    [code(path + name), jsonOf(name, field), kindOf(field), docOf(field)],
    ...rows(field.fields ?? {}, `${path}${name}/`),
  ])

function section(name: string, { doc, json, many, category, text, jsonOnly, fields }: Section): string {
  const facts = [
    text ? 'A text' : many ? 'A list of entries' : 'One entry',
    json === null ? 'not in JSON' : `in JSON ${code(json)}`,
    category === undefined ? undefined : `left out by ${code(`--no-category=${category}`)}`,
    jsonOnly ? 'not in XML' : undefined,
  ].filter((fact) => fact !== undefined)
  const head = `## ${name}\n\n${doc} ${facts.join(', ')}.`
  return text ? head : `${head}\n\n${table(['field', 'JSON', 'kind', 'meaning'], rows(fields))}`
}

/** Every section and field of an inventory. */
export const fieldsPage = (schema: Schema): string =>
  [
    '# Sections and fields of an inventory',
    generated,
    'In XML a section is an element of `CONTENT` in capitals, repeated for each entry. The kind is that of XML; JSON has dates as YYYY-MM-DD, booleans and numbers as such.',
    ...Object.entries(schema).map(([name, one]) => section(name, one)),
  ].join('\n\n')
