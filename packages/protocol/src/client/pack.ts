import { Readable, type Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createDeflate, createGunzip, createInflate } from 'node:zlib'
import { packingAt } from './body.ts'
import { TransportError } from './errors.ts'
import type { Pieces } from './transport.ts'

/** A document ready to be sent, kept in memory in its packed form, so that it can be sent again, packed or plain. */
export interface Packed {
  /** Pieces of its zlib form (RFC 1950). */
  readonly pieces: readonly Uint8Array[]
  /** Bytes of the packed form. */
  readonly packedLength: number
  /** Bytes of the plain form. */
  readonly length: number
}

export interface PackLimits {
  /** Plain bytes. */
  readonly maxBytes: number
  /** Packed bytes, which stay in memory. */
  readonly maxPacked: number
}

const packLimits: PackLimits = { maxBytes: 2 ** 31, maxPacked: 256 * 1024 * 1024 }

type Bytes = AsyncIterable<Uint8Array>

/** Reads the source once: unpacks it if it is zlib or gzip, and packs it. Throws TOO_LARGE and CONTENT. */
export async function pack(source: Bytes, limits: PackLimits = packLimits): Promise<Packed> {
  let length = 0
  async function* counted(): Bytes {
    for await (const piece of unpacked(source)) {
      length += piece.length
      if (length > limits.maxBytes)
        throw new TransportError('TOO_LARGE', `larger than ${Math.floor(limits.maxBytes / 2 ** 20)} MiB`)
      yield piece
    }
  }
  const pieces: Uint8Array[] = []
  let size = 0
  for await (const piece of through(counted(), createDeflate())) {
    size += piece.length
    if (size > limits.maxPacked)
      throw new TransportError('TOO_LARGE', `larger than ${limits.maxPacked >> 20} MiB when packed`)
    pieces.push(piece)
  }
  return { pieces, packedLength: size, length }
}

/** The packed form, to be sent. */
export const packedBody = ({ pieces, packedLength }: Packed): Pieces => ({
  length: packedLength,
  async *chunks() {
    yield* pieces
  },
})

/** The plain form, to be sent or read. */
export const plainBody = ({ pieces, length }: Packed): Pieces => ({
  length,
  chunks: () => through(Readable.from(pieces), createInflate()),
})

/** The source, unpacked if its first bytes say that it is packed. */
async function* unpacked(source: Bytes): Bytes {
  const iterator = source[Symbol.asyncIterator]()
  let head: Uint8Array = new Uint8Array()
  while (head.length < 3) {
    const next = await iterator.next()
    if (next.done === true) break
    head = head.length === 0 ? next.value : Buffer.concat([head, next.value])
  }
  const packing = packingAt(head)
  const whole = rejoined(head, iterator)
  if (packing === undefined) yield* whole
  else {
    try {
      yield* through(whole, packing === 'gzip' ? createGunzip() : createInflate())
    } catch (error) {
      if (String((error as NodeJS.ErrnoException).code).startsWith('Z_'))
        throw new TransportError('CONTENT', `corrupt ${packing} content`)
      throw error
    }
  }
}

async function* rejoined(head: Uint8Array, rest: AsyncIterator<Uint8Array>): Bytes {
  try {
    if (head.length > 0) yield head
    for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value
  } finally {
    await rest.return?.()
  }
}

async function* through(source: Bytes | Readable, transform: Transform): Bytes {
  const done = pipeline(source, transform)
  done.catch(() => undefined)
  for await (const piece of transform) yield piece
  await done
}
