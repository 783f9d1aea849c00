import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { deviceDocumentSchema, inventorySchema } from '@fusioninventory/protocol/json'
import { Ajv } from 'ajv'
import formatsPlugin from 'ajv-formats'

const addFormats = formatsPlugin as unknown as (ajv: Ajv) => Ajv
const compile = (schema: object) => addFormats(new Ajv({ allErrors: true, strict: false })).compile(schema)

const shared = process.env.FUSIONINVENTORY_SHARED ?? join(import.meta.dirname, '../../../../shared')
const file = join(shared, 'schema/glpi-inventory.schema.json')

const own = { inventory: compile(inventorySchema()), device: compile(deviceDocumentSchema()) }
const theirs = existsSync(file) ? compile(JSON.parse(readFileSync(file, 'utf8')) as object) : undefined

/** Ours, and where shared data is the one of GLPI's inventory library. */
const schemasFor = (document: unknown) => [
  { name: 'own schema', validate: isAboutDevice(document) ? own.device : own.inventory },
  ...(theirs ? [{ name: 'schema of the servers', validate: theirs }] : []),
]

const isAboutDevice = (document: unknown): boolean =>
  typeof document === 'object' && document !== null && 'action' in document && document.action !== 'inventory'

/** What is wrong with a JSON inventory, or with what is said of a device: a line each, none where it is valid. */
export const schemaErrors = (document: unknown): readonly string[] =>
  schemasFor(document).flatMap(({ name, validate }) =>
    validate(document)
      ? []
      : (validate.errors ?? []).map(({ instancePath, message }) => `${name}: ${instancePath} ${message ?? ''}`),
  )
