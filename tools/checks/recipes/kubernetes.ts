import assert from 'node:assert/strict'
import { Ajv } from 'ajv'
import { parse } from 'yaml'

/** As much of a Job as a recipe uses. */
export interface IndexedJob {
  readonly spec: {
    readonly completions: number
    readonly parallelism: number
    readonly template: { readonly spec: { readonly containers: readonly Container[] } }
  }
}

interface Container {
  readonly image: string
  readonly command: readonly string[]
  readonly args: readonly string[]
  readonly env: readonly { readonly name: string; readonly value: string }[]
}

const text = { type: 'string', minLength: 1 } as const
const count = { type: 'integer', minimum: 1 } as const
/** RFC 1123 label, as names of objects and containers must be. */
const label = { type: 'string', pattern: '^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$' } as const
/** An object with these members, of which the first are required; no others. */
const object = (required: Readonly<Record<string, object>>, optional: Readonly<Record<string, object>> = {}) => ({
  type: 'object',
  properties: { ...required, ...optional },
  required: Object.keys(required),
  additionalProperties: false,
})
const list = (items: object) => ({ type: 'array', items, minItems: 1 })

/** batch/v1 Job, of the API reference of Kubernetes 1.24 and later (Indexed is stable since); only what is used here. */
const schema = object({
  apiVersion: { const: 'batch/v1' },
  kind: { const: 'Job' },
  metadata: object({ name: label }),
  spec: object(
    {
      completions: count,
      parallelism: count,
      completionMode: { const: 'Indexed' },
      template: object({
        spec: object(
          {
            // Always, the default of a Pod, is none of a Job's.
            restartPolicy: { enum: ['OnFailure', 'Never'] },
            containers: list(
              object(
                { name: label, image: text, command: list(text), args: list(text) },
                {
                  env: list(object({ name: { type: 'string', pattern: '^[A-Za-z_][A-Za-z0-9_]*$' }, value: text })),
                  resources: object(
                    {},
                    { limits: object({}, { memory: { type: 'string', pattern: '^\\d+[KMG]i$' } }) },
                  ),
                },
              ),
            ),
          },
          { hostNetwork: { type: 'boolean' } },
        ),
      }),
    },
    { backoffLimit: { type: 'integer', minimum: 0 } },
  ),
})

/** Reads a manifest. Throws where it is no Job that a cluster would take. */
export function readJob(manifest: string): IndexedJob {
  const value: unknown = parse(manifest, { strict: true })
  const validate = new Ajv({ allErrors: true }).compile(schema)
  assert.ok(validate(value), JSON.stringify(validate.errors))
  return value as unknown as IndexedJob
}

/** `$(NAME)` in a command becomes that variable, `$$` a dollar; a name that is none stays as it is. */
export const expanded = (word: string, env: Readonly<Record<string, string>>): string =>
  word.replace(/\$\$|\$\(([^)]*)\)/g, (whole, name?: string) =>
    whole === '$$' ? '$' : ((name === undefined ? undefined : env[name]) ?? whole),
  )
