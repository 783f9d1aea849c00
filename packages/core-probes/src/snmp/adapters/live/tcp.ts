import { connect, type Socket } from 'node:net'
import { Line, Lines, type Peer, type Send } from './line.ts'

/** The largest message that is waited for: more than any agent sends. */
const most = 0x10_0000

/** A connection to one device, made when needed and again after it was lost; messages follow each other (RFC 3430). */
export function tcpLine(peer: Peer): { readonly line: Line; close(): void } {
  const lines = new Lines()
  let socket: Socket | undefined
  const send: Send = (bytes, to, failed) => {
    socket ??= opened(to, failed)
    socket.write(bytes)
  }
  const line = new Line(peer, send, lines)

  function opened({ address, port }: Peer, failed: (error: Error) => void): Socket {
    const made = connect({ host: address, port, noDelay: true })
    let rest: Buffer = Buffer.alloc(0)
    const end = (error?: Error): void => {
      if (socket === made) socket = undefined
      made.destroy()
      // The question that is open now, whichever opened the connection.
      if (error !== undefined) line.failed(error)
    }
    made.on('error', (error) => (socket === made ? end(error) : failed(error)))
    made.on('close', () => end(new Error('connection closed')))
    made.on('data', (data) => {
      rest = rest.length === 0 ? data : Buffer.concat([rest, data])
      for (;;) {
        const length = lengthOf(rest)
        if (length === 0 || (length ?? 0) > most) return end(new Error('no SNMP'))
        if (length === undefined || rest.length < length) return
        lines.take(rest.subarray(0, length), peer)
        rest = rest.subarray(length)
      }
    })
    return made
  }

  return {
    line,
    close() {
      socket?.destroy()
      socket = undefined
    },
  }
}

/** Length of the message that begins here, with its own header; undefined: not enough of it; 0: it is none. */
export function lengthOf(bytes: Uint8Array): number | undefined {
  const [tag, first] = bytes
  if (tag !== undefined && tag !== 0x30) return 0
  if (first === undefined) return undefined
  if (first < 0x80) return 2 + first
  const count = first & 0x7f
  if (count === 0 || count > 4) return 0
  if (bytes.length < 2 + count) return undefined
  return bytes.subarray(2, 2 + count).reduce((length, byte) => length * 256 + byte, 0) + 2 + count
}
