import { createHash } from 'node:crypto'
import { type Client, type Packed, pack, plainBody, type TransportError } from '@fusioninventory/protocol/client'
import { checkWellFormed, XmlError } from '@fusioninventory/protocol/xml'

/** What an agent gave. */
export interface Pulled {
  readonly deviceid: string
  readonly document: Buffer
}

/** Why there is none, in words. */
export class PullError extends Error {
  override readonly name = 'PullError'
}

/** Bytes of a plain document. */
const most = 64 * 1024 * 1024
const types = 'application/xml, application/x-compress-zlib, application/x-compress-gzip'

/**
 * The exchange of the inventory plugin, API 1.1: a session, whose nonce proves with the secret who asks, and the inventory.
 * Rejects with PullError.
 */
export async function pull(
  client: Client,
  {
    token,
    id,
    plain,
    signal,
  }: { readonly token: string; readonly id: string; readonly plain: boolean; readonly signal: AbortSignal },
): Promise<Pulled> {
  const base = client.url.href.replace(/\/+$/, '')
  const get = async (path: string, headers: Readonly<Record<string, string>>) => {
    try {
      return await client.send({
        ...{ method: 'GET', url: new URL(`${base}${path}`), signal },
        headers: { 'x-request-id': id, ...headers },
      })
    } catch (error) {
      throw new PullError((error as TransportError).message)
    }
  }
  const session = await get('/session', {})
  const nonce = session.headers['x-auth-nonce']
  if (session.status !== 200 || typeof nonce !== 'string')
    throw new PullError(`No session (${session.status} ${session.statusText})`)
  const proof = createHash('sha256').update(`${nonce}++${token}`).digest('base64').replace(/=+$/, '')
  const answer = await get('/get', { 'x-auth-payload': proof, accept: plain ? 'application/xml' : types })
  if (answer.status !== 200) throw new PullError(`Inventory request: ${answer.status} ${answer.statusText}`)
  const packed = await unpacked(answer.body)
  try {
    const { picked, root } = await checkWellFormed(plainBody(packed).chunks(), { pick: ['REQUEST/DEVICEID'] })
    const deviceid = picked.get('REQUEST/DEVICEID')?.trim() ?? ''
    if (root !== 'REQUEST' || deviceid === '') throw new PullError('what it gave is no inventory')
    return { deviceid, document: await bytesOf(packed) }
  } catch (error) {
    if (error instanceof XmlError) throw new PullError(`what it gave is not well-formed: ${error.message}`)
    throw error
  }
}

async function unpacked(body: Uint8Array): Promise<Packed> {
  try {
    return await pack(once(body), { maxBytes: most })
  } catch (error) {
    throw new PullError(`what it gave cannot be read: ${(error as Error).message}`)
  }
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}

async function bytesOf(packed: Packed): Promise<Buffer> {
  const pieces: Uint8Array[] = []
  for await (const piece of plainBody(packed).chunks()) pieces.push(piece)
  return Buffer.concat(pieces)
}
