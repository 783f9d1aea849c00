import { createSocket, type Socket } from 'node:dgram'
import { Line, Lines, type Peer, type Send } from './line.ts'

/**
 * Kernel buffers hold what comes in while answers of others are read. The kernel may grant less, so there are a few
 * sockets: what one question of each of some hundred devices brings at once fits into them together.
 */
const buffer = 4 * 0x10_0000
const mostSockets = 4

/** Sockets that all devices of one IP version share; made when needed. */
export class UdpSockets {
  readonly #lines = new Lines()
  readonly #sockets: Socket[] = []
  #next = 0

  constructor(private readonly family: 'udp4' | 'udp6') {}

  line(peer: Peer): Line {
    const socket = this.#sockets[this.#next % mostSockets] ?? this.#open()
    this.#next++
    const send: Send = (bytes, to, failed) => {
      socket.send(bytes, to.port, to.address, (error) => {
        if (error) failed(error)
      })
    }
    return new Line(peer, send, this.#lines)
  }

  close(): void {
    for (const socket of this.#sockets.splice(0)) socket.close()
  }

  #open(): Socket {
    const socket = createSocket({ type: this.family, ipv6Only: this.family === 'udp6' })
    // Errors of sending are told to who sent; of receiving there is nobody to tell.
    socket.on('error', () => {})
    socket.on('message', (bytes, from) => this.#lines.take(bytes, from))
    socket.bind(0, () => {
      try {
        socket.setRecvBufferSize(buffer)
      } catch {
        // As large as it is, then.
      }
    })
    socket.unref()
    this.#sockets.push(socket)
    return socket
  }
}
