import { FatalError } from '@fusioninventory/cli-kit'
import { jsonFault } from '../check/json-text.ts'
import { DocumentError, inventoryOfJson, inventoryOfXml } from '../content/document.ts'
import { type Diagnostic, describe, levelOf } from '../model/diagnostics.ts'
import type { Inventory } from '../model/table.ts'
import { decodeXmlBytes, readXml, XmlError, type XmlLimits } from '../xml/read.ts'
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
  const { bytes } = await unpacked(context, await readInput(context.io, file, limitOf(context)), named(file))
  const text = decodeXmlBytes(bytes)
  const start = text.trimStart().slice(0, 1)
  if (start === '') throw new DocumentError(`${named(file)}: the document is empty`)
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

/** The inventory of a file. What is not taken over is logged. */
export async function inventoryOf(context: Context, file: string): Promise<Inventory> {
  const loaded = await load(context, file)
  const { name, kind, text } = loaded
  const log = logOf(context, name)
  if (kind === 'json') return within(name, 1, () => inventoryOfJson(parseJson(loaded), log))
  const [first, ...others] = splitDocuments(text)
  if (!first || others.length > 0) throw new FatalError(`${name}: ${others.length + 1} documents where one is due`)
  return within(name, first.line, () => inventoryOfXml(readXml(first.text, limits), log))
}

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
