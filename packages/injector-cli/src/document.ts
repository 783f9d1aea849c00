import { randomUUID } from 'node:crypto'
import type { Packed } from '@fusioninventory/protocol/client'
import { asUtf8 } from './latin1.ts'
import { SourceError } from './sources.ts'

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
  readonly warn: (message: string) => void
}

/** JSON is checked in one piece, so larger documents are refused. */
const maxJson = 256 * 1024 * 1024
const versionPath = 'REQUEST/CONTENT/VERSIONCLIENT'

/** Reads, unpacks and checks a document. Throws SourceError with what is wrong with it. */
export async function prepare(
  chunks: AsyncIterable<Uint8Array>,
  { transport, check, warn }: Preparation,
): Promise<Document> {
  const { pack, plainBody, TransportError } = transport
  try {
    const packed = await pack(chunks)
    const first = await firstBytes(packed, transport)
    if (first.trim() === '' && packed.length <= 1024) throw new SourceError('the document is empty')
    if (/^\s*[{[]/.test(first)) {
      if (check) await checkJson(packed, transport)
      return { packed, format: 'json' }
    }
    const { checkWellFormed, XmlError } = await import('@fusioninventory/protocol/xml')
    const plain = plainBody(packed)
    try {
      const { root, picked, badBytes } = await checkWellFormed(plain.chunks(), { pick: [versionPath] })
      if (check && root.toUpperCase() !== 'REQUEST') {
        throw new SourceError(`no inventory: the XML document is a <${root.slice(0, 80)}>, not a <REQUEST>`)
      }
      const versionClient = picked.get(versionPath)?.trim()
      const more = versionClient ? { versionClient } : {}
      // UTF-16 begins with a mark or a zero; only what claims to be UTF-8 can be repaired.
      if (!badBytes || /^[\xfe\xff\0]/.test(first)) return { packed, format: 'xml', ...more }
      const repaired = await pack(asUtf8(plain.chunks()))
      if (repaired.length !== packed.length) warn('holds bytes that are not UTF-8; they are sent as Latin-1 characters')
      return { packed: repaired, format: 'xml', ...more }
    } catch (error) {
      if (!(error instanceof XmlError)) throw error
      if (check) throw new SourceError(`not well-formed XML: ${error.message} (--no-check sends it as it is)`)
      return { packed, format: 'xml' }
    }
  } catch (error) {
    if (error instanceof TransportError) throw new SourceError(error.message)
    throw error
  }
}

/** As Latin-1: enough to see what it is. */
async function firstBytes(packed: Packed, { plainBody }: Transport): Promise<string> {
  for await (const piece of plainBody(packed).chunks()) return Buffer.from(piece.subarray(0, 1024)).toString('latin1')
  return ''
}

async function checkJson(packed: Packed, { plainBody }: Transport): Promise<void> {
  if (packed.length > maxJson) throw new SourceError(`JSON larger than ${maxJson >> 20} MiB`)
  const pieces: Uint8Array[] = []
  for await (const piece of plainBody(packed).chunks()) pieces.push(piece)
  let value: unknown
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(pieces)))
  } catch {
    // The words of the parser would show a part of the document.
    throw new SourceError('not well-formed JSON (--no-check sends it as it is)')
  }
  if (Array.isArray(value)) throw new SourceError('no inventory: the JSON document is a list, not an object')
}

/** GLPI knows an agent by its id: the UUID in the name of the file, else a new one. */
export const agentIdOf = (name: string): string =>
  /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/i.exec(name.slice(name.lastIndexOf('/') + 1))?.[0].toLowerCase() ??
  randomUUID()
