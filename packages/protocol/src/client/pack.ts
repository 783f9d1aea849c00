import { Readable, type Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createDeflate, createGunzip, createInflate } from 'node:zlib'
import { packingAt } from './body.ts'
import { deflateWhole, packing } from './deflaters.ts'
import { TransportError } from './errors.ts'
import type { Body, Pieces } from './transport.ts'

/** A document ready to be sent, kept in memory in its packed form, so that it can be sent again, packed or plain. */
export interface Packed {
  /** A small document is kept as it is too. */
  readonly plain?: readonly Uint8Array[]
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

export interface PackOptions extends Partial<PackLimits> {
  /** Gets the plain bytes as they come. */
  readonly seen?: ((bytes: Uint8Array) => void) | undefined
}

/** Up to here a document is packed in one go, which takes less time, and stays in memory plain as well. */
const small = 1024 * 1024

const packLimits: PackLimits = { maxBytes: 2 ** 31, maxPacked: 256 * 1024 * 1024 }

type Bytes = AsyncIterable<Uint8Array>

/** Reads the source once: unpacks it if it is zlib or gzip, and packs it. Throws TOO_LARGE and CONTENT. */
export async function pack(source: Bytes, { seen, ...given }: PackOptions = {}): Promise<Packed> {
  const limits = { ...packLimits, ...given }
  const pieces: Uint8Array[] = []
  const plain = unpacked(source)[Symbol.asyncIterator]()
  const head: Uint8Array[] = []
  let length = 0
  while (length <= small && length <= limits.maxBytes) {
    const next = await plain.next()
    if (next.done === true) {
      const packing = deflateWhole(head.length === 1 && head[0] ? head[0] : Buffer.concat(head, length))
      // The packing goes on in another thread meanwhile.
      if (seen) for (const piece of head) seen(piece)
      const packed = await packing
      const packedLength = packed.reduce((sum, piece) => sum + piece.length, 0)
      if (packedLength > limits.maxPacked) throw tooLarge(limits.maxPacked, ' when packed')
      return { pieces: packed, packedLength, length, plain: head }
    }
    head.push(next.value)
    length += next.value.length
  }
  length = 0
  async function* counted(): Bytes {
    for await (const piece of joined(head, plain)) {
      length += piece.length
      if (length > limits.maxBytes) throw tooLarge(limits.maxBytes)
      seen?.(piece)
      yield piece
    }
  }
  let size = 0
  for await (const piece of through(counted(), createDeflate(packing))) {
    size += piece.length
    if (size > limits.maxPacked) throw tooLarge(limits.maxPacked, ' when packed')
    pieces.push(piece)
  }
  return { pieces, packedLength: size, length }
}

const tooLarge = (bytes: number, when = ''): TransportError =>
  new TransportError('TOO_LARGE', `larger than ${Math.floor(bytes / 2 ** 20)} MiB${when}`)

/** The packed form, to be sent. */
export const packedBody = ({ pieces, packedLength }: Packed): Body =>
  pieces.length === 1 && pieces[0]
    ? pieces[0]
    : {
        length: packedLength,
        async *chunks() {
          yield* pieces
        },
      }

/** The plain form, to be sent or read. */
export const plainBody = ({ pieces, length, plain }: Packed): Pieces => ({
  length,
  async *chunks() {
    yield* plain ?? through(Readable.from(pieces), createInflate())
  },
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
  const whole = joined(head.length > 0 ? [head] : [], iterator)
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

async function* joined(head: readonly Uint8Array[], rest: AsyncIterator<Uint8Array>): Bytes {
  try {
    yield* head
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
