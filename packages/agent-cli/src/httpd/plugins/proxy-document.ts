import { setImmediate as turn } from 'node:timers/promises'
import { promisify } from 'node:util'
import { gunzip, inflate } from 'node:zlib'
import { packingAt } from '@fusioninventory/protocol/client'
import { checkWellFormed, XmlError } from '@fusioninventory/protocol/xml'

/** What an agent sent. */
interface ProxyDocument {
  readonly query: 'PROLOG' | 'INVENTORY'
  readonly deviceid: string
  /** Unpacked. */
  readonly xml: Buffer
}

export type Reading = ProxyDocument | { readonly refused: string }

export const limits = { packed: 32 * 1_048_576, plain: 64 * 1_048_576, ratio: 200, elements: 5_000_000 }

const unpackers = { zlib: promisify(inflate), gzip: promisify(gunzip) } as const

/** Types of the clients; which packing it is, the first bytes say. */
const types = /^application\/(?:xml|x-compress(?:-zlib|-gzip)?)$/i

/** In words of version 2.6, which administrators look for. */
export function refusedType(header: string | undefined): string | undefined {
  const type = header?.split(';', 1)[0]?.trim()
  if (!type) return 'Content-type not set'
  return types.test(type) ? undefined : 'Unsupported Content-type'
}

/** Unpacks and reads a message within bounds, a piece at a time, so that others have their turn. Never throws. */
export async function readProxyDocument(body: Buffer): Promise<Reading> {
  if (body.length === 0) return { refused: 'No content' }
  let xml = body
  const packing = packingAt(body)
  if (packing !== undefined) {
    // Small messages of blanks are harmless however well they are packed.
    const most = Math.min(limits.plain, Math.max(4 * 1_048_576, body.length * limits.ratio))
    try {
      xml = await unpackers[packing](body, { maxOutputLength: most })
    } catch {
      return { refused: 'Unsupported content' }
    }
  }
  try {
    const { root, picked } = await checkWellFormed(inPieces(xml), {
      limits: { elements: limits.elements },
      pick: ['REQUEST/QUERY', 'REQUEST/DEVICEID'],
    })
    if (root !== 'REQUEST') return { refused: 'Unsupported content' }
    const query = picked.get('REQUEST/QUERY')?.trim() ?? ''
    if (query !== 'PROLOG' && query !== 'INVENTORY') return { refused: 'Unsupported query' }
    const deviceid = picked.get('REQUEST/DEVICEID')?.trim() ?? ''
    if (deviceid === '') return { refused: `${query} query without deviceid` }
    return { query, deviceid, xml }
  } catch (error) {
    if (error instanceof XmlError) return { refused: 'Unsupported content' }
    throw error
  }
}

const pieceBytes = 65_536

async function* inPieces(bytes: Buffer): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += pieceBytes) {
    yield bytes.subarray(at, at + pieceBytes)
    await turn()
  }
}
