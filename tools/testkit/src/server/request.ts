import type { IncomingHttpHeaders } from 'node:http'
import { type Role, type Unpacked, unpackAs } from './packing.ts'
import { parseXml, textAt, type XmlElement } from './xml.ts'

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }

/** What the server could make of a body. */
export type Document =
  | { readonly kind: 'xml'; readonly root: XmlElement; readonly deviceId?: string; readonly query?: string }
  | {
      readonly kind: 'json'
      readonly value: Readonly<Record<string, Json>>
      readonly deviceId?: string
      readonly query?: string
    }
  | { readonly kind: 'broken'; readonly reason: string }

/** One request as it came, in order of arrival. */
export interface RecordedRequest {
  /** Counted from 1 over all connections. */
  readonly n: number
  /** Connections counted from 1: the same number means a connection was used again. */
  readonly connection: number
  readonly method: string
  /** Path with query. */
  readonly url: string
  readonly headers: IncomingHttpHeaders
  readonly rawHeaders: readonly string[]
  readonly raw: Buffer
  readonly unpacked?: Unpacked
  /** Undefined where the body is empty or was never read. */
  readonly document?: Document
  /** Basic credentials, `user:password`. */
  readonly credentials?: string
}

/** Credentials of an `Authorization` or `Proxy-Authorization` header of the Basic scheme (RFC 7617, UTF-8). */
export function basicCredentials(header: string | undefined): string | undefined {
  const match = /^basic +([A-Za-z0-9+/=]+)$/i.exec(header ?? '')
  return match?.[1] === undefined ? undefined : Buffer.from(match[1], 'base64').toString('utf8')
}

/** Adds to a request what that server reads in its body. */
export function readBody(role: Role, request: RecordedRequest): RecordedRequest {
  if (request.raw.length === 0) return request
  const unpacked = unpackAs(role, request.headers['content-type'], request.raw)
  if (!unpacked) return { ...request, document: { kind: 'broken', reason: 'cannot be unpacked' } }
  return { ...request, unpacked, document: parseDocument(unpacked.body) }
}

/** JSON where the first byte is `{`, else XML; bytes that are not UTF-8 are read as ISO-8859-1. */
export function parseDocument(body: Buffer): Document {
  const text = decodeText(body)
  try {
    if (text.startsWith('{')) {
      const value: Readonly<Record<string, Json>> = JSON.parse(text)
      const { deviceid, action, query } = value
      return { kind: 'json', value, ...identity(asText(deviceid), asText(action) ?? asText(query)) }
    }
    const root = parseXml(text)
    return { kind: 'xml', root, ...identity(textAt(root, 'DEVICEID'), textAt(root, 'QUERY')) }
  } catch (error) {
    return { kind: 'broken', reason: error instanceof Error ? error.message : String(error) }
  }
}

const asText = (value: Json | undefined): string | undefined => (typeof value === 'string' ? value : undefined)

const identity = (deviceId: string | undefined, query: string | undefined) => ({
  ...(deviceId === undefined ? {} : { deviceId }),
  ...(query === undefined ? {} : { query }),
})

function decodeText(body: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body)
  } catch {
    return body.toString('latin1')
  }
}
