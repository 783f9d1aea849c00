import { buildRequest } from '../xml/build.ts'
import type { XmlTree } from '../xml/write.ts'
import { posted, type RequestPacking } from './encode.ts'
import { ProtocolError } from './error.ts'
import type { Request } from './exchange.ts'

/** What every message needs to know. */
export interface Identity {
  readonly deviceid: string
  /** UUID of the agent, for GLPI's native protocol. */
  readonly agentId?: string
}

export interface XmlOptions {
  /** Default zlib. */
  readonly packing?: RequestPacking
}

/** A message in XML. Throws ProtocolError MESSAGE for a tree with names that are none. */
export function xmlRequest(
  query: string,
  { deviceid, agentId }: Identity,
  body: XmlTree,
  { packing = 'zlib' }: XmlOptions = {},
): Request {
  let xml: string
  try {
    xml = buildRequest(query, deviceid, body)
  } catch (error) {
    throw new ProtocolError('MESSAGE', error instanceof Error ? error.message : String(error), { cause: error })
  }
  return posted(xml, 'xml', packing, agentId === undefined ? {} : { 'GLPI-Agent-ID': agentId })
}
