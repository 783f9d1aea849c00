import { deviceSchema, foundSchema } from '../model/device/table.ts'
import type { Field, Fields, Schema, Section } from '../model/kinds.ts'
import { schema } from '../model/table.ts'
import { deviceActions, itemTypes } from './device.ts'

/** A node of a JSON Schema (draft-07). */
export type JsonSchema = Readonly<Record<string, unknown>>

const date = '^\\d{4}-\\d{2}-\\d{2}$'
const moment = '^\\d{4}-\\d{2}-\\d{2} \\d{2}:\\d{2}:\\d{2}$'

const escaped = (value: string): string => value.replace(/[.*+?^$()[\]{}|\\]/g, '\\$&')

/** The legal values, in the case that JSON has them in. */
function oneOf({ values = [], jsonCase }: Field): string {
  const words = values.map((value) => {
    const word = jsonCase === 'lower' ? value.toLowerCase() : jsonCase === 'upper' ? value.toUpperCase() : value
    return word.endsWith('*') ? `${escaped(word.slice(0, -1))}.*` : escaped(word)
  })
  return `^(?:${words.join('|')})$`
}

function valueSchema(field: Field): JsonSchema {
  return field.many ? { type: 'array', items: oneSchema(field), minItems: 1 } : oneSchema(field)
}

function oneSchema(field: Field): JsonSchema {
  switch (field.jsonKind ?? field.kind) {
    case 'int':
      return {
        type: 'integer',
        minimum: field.range?.[0] ?? 0,
        ...(field.range === undefined ? {} : { maximum: field.range[1] }),
      }
    case 'boolean':
    case 'yesno':
      return { type: 'boolean' }
    case 'date':
    case 'usdate':
      return { type: 'string', pattern: date }
    case 'datetime':
      return { type: 'string', pattern: moment }
    case 'ipv4':
      return { type: 'string', format: 'ipv4' }
    case 'ip':
      return {
        anyOf: [
          { type: 'string', format: 'ipv4' },
          { type: 'string', format: 'ipv6' },
        ],
      }
    case 'enum':
      return { type: 'string', pattern: oneOf(field) }
    case 'texts':
      return { type: 'array', items: { type: 'string' }, minItems: 1 }
    case 'map':
      return mapSchema(field.fields ?? {})
    case 'maps':
      return { type: 'array', items: mapSchema(field.fields ?? {}), minItems: 1 }
    default:
      return { type: 'string', ...(field.jsonPattern === undefined ? {} : { pattern: field.jsonPattern }) }
  }
}

function mapSchema(fields: Fields, others?: Field): JsonSchema {
  const properties: Record<string, JsonSchema> = {}
  const required: string[] = []
  const add = (all: Fields): void => {
    for (const [name, field] of Object.entries(all)) {
      const key = field.json === undefined ? name.toLowerCase() : field.json
      if (key === null) continue
      if (field.lifted) add(field.fields ?? {})
      else properties[key] ??= { description: field.doc, ...valueSchema(field) }
      if (field.required) required.push(key)
    }
  }
  add(fields)
  return {
    type: 'object',
    properties,
    ...(required.length > 0 ? { required } : {}),
    minProperties: 1,
    additionalProperties: others === undefined ? false : { description: others.doc, ...valueSchema(others) },
  }
}

function sectionSchema(section: Section): JsonSchema {
  const { doc } = section
  if (section.text) return { description: doc, type: 'string', minLength: 1 }
  const entry = mapSchema(section.fields, section.others)
  return section.many || section.jsonList
    ? { description: doc, type: 'array', items: entry, minItems: 1 }
    : { description: doc, ...entry }
}

const sectionsSchema = (model: Schema): Readonly<Record<string, JsonSchema>> =>
  Object.fromEntries(
    Object.values(model).flatMap((section): [string, JsonSchema][] =>
      section.json === null ? [] : [[section.json, sectionSchema(section)]],
    ),
  )

/**
 * JSON Schema (draft-07) of the JSON inventory, made from the model: what `writeJson` can write, and no more, so it is
 * narrower than what servers take. Sections of the user's own are allowed.
 */
export function inventorySchema(): JsonSchema {
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Inventory of a computer',
    type: 'object',
    properties: {
      action: { const: 'inventory' },
      content: { type: 'object', properties: sectionsSchema(schema), required: ['versionclient'] },
      deviceid: { description: 'Identity of the machine for the server.', type: 'string' },
      itemtype: { const: 'Computer' },
      partial: { description: 'Only some sections; the others stay as they are.', const: true },
      tag: { description: 'Free text by which an administrator sorts machines.', type: 'string' },
    },
    required: ['action', 'content', 'deviceid', 'itemtype'],
    additionalProperties: false,
  }
}

/** The same of what network tasks say in JSON of a device: `writeDeviceJson`. */
export function deviceDocumentSchema(): JsonSchema {
  const hardware = mapSchema({ WORKGROUP: { kind: 'text', doc: 'Workgroup or domain, by NetBIOS.' } })
  const versionclient = { description: 'Program and version.', type: 'string', minLength: 1 }
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Network device',
    type: 'object',
    properties: {
      action: { enum: Object.values(deviceActions) },
      content: {
        type: 'object',
        properties: {
          ...sectionsSchema(foundSchema),
          ...sectionsSchema(deviceSchema),
          network_device: {
            anyOf: [sectionsSchema(deviceSchema), sectionsSchema(foundSchema)].map((of) => of.network_device),
          },
          hardware,
          versionclient,
        },
        required: ['versionclient'],
        additionalProperties: false,
      },
      deviceid: { description: 'Identity of the agent for the server.', type: 'string' },
      itemtype: { enum: itemTypes },
      jobid: { description: 'Number of the job of the server.', type: 'integer', minimum: 0 },
    },
    required: ['action', 'content', 'deviceid', 'itemtype'],
    additionalProperties: false,
  }
}
