import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { inventorySchema } from '@fusioninventory/protocol/json'
import { Ajv } from 'ajv'
import formatsPlugin from 'ajv-formats'

const addFormats = formatsPlugin as unknown as (ajv: Ajv) => Ajv
const compile = (schema: object) => addFormats(new Ajv({ allErrors: true, strict: false })).compile(schema)

const shared = process.env.FUSIONINVENTORY_SHARED ?? join(import.meta.dirname, '../../../../shared')
const file = join(shared, 'schema/glpi-inventory.schema.json')

/** Ours, and where shared data is the one of GLPI's inventory library. */
const schemas = [
  { name: 'own schema', validate: compile(inventorySchema()) },
  ...(existsSync(file)
    ? [{ name: 'schema of the servers', validate: compile(JSON.parse(readFileSync(file, 'utf8')) as object) }]
    : []),
]

/** What is wrong with a JSON inventory: a line each, none where it is valid. */
export const schemaErrors = (document: unknown): readonly string[] =>
  schemas.flatMap(({ name, validate }) =>
    validate(document)
      ? []
      : (validate.errors ?? []).map(({ instancePath, message }) => `${name}: ${instancePath} ${message ?? ''}`),
  )
