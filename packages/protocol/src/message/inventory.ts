import { secondsOf } from '../client/expiration.ts'
import { listOf, type ReplyMap, textOf } from '../client/reply-map.ts'
import { withChecksum } from '../content/checksum.ts'
import { writeJson } from '../json/write.ts'
import type { Log } from '../model/diagnostics.ts'
import type { Inventory } from '../model/table.ts'
import { writeInventory } from '../xml/write.ts'
import { posted, type RequestPacking } from './encode.ts'
import { ProtocolError } from './error.ts'
import type { Exchange, Given } from './exchange.ts'
import { text } from './fields.ts'
import { nativeHeaders } from './json-request.ts'
import { accepted } from './said.ts'
import type { XmlOptions } from './xml-request.ts'

/** The server took a document. */
export interface Accepted {
  /** Seconds until the next contact, where it says. */
  readonly period?: number
  /** OCS: the TAG that it keeps for this machine, where that is not ours. */
  readonly tag?: string
  readonly warnings: readonly string[]
}

/** INVENTORY of the XML dialect. One without CHECKSUM says that everything changed. */
export const inventory = (document: Inventory, { packing = 'zlib' }: XmlOptions = {}): Exchange<Accepted> => ({
  request: posted(writeInventory(withChecksum(document)), 'xml', packing),
  read: taken,
})

export interface NativeInventoryOptions {
  readonly agentId: string
  readonly requestId?: string
  /** Default zlib. */
  readonly packing?: RequestPacking
  /** Some sections only: the server leaves the others as they are. */
  readonly partial?: boolean
  /** Gets what the format has no form for, and was left out. */
  readonly log?: Log
}

/** The inventory of GLPI's native protocol. */
export function nativeInventory(
  document: Inventory,
  { packing = 'zlib', partial = false, log = () => undefined, ...ids }: NativeInventoryOptions,
): Exchange<Accepted> {
  return { request: posted(writeJson(document, log, { partial }), 'json', packing, nativeHeaders(ids)), read: taken }
}

/**
 * Did the server take the document? Any REPLY without ERROR says yes, so does JSON with `status: ok`, and what GLPI says
 * to a document without agent id. Throws ProtocolError.
 */
export async function taken(answer: Given): Promise<Accepted> {
  const { yes, reply, json, warnings } = await accepted(answer)
  if (!yes)
    throw new ProtocolError('CONTENT', 'unexpected answer: neither yes nor no', {
      status: answer.status,
    })
  const period = secondsOf(json?.expiration ?? (reply && textOf(reply.map, 'expiration')))
  const tag = reply?.response === 'ACCOUNT_UPDATE' ? accountTag(reply.map) : undefined
  return { warnings, ...(period !== undefined && { period }), ...(tag !== undefined && { tag }) }
}

function accountTag(map: ReplyMap): string | undefined {
  const info = listOf(map, 'ACCOUNTINFO').find((one) => textOf(one, 'KEYNAME') === 'TAG')
  return info === undefined ? undefined : text(info, 'KEYVALUE')
}
