import { createReadStream, statSync } from 'node:fs'
import { basename } from 'node:path'
import { type Logger, reasonOf } from '@fusioninventory/cli-kit'
import {
  type Client,
  type Delivery,
  deliver,
  type Packed,
  pack,
  plainBody,
  TransportError,
} from '@fusioninventory/protocol/client'
import { type Box, openSpool } from 'fusioninventory-injector'

/** What became of a message. kept: it is on the disk, and is sent at the next contact. lost: neither sent nor kept. */
type Sent = 'sent' | 'kept' | 'lost'

export interface Outbox {
  /** Sends what could not be sent before, the oldest first, until the server cannot be reached. */
  flush(): Promise<void>
  /** Gives what is left to the next run. */
  close(): Promise<void>
  /**
   * Sends a message. It is on the disk before it is tried, so that nothing that happens meanwhile loses it.
   * `native`: of GLPI's own protocol. `optional`: nothing is kept where the server does not want it.
   */
  send(
    text: string,
    how: { readonly format: 'xml' | 'json'; readonly what: string; readonly optional?: boolean },
  ): Promise<Sent>
}

interface OutboxOptions {
  readonly client: Client
  readonly agentId: string
  readonly compress: boolean
  readonly signal: AbortSignal
  readonly log: Logger
  readonly now: () => number
  /** Folder of all that waits. */
  readonly dir: string
}

/** Older ones tell nobody anything any more: 30 days. */
const maxAgeMs = 30 * 86_400_000

/** What waits for one server. Where the folder cannot be used, messages are sent all the same. */
export async function openOutbox(options: OutboxOptions): Promise<Outbox> {
  const { client, agentId, log } = options
  let box: Box | undefined
  let down = false
  try {
    box = (await openSpool(options.dir, { now: options.now, maxAgeMs, log })).box(client.url)
  } catch (error) {
    log.error(`what cannot be sent cannot be kept: ${options.dir} ${reasonOf(error)}`)
  }

  const attempt = (packed: Packed, format: 'xml' | 'json'): Promise<Delivery> =>
    deliver(client, packed, {
      format,
      checked: true,
      compress: options.compress,
      signal: options.signal,
      log,
      ...(format === 'json' && { agentId }),
    })

  async function keep(packed: Packed, what: string): Promise<string | undefined> {
    try {
      return await box?.hold(packed.pieces, agentId)
    } catch (error) {
      log.error(`${what} cannot be kept: ${reasonOf(error)}`)
      return undefined
    }
  }

  /** What was sent is sent, whatever the disk says: at worst a server gets it again. */
  async function forget(file: string): Promise<void> {
    try {
      await box?.forget(file)
    } catch (error) {
      log.error(`${file} was sent but cannot be removed: ${reasonOf(error)}`)
    }
  }

  async function waiting(): Promise<readonly string[]> {
    try {
      return (await box?.take()) ?? []
    } catch (error) {
      log.error(`what waits for ${client.url.href} cannot be sent: ${reasonOf(error)}`)
      return []
    }
  }

  return {
    async flush() {
      for (const file of await waiting()) {
        if (options.signal.aborted) return
        const packed = await readBack(file)
        if (packed instanceof Error) {
          log.error(`${file} cannot be read: ${reasonOf(packed)}`)
          continue
        }
        if (packed === undefined) {
          log.warning(`${file} is no message any more and is removed`)
          await forget(file)
          continue
        }
        const delivery = await attempt(packed, await formatOf(packed))
        if (delivery.status === 'sent') {
          log.info(`a message of ${dateOf(file)} was sent to ${client.url.href}`)
          await forget(file)
          continue
        }
        log.warning(`a message of ${dateOf(file)} still waits for ${client.url.href}: ${delivery.detail}`)
        // Others would meet the same, but for one that the server does not like.
        if (delivery.status !== 'refused') return
      }
    },
    async close() {
      try {
        await box?.release()
      } catch (error) {
        log.error(`${options.dir}: ${reasonOf(error)}`)
      }
    },
    async send(text, { format, what, optional = false }) {
      const packed = await pack(piecesOf(text))
      const file = optional && !down ? undefined : await keep(packed, what)
      // In order, and without asking a server again that does not answer.
      if (down && file !== undefined) return 'kept'
      const delivery = await attempt(packed, format)
      if (delivery.status === 'sent') {
        if (file !== undefined) await forget(file)
        return 'sent'
      }
      if (optional && delivery.status === 'refused') return 'lost'
      down = delivery.status === 'failed'
      const kept = file ?? (optional ? await keep(packed, what) : undefined)
      const story = `[http client] ${delivery.detail}`
      if (kept === undefined) log.error(`${story}; ${what} is lost`)
      else log.error(`${story}; ${what} is kept and sent at the next contact`)
      return kept === undefined ? 'lost' : 'kept'
    },
  }
}

async function* piecesOf(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text)
}

/** The spool begins names with the time in milliseconds. */
const timeOf = (file: string): number => Number.parseInt(basename(file), 10)
const dateOf = (file: string): string => new Date(timeOf(file)).toISOString().slice(0, 16).replace('T', ' ')

/** Undefined for what no message is; the error of the system where it cannot be read. */
async function readBack(file: string): Promise<Packed | Error | undefined> {
  try {
    if (!statSync(file).isFile()) return undefined
    const packed = await pack(createReadStream(file))
    return packed.length === 0 ? undefined : packed
  } catch (error) {
    if (error instanceof TransportError) return undefined
    return error instanceof Error ? error : new Error(String(error))
  }
}

async function formatOf(packed: Packed): Promise<'xml' | 'json'> {
  for await (const piece of plainBody(packed).chunks()) return /^\s*\{/.test(latin1(piece)) ? 'json' : 'xml'
  return 'xml'
}

const latin1 = (piece: Uint8Array): string => Buffer.from(piece.subarray(0, 64)).toString('latin1')
