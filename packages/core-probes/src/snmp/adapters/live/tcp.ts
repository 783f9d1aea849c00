import { connect, type Socket } from 'node:net'
import { Line, Lines, type Peer } from './line.ts'

/** The largest message that is waited for: more than any agent sends. */
const most = 0x10_0000

/** A connection to one device, made when needed and again after it was lost; messages follow each other (RFC 3430). */
export function tcpLine(peer: Peer): { readonly line: Line; close(): void } {
  const lines = new Lines()
  let socket: Socket | undefined
  /** What was sent last on a connection that had been open before: agents close those that are idle. */
  let unsure: Uint8Array | undefined
  const line = new Line(
    peer,
    (bytes) => {
      unsure = socket === undefined ? undefined : bytes
      socket ??= opened()
      socket.write(bytes)
    },
    lines,
  )

  function opened(): Socket {
    const made = connect({ host: peer.address, port: peer.port, noDelay: true })
    let rest: Buffer = Buffer.alloc(0)
    const end = (error: Error): void => {
      made.destroy()
      if (socket !== made) return
      socket = undefined
      const again = unsure
      unsure = undefined
      if (again === undefined) {
        line.failed(error)
      } else {
        socket = opened()
        socket.write(again)
      }
    }
    made.on('error', end)
    made.on('close', () => end(new Error('connection closed')))
    made.on('data', (data) => {
      unsure = undefined
      rest = rest.length === 0 ? data : Buffer.concat([rest, data])
      for (;;) {
        const length = lengthOf(rest)
        if (length === 0 || (length ?? 0) > most) return end(new Error('no SNMP'))
        if (length === undefined || rest.length < length) return
        const message = rest.subarray(0, length)
        rest = rest.subarray(length)
        lines.take(message, peer)
      }
    })
    return made
  }

  return {
    line,
    close() {
      const open = socket
      socket = undefined
      open?.destroy()
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
