import { FatalError } from '@fusioninventory/cli-kit'
import { type JsonPart, jsonParts } from '../check/json-parts.ts'
import { jsonFault } from '../check/json-text.ts'
import { deviceAction, deviceOfJson, deviceOfXml, deviceQuery } from '../content/device.ts'
import { DocumentError, inventoryOfJson, inventoryOfXml } from '../content/document.ts'
import type { DeviceDocument } from '../model/device/table.ts'
import { type Diagnostic, describe, type Log, levelOf } from '../model/diagnostics.ts'
import type { Inventory } from '../model/table.ts'
import { decodeXmlBytes, readXml, XmlError, type XmlLimits, type XmlNode } from '../xml/read.ts'
import { splitDocuments } from '../xml/split.ts'
import type { Context } from './context.ts'
import { named, readInput } from './io/input.ts'
import { unpacked } from './packing.ts'

/** A file as text, unpacked. */
export interface Loaded {
  readonly name: string
  readonly kind: 'xml' | 'json'
  readonly text: string
}

/** More than any machine has, and no more than fits into memory. */
export const limits: Partial<XmlLimits> = { elements: 1_000_000 }

/** Reads and unpacks a file. Throws DocumentError where it is neither XML nor JSON. */
export async function load(context: Context, file: string): Promise<Loaded> {
  const loaded = await loadIfAny(context, file)
  if (!loaded) throw new DocumentError(`${named(file)}: the document is empty`)
  return loaded
}

/** The same; undefined where nothing is in it. */
export async function loadIfAny(context: Context, file: string): Promise<Loaded | undefined> {
  const { bytes } = await unpacked(context, await readInput(context.io, file, limitOf(context)), named(file))
  const text = decodeXmlBytes(bytes)
  const start = text.trimStart().slice(0, 1)
  if (start === '') return undefined
  if (start !== '<' && start !== '{' && start !== '[') throw new DocumentError(`${named(file)}: neither XML nor JSON`)
  return { name: named(file), kind: start === '<' ? 'xml' : 'json', text }
}

const limitOf = ({ options }: Context): number => options['max-size'] * 1_048_576

/** The value of a JSON document. Throws DocumentError with line and column. */
export function parseJson({ name, text }: Pick<Loaded, 'name' | 'text'>): unknown {
  const fault = jsonFault(text)
  if (fault) throw new DocumentError(`${name}:${fault.line}:${fault.column}: ${fault.message}`)
  return JSON.parse(text)
}

/** What a file is about: a computer, or a network device. */
export type Document =
  | { readonly about: 'computer'; readonly inventory: Inventory }
  | { readonly about: 'device'; readonly device: DeviceDocument }

/** The documents of a file: one, or several messages about devices. What is not taken over is logged. */
export async function documentsOf(context: Context, file: string): Promise<readonly Document[]> {
  const loaded = await load(context, file)
  const { name, kind, text } = loaded
  const log = logOf(context, name)
  const documents =
    kind === 'json'
      ? jsonParts(text).map((part) => within(name, part.line ?? 1, () => ofJson(documentIn(name, part), log)))
      : splitDocuments(text).map((one) => within(name, one.line, () => ofXml(readXml(one.text, limits), log)))
  if (documents.length > 1 && documents.some(({ about }) => about === 'computer'))
    throw new FatalError(`${name}: ${documents.length} documents where one is due`)
  return documents
}

/** The one document of a file. */
export async function documentOf(context: Context, file: string): Promise<Document> {
  const documents = await documentsOf(context, file)
  const [first] = documents
  if (!first || documents.length > 1)
    throw new FatalError(`${named(file)}: ${documents.length} documents where one is due`)
  return first
}

const ofXml = (root: XmlNode, log: Log): Document =>
  deviceQuery(root) === undefined
    ? { about: 'computer', inventory: inventoryOfXml(root, log) }
    : { about: 'device', device: deviceOfXml(root, log) }

function documentIn(name: string, part: JsonPart): unknown {
  if ('value' in part) return part.value
  const { line, column, message } = part.fault
  throw new DocumentError(`${name}:${line}:${column}: ${message}`)
}

const ofJson = (value: unknown, log: Log): Document =>
  deviceAction(value) === undefined
    ? { about: 'computer', inventory: inventoryOfJson(value, log) }
    : { about: 'device', device: deviceOfJson(value, log) }

/** Each diagnostic is a line of the log, in front of it the file. */
export const logOf =
  ({ log }: Context, name: string) =>
  (diagnostic: Diagnostic): void =>
    log.log(levelOf(diagnostic) === 'warning' ? 'warning' : 'info', `${name}: ${describe(diagnostic)}`)

/** An error within a document names the file, and the line of the whole. */
export function within<T>(name: string, line: number, read: () => T): T {
  try {
    return read()
  } catch (error) {
    if (error instanceof XmlError) {
      const reason = error.message.replace(/ at line \d+, column \d+$/, '')
      throw new DocumentError(`${name}:${Math.max(1, error.line) + line - 1}:${Math.max(1, error.column)}: ${reason}`)
    }
    if (error instanceof DocumentError && !error.message.startsWith(`${name}:`))
      throw new DocumentError(`${name}: ${error.message}`)
    throw error
  }
}
