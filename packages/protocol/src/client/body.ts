import { promisify } from 'node:util'
import { gunzip, gunzipSync, inflate, inflateRaw, inflateRawSync, inflateSync } from 'node:zlib'
import { TransportError } from './errors.ts'

export interface BodyLimits {
  /** Bytes after unpacking. */
  readonly maxBytes: number
  /** Unpacked to packed; checked above 4 MiB only, as small replies of blanks are harmless. */
  readonly maxRatio: number
}

export const bodyLimits: BodyLimits = { maxBytes: 64 * 1024 * 1024, maxRatio: 200 }

export type Packing = 'zlib' | 'gzip' | 'deflate' | 'none'

const unpackers = { zlib: promisify(inflate), gzip: promisify(gunzip), deflate: promisify(inflateRaw) } as const
const here = { zlib: inflateSync, gzip: gunzipSync, deflate: inflateRawSync } as const

/** Up to so many bytes, which are nearly all answers, the way to another thread and back takes longer than the unpacking. */
const small = 4096

/** Which packing a Content-Type names. `application/x-compressed` and `x-compress` are used for all of them. */
const byType: Readonly<Record<string, Packing>> = {
  'application/x-compress-zlib': 'zlib',
  'application/x-zlib': 'zlib',
  'application/x-compress-gzip': 'gzip',
  'application/x-gzip': 'gzip',
  'application/gzip': 'gzip',
  'application/x-compress-deflate': 'deflate',
  'application/x-deflate': 'deflate',
}

/** RFC 1950: method 8, window up to 32 KiB, and a header that is a multiple of 31; without a preset dictionary. */
const isZlib = (bytes: Uint8Array, at: number): boolean => {
  const [cmf = 0, flg = 0] = [bytes[at], bytes[at + 1]]
  return (cmf & 0x0f) === 8 && cmf >> 4 <= 7 && (flg & 0x20) === 0 && (cmf * 256 + flg) % 31 === 0
}

/** RFC 1952. */
const isGzip = (bytes: Uint8Array, at: number): boolean =>
  bytes[at] === 0x1f && bytes[at + 1] === 0x8b && bytes[at + 2] === 8

/** The packing whose magic number stands at this place. */
export function packingAt(bytes: Uint8Array, at = 0): 'zlib' | 'gzip' | undefined {
  if (at + 2 > bytes.length) return undefined
  return isGzip(bytes, at) ? 'gzip' : isZlib(bytes, at) ? 'zlib' : undefined
}

export interface Unpacked {
  readonly packing: Packing
  readonly bytes: Uint8Array
  /** Bytes before the packed part, e.g. warnings of PHP. */
  readonly skipped: Uint8Array
}

/** Where packed data may begin behind other text, and how often it is worth trying. */
const scanLength = 65_536
const scanTries = 16

/**
 * The body of an answer, unpacked: by its Content-Type, else by the magic number at its begin, else by the first place
 * where packed data begins that unpacks to the end; else as it is. Memory is bounded whatever the body holds.
 * Throws TOO_LARGE, and CONTENT where the type promises a packing that the body does not keep.
 */
export async function unpack(
  body: Uint8Array,
  contentType: string | undefined,
  limits: BodyLimits = bodyLimits,
): Promise<Unpacked> {
  const named = byType[(contentType ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '']
  const first = named === 'deflate' ? named : (packingAt(body) ?? undefined)
  if (first !== undefined) {
    const bytes = await tryUnpack(body, first, limits)
    if (bytes !== undefined) return { packing: first, bytes, skipped: body.subarray(0, 0) }
  }
  let tries = 0
  for (let at = 1; at < Math.min(body.length, scanLength) && tries < scanTries; at++) {
    const packing = packingAt(body, at)
    // Of zlib, the headers that are in use: any other pair occurs in plain text too often.
    if (packing === undefined || (packing === 'zlib' && body[at] !== 0x78)) continue
    tries++
    const bytes = await tryUnpack(body.subarray(at), packing, limits)
    if (bytes !== undefined) return { packing, bytes, skipped: body.subarray(0, at) }
  }
  if (first !== undefined && (named !== undefined || first === 'gzip' || body[0] === 0x78)) {
    throw new TransportError('CONTENT', `corrupt ${first} content`, {
      hint: 'the answer was cut or changed on its way',
    })
  }
  return { packing: 'none', bytes: body, skipped: body.subarray(0, 0) }
}

async function tryUnpack(
  bytes: Uint8Array,
  packing: keyof typeof unpackers,
  limits: BodyLimits,
): Promise<Uint8Array | undefined> {
  const maxOutputLength = Math.min(limits.maxBytes, Math.max(4 * 1024 * 1024, bytes.length * limits.maxRatio))
  try {
    return bytes.length <= small
      ? here[packing](bytes, { maxOutputLength })
      : await unpackers[packing](bytes, { maxOutputLength })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_BUFFER_TOO_LARGE') return undefined
    throw new TransportError('TOO_LARGE', `the answer unpacks to more than ${maxOutputLength >> 20} MiB`, {
      hint: 'a decompression bomb, or not the server it should be',
    })
  }
}
