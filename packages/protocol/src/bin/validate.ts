import { type ExitCode, escapeControls, exit, FatalError, writeOut } from '@fusioninventory/cli-kit'
import type { Fault } from '../check/fault.ts'
import { type JsonPart, jsonParts } from '../check/json-parts.ts'
import { deviceAction } from '../content/device.ts'
import { DocumentError } from '../content/document.ts'
import type { JsonSchema } from '../json/schema.ts'
import { splitDocuments } from '../xml/split.ts'
import type { Context } from './context.ts'
import { type Loaded, limits, load, parseJson } from './load.ts'

/** Of one file; more would tell nothing new. */
const mostFaults = 1000

type Check = (value: unknown) => readonly Fault[]

/** A line for each fault on standard output; exit 1 where there is one. */
export async function validate(context: Context, files: readonly string[]): Promise<ExitCode> {
  const { options, io, log } = context
  const own = options.schema
  const check = own === undefined ? undefined : await schemaCheck(await schemaFrom(context, own), own)
  let failed = false
  for (const file of files) {
    let name = file
    let faults: readonly Fault[]
    try {
      const loaded = await load(context, file)
      name = loaded.name
      faults = await faultsOf(loaded, check)
    } catch (error) {
      if (!(error instanceof DocumentError)) throw error
      log.error(error.message)
      failed = true
      continue
    }
    const counted = faults.filter(({ level }) => level === 'error' || options.strict)
    if (counted.length > 0) failed = true
    else log.info(`${name}: valid${faults.length > 0 ? `, ${faults.length} warnings` : ''}`)
    const lines = faults.slice(0, mostFaults).map((fault) => `${escapeControls(lineOf(name, fault))}\n`)
    if (faults.length > mostFaults) lines.push(`${escapeControls(name)}: more than ${mostFaults} faults\n`)
    if (lines.length > 0 && (await writeOut(io.stdout, lines.join(''))) === 'closed') break
  }
  return failed ? exit.failed : exit.done
}

/** `inventory.xml:12:5: error: NETWORKS/MACADDR "x": not a hardware address`, `inventory.json: /content/bios: error: ...` */
const lineOf = (name: string, { level, message, line, column, path }: Fault): string =>
  `${name}:${path === undefined ? `${line}:${column}:` : `${line === undefined ? '' : `${line}:`} ${path}:`} ${level}: ${message}`

async function faultsOf(loaded: Loaded, given: Check | undefined): Promise<readonly Fault[]> {
  const { name, kind, text } = loaded
  if (kind === 'xml') {
    if (given) throw new DocumentError(`${name}: XML, and --schema is for JSON`)
    const { checkXml } = await import('../check/xml.ts')
    const faults: Fault[] = []
    for (const one of splitDocuments(text)) {
      for (const fault of checkXml(one.text, limits, one.line)) faults.push(fault)
      if (faults.length > mostFaults) break
    }
    return faults
  }
  const faults: Fault[] = []
  for (const part of jsonParts(text)) {
    if ('fault' in part) faults.push(part.fault)
    else {
      const check = given ?? (await modelCheck(part.value))
      for (const fault of check(part.value)) faults.push(placed(fault, part))
    }
    if (faults.length > mostFaults) break
  }
  return faults
}

/** The fault of a part as one of the whole. */
const placed = ({ path = '', ...fault }: Fault, part: JsonPart): Fault => ({
  ...fault,
  path: part.path === '' ? path : part.path + (path === '/' ? '' : path),
  ...(part.line !== undefined && { line: part.line }),
})

/** The check that the model makes for what the document is about. */
async function modelCheck(document: unknown): Promise<Check> {
  const about = deviceAction(document) === undefined ? 'computer' : 'device'
  const known = checks.get(about)
  if (known) return known
  const schemas = await import('../json/schema.ts')
  const made = await schemaCheck(
    about === 'device' ? schemas.deviceDocumentSchema() : schemas.inventorySchema(),
    'the model',
  )
  checks.set(about, made)
  return made
}

const checks = new Map<'computer' | 'device', Check>()

async function schemaCheck(schema: JsonSchema, name: string): Promise<Check> {
  const { jsonCheck, SchemaError } = await import('../check/json.ts')
  try {
    return jsonCheck(schema)
  } catch (error) {
    if (error instanceof SchemaError) throw new FatalError(`schema ${name}: ${error.message}`)
    throw error
  }
}

async function schemaFrom(context: Context, file: string): Promise<JsonSchema> {
  const loaded = await load(context, file)
  const schema: unknown = loaded.kind === 'json' ? parseJson(loaded) : undefined
  if (typeof schema !== 'object' || schema === null || Array.isArray(schema))
    throw new FatalError(`schema ${loaded.name}: not a JSON object`)
  return schema as JsonSchema
}
