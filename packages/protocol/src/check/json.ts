import { Ajv, type ErrorObject } from 'ajv'
import formatsPlugin from 'ajv-formats'
import type { JsonSchema } from '../json/schema.ts'
import type { Fault } from './fault.ts'

const addFormats = formatsPlugin as unknown as (ajv: Ajv) => Ajv

/** A schema that cannot be used. */
export class SchemaError extends Error {
  override readonly name = 'SchemaError'
}

/**
 * Makes a check of JSON values against a JSON Schema (draft-07 or older). Throws SchemaError.
 * ajv is large and generates code: import this module only where JSON is checked.
 */
export function jsonCheck(schema: JsonSchema): (value: unknown) => readonly Fault[] {
  // Older drafts say the same with another name of the meta schema.
  const { $schema: _, ...rest } = schema
  try {
    const validate = addFormats(new Ajv({ allErrors: true, strict: false, logger: false })).compile(rest)
    return (value) => (validate(value) ? [] : (validate.errors ?? []).map(faultOf))
  } catch (error) {
    throw new SchemaError(error instanceof Error ? error.message : String(error))
  }
}

function faultOf({ instancePath, message = 'not valid', params }: ErrorObject): Fault {
  const details = params as Readonly<Record<string, unknown>>
  const extra =
    typeof details.additionalProperty === 'string'
      ? `: ${details.additionalProperty}`
      : details.allowedValue !== undefined
        ? `: ${JSON.stringify(details.allowedValue)}`
        : ''
  return { level: 'error', path: instancePath === '' ? '/' : instancePath, message: message + extra }
}
