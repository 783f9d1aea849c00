import { EventEmitter } from 'node:events'
import { SocketAddress } from 'node:net'
import { type Header, headerOf, reportPdu, responsePdu } from '../../message/header.ts'

/** Where answers may come from. */
export interface Peer {
  readonly address: string
  readonly port: number
}

/** Hands bytes to the network. `failed` where it cannot be sent. */
export type Send = (bytes: Uint8Array, to: Peer, failed: (error: Error) => void) => void

/**
 * The socket that a session of net-snmp believes to have: it sends through a shared one, and gets of what comes in there
 * only whole messages that answer its last question. An answer from elsewhere than asked is taken by its request id, as
 * devices with several addresses give, but from one such place only.
 */
export class Line extends EventEmitter {
  /** Of the question: how often something was sent, how many different messages, and bytes of both directions. */
  sends = 0
  messages = 0
  bytes = 0
  /** When the last of them was. */
  sent = 0
  /** What was dropped of answers to the question, and why: below the level asked for. */
  insecure = false
  /** Called where no answer can come any more. */
  failed: (error: Error) => void = () => {}
  #asked: Header | undefined
  #elsewhere: string | undefined
  readonly #place: string

  constructor(
    readonly peer: Peer,
    private readonly through: Send,
    private readonly lines: Lines,
  ) {
    super()
    this.#place = placeOf(peer)
  }

  /** Forgets the question before. */
  begin(): void {
    this.sends = 0
    this.messages = 0
    this.bytes = 0
    this.insecure = false
  }

  send(buffer: Uint8Array, offset: number, length: number, _port: number, _address: string, done: () => void): void {
    const bytes = buffer.subarray(offset, offset + length)
    const asked = headerOf(bytes)
    // A device that answers every message with a report must not be able to ask for messages without end.
    if (asked === undefined || ++this.sends > mostSends) throw new Error('too many messages for one question')
    if (asked.id !== this.#asked?.id) {
      this.messages++
      this.lines.remove(this.#asked?.id, this)
    }
    this.#asked = asked
    this.lines.add(asked.id, this)
    this.bytes += length
    this.sent = performance.now()
    done()
    this.through(bytes, this.peer, (error) => this.failed(error))
  }

  /** Takes a message if it answers the question. */
  take(bytes: Uint8Array, header: Header, from: Peer): boolean {
    const asked = this.#asked
    if (asked === undefined || asked.id !== header.id || asked.version !== header.version) return false
    if (asked.community && !same(asked.community, header.community)) return false
    if (header.pdu !== undefined && header.pdu !== responsePdu && header.pdu !== reportPdu) return false
    const place = placeOf(from)
    if (place !== this.#place && place !== (this.#elsewhere ?? place)) return false
    // RFC 3414 section 3.2: reports may be in clear, an answer to a secured question may not.
    const level = (asked.flags ?? 0) & 3
    if (header.pdu !== reportPdu && ((header.flags ?? 0) & level) !== level) {
      this.insecure = true
      return true
    }
    if (place !== this.#place) this.#elsewhere = place
    this.bytes += bytes.length
    try {
      this.emit('message', bytes)
    } catch (error) {
      this.failed(error as Error)
    }
    return true
  }

  close(): void {
    this.end()
    this.emit('close')
  }

  /** No answer to the last question is awaited any more. */
  end(): void {
    this.lines.remove(this.#asked?.id, this)
    this.#asked = undefined
  }

  /** Timers keep the process alive while a question is open. */
  ref(): void {}
  unref(): void {}
}

const mostSends = 32

/** All lines of a transport, by the id of their open question. */
export class Lines {
  readonly #open = new Map<number, Set<Line>>()

  add(id: number, line: Line): void {
    const lines = this.#open.get(id)
    if (lines === undefined) this.#open.set(id, new Set([line]))
    else lines.add(line)
  }

  remove(id: number | undefined, line: Line): void {
    if (id === undefined) return
    const lines = this.#open.get(id)
    lines?.delete(line)
    if (lines?.size === 0) this.#open.delete(id)
  }

  /** Gives a message to the line that asked there, else to the only one that asked by this id. */
  take(bytes: Uint8Array, from: Peer): void {
    const header = headerOf(bytes)
    const lines = header === undefined ? undefined : this.#open.get(header.id)
    if (header === undefined || lines === undefined) return
    const place = placeOf(from)
    const asked = [...lines].find((line) => placeOf(line.peer) === place)
    if (asked !== undefined) asked.take(bytes, header, from)
    else if (lines.size === 1) for (const line of lines) line.take(bytes, header, from)
  }
}

/** One text for each address, however it is written; the zone of a link-local one does not count. */
function placeOf({ address, port }: Peer): string {
  if (!address.includes(':')) return `${address} ${port}`
  return `${new SocketAddress({ address: address.replace(/%.*$/, ''), family: 'ipv6' }).address} ${port}`
}

function same(one: Uint8Array, other: Uint8Array | undefined): boolean {
  return other !== undefined && Buffer.compare(one, other) === 0
}
