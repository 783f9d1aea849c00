import { randomUUID } from 'node:crypto'
import type { Packed } from '@fusioninventory/protocol/client'
import type { Range, Scanned } from '@fusioninventory/protocol/xml'
import { declarationCounter } from './declarations.ts'
import { jsonLines } from './json-lines.ts'
import { asUtf8 } from './latin1.ts'
import { SourceError } from './source-error.ts'

type Transport = typeof import('@fusioninventory/protocol/client')

export interface Document {
  readonly packed: Packed
  readonly format: 'xml' | 'json'
  /** VERSIONCLIENT of an XML document. */
  readonly versionClient?: string
}

export interface Preparation {
  readonly transport: Transport
  /** Well-formed or not, it is sent. */
  readonly check: boolean
  /** VERSIONCLIENT is wanted. */
  readonly version: boolean
}

/** JSON is checked in one piece, so larger documents are refused. */
const maxJson = 256 * 1024 * 1024
const versionPath = 'REQUEST/CONTENT/VERSIONCLIENT'

/** One of the documents of a source: counted from 1, ready to be sent, or what is wrong with it. */
export interface Part {
  readonly index: number
  readonly count: number
  readonly content: Document | SourceError
  readonly warning?: string
}

/**
 * Reads, unpacks, splits and checks what a source holds; XML is checked while it is packed. Without a check it is sent as
 * it is, and no more is looked for than where another declaration parts it. Throws SourceError where it cannot be read.
 */
export async function* documents(chunks: AsyncIterable<Uint8Array>, preparation: Preparation): AsyncGenerator<Part> {
  const { pack, TransportError } = preparation.transport
  try {
    const look = await openLook(preparation)
    const whole = await pack(chunks, { seen: look.write })
    const { ranges, parts, ...found } = await examine(whole, look, preparation)
    if (ranges.length < 2) return yield { index: 1, count: 1, ...found }
    let index = 0
    for await (const packed of cut(whole, ranges, preparation.transport)) {
      const part = parts?.[index]?.(packed) ?? (await examineAlone(packed, preparation))
      yield { index: ++index, count: ranges.length, ...part }
    }
  } catch (error) {
    if (error instanceof TransportError) throw new SourceError(error.message)
    throw error
  }
}

/** What is learnt of a source while it is read. */
interface Look {
  write(bytes: Uint8Array): void
  /** Declarations of XML; `undefined` where they are not counted. */
  readonly declarations?: number
  scanned?(): Scanned | undefined
}

async function openLook({ check, version }: Preparation): Promise<Look> {
  if (!check && !version) return declarationCounter()
  const { scanWellFormed } = await import('@fusioninventory/protocol/xml')
  const scan = scanWellFormed(version ? [versionPath] : [])
  return { write: scan.write, scanned: scan.end }
}

interface Found {
  readonly content: Document | SourceError
  readonly warning?: string
}

interface Examined extends Found {
  /** More than one: the content means nothing, as these are documents of their own. */
  readonly ranges: readonly Range[]
  /** For each of them that is known already. */
  readonly parts?: readonly ((packed: Packed) => Found)[]
}

const alone = (content: Document | SourceError, more: { warning?: string } = {}): Examined => ({
  content,
  ranges: [],
  ...more,
})

async function examine(packed: Packed, look: Look, preparation: Preparation): Promise<Examined> {
  const first = await firstBytes(packed, preparation.transport)
  if (first.trim() === '' && packed.length <= 1024) return alone(new SourceError('the document is empty'))
  if (/^\s*[{[]/.test(first)) return examineJson(packed, preparation)
  const scanned = look.scanned?.()
  if (scanned) return accepted(packed, scanned, first, preparation)
  if (look.scanned) return examineXml(packed, first, preparation)
  const content = { packed, format: 'xml' } as const
  if ((look.declarations ?? 0) < 2) return alone(content)
  return { content, ranges: await rangesOf(packed, preparation.transport) }
}

/** A document that was cut out of a source. */
async function examineAlone(packed: Packed, preparation: Preparation): Promise<Found> {
  const look = await openLook(preparation)
  for await (const piece of preparation.transport.plainBody(packed).chunks()) look.write(piece)
  const { content, warning } = await examine(packed, look, preparation)
  return { content, ...(warning !== undefined && { warning }) }
}

interface Known {
  readonly root: string
  readonly picked: ReadonlyMap<string, string>
}

function documentOf(packed: Packed, { root, picked }: Known, check: boolean): Document | SourceError {
  if (check && root.toUpperCase() !== 'REQUEST')
    return new SourceError(`no inventory: the XML document is a <${root.slice(0, 80)}>, not a <REQUEST>`)
  const versionClient = picked.get(versionPath)?.trim()
  return { packed, format: 'xml', ...(versionClient && { versionClient }) }
}

async function accepted(
  packed: Packed,
  { documents: all, badBytes }: Scanned,
  first: string,
  { transport, check }: Preparation,
): Promise<Examined> {
  if (all.length > 1) {
    const ranges = all.map(({ start, end }) => [start, end] as const)
    const parts = all.map((one) => (cutOut: Packed) => ({ content: documentOf(cutOut, one, check) }))
    return { content: { packed, format: 'xml' }, ranges, parts }
  }
  const content = documentOf(packed, all[0] ?? { root: '', picked: new Map() }, check)
  return badBytes && !isWide(first) && !(content instanceof SourceError) ? repaired(content, transport) : alone(content)
}

/** UTF-16 begins with a mark or a zero. */
const isWide = (first: string): boolean => /^[\xfe\xff\0]|^.\0/s.test(first)

/** Only what claims to be UTF-8 can be repaired. */
async function repaired(document: Document, transport: Transport): Promise<Examined> {
  const packed = await transport.pack(asUtf8(transport.plainBody(document.packed).chunks()))
  const same = packed.length === document.packed.length
  const warning = 'holds bytes that are not UTF-8; they are sent as Latin-1 characters'
  return alone({ ...document, packed }, same ? {} : { warning })
}

/** What the quick check cannot decide: is it well-formed, and what is wrong with it? */
async function examineXml(packed: Packed, first: string, { transport, check }: Preparation): Promise<Examined> {
  const { checkWellFormed, XmlError } = await import('@fusioninventory/protocol/xml')
  const plain = transport.plainBody(packed)
  try {
    const { badBytes, ...known } = await checkWellFormed(plain.chunks(), { pick: [versionPath] })
    return accepted(packed, { documents: [{ start: 0, end: packed.length, ...known }], badBytes }, first, {
      transport,
      check,
      version: true,
    })
  } catch (error) {
    if (!(error instanceof XmlError)) throw error
    const problem = new SourceError(`not well-formed XML: ${error.message} (--no-check sends it as it is)`)
    const content = check ? problem : ({ packed, format: 'xml' } as const)
    return isWide(first) ? alone(content) : { content, ranges: await rangesOf(packed, transport) }
  }
}

async function rangesOf(packed: Packed, { plainBody }: Transport): Promise<readonly Range[]> {
  const { xmlSplitter } = await import('@fusioninventory/protocol/xml')
  const splitter = xmlSplitter()
  for await (const piece of plainBody(packed).chunks()) splitter.write(piece)
  return splitter.ranges()
}

/** As Latin-1: enough to see what it is. */
async function firstBytes(packed: Packed, { plainBody }: Transport): Promise<string> {
  for await (const piece of plainBody(packed).chunks()) return Buffer.from(piece.subarray(0, 1024)).toString('latin1')
  return ''
}

async function examineJson(packed: Packed, { transport, check }: Preparation): Promise<Examined> {
  const document: Document = { packed, format: 'json' }
  if (packed.length > maxJson) {
    return alone(check ? new SourceError(`JSON larger than ${maxJson >> 20} MiB`) : document)
  }
  const pieces: Uint8Array[] = []
  for await (const piece of transport.plainBody(packed).chunks()) pieces.push(piece)
  const bytes = Buffer.concat(pieces)
  const ranges = jsonLines(bytes)
  if (ranges.length > 1 || !check) return { content: document, ranges }
  let value: unknown
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    // The words of the parser would show a part of the document.
    return alone(new SourceError('not well-formed JSON (--no-check sends it as it is)'))
  }
  if (!Array.isArray(value)) return alone(document)
  return alone(new SourceError('no inventory: the JSON document is a list, not an object'))
}

/** Packs each of these ranges, in one pass. */
async function* cut(whole: Packed, ranges: readonly Range[], { pack, plainBody }: Transport): AsyncIterable<Packed> {
  const pieces = plainBody(whole).chunks()[Symbol.asyncIterator]()
  let at = 0
  let rest: Uint8Array = new Uint8Array()
  async function* bytesUntil(end: number): AsyncIterable<Uint8Array> {
    while (at < end) {
      if (rest.length === 0) {
        const next = await pieces.next()
        if (next.done === true) return
        rest = next.value
      }
      const piece = rest.subarray(0, end - at)
      rest = rest.subarray(piece.length)
      at += piece.length
      yield piece
    }
  }
  try {
    for (const [start, end] of ranges) {
      for await (const _ of bytesUntil(start));
      yield await pack(bytesUntil(end))
    }
  } finally {
    await pieces.return?.()
  }
}

/** GLPI knows an agent by its id: the UUID in the name of the file, else a new one. */
export const agentIdOf = (name: string): string =>
  /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/i.exec(name.slice(name.lastIndexOf('/') + 1))?.[0].toLowerCase() ??
  randomUUID()
