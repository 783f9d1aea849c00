import { deflateSync, gzipSync } from 'node:zlib'
import type { Request } from './exchange.ts'

/** How a body is packed. */
export type RequestPacking = 'zlib' | 'gzip' | 'none'

/** A message with its headers, packed. */
export function posted(
  text: string,
  format: 'xml' | 'json',
  packing: RequestPacking,
  headers: Readonly<Record<string, string>> = {},
): Request {
  const plain = Buffer.from(text)
  return {
    method: 'POST',
    headers: {
      'content-type': `application/${packing === 'none' ? format : `x-compress-${packing}`}`,
      ...headers,
    },
    body: packing === 'zlib' ? deflateSync(plain) : packing === 'gzip' ? gzipSync(plain) : plain,
  }
}
