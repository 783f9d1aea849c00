import { createSocket, type Socket } from 'node:dgram'
import type { Datagrams, SendFailure } from '../datagrams.ts'

const unreachable = new Set([
  'ENETUNREACH',
  'EHOSTUNREACH',
  'ENETDOWN',
  'EHOSTDOWN',
  'EADDRNOTAVAIL',
  'EINVAL',
  'EAFNOSUPPORT',
])
const overrun = new Set(['ENOBUFS', 'EAGAIN', 'ENOMEM'])
/** Answers of thousands of machines may wait for their turn. */
const receiveBuffer = 4 * 1024 * 1024

/** One UDP socket for each family, opened when it is first used; `port` of this side, where it matters. */
export function udpDatagrams(port = 0): Datagrams {
  const sockets = new Map<4 | 6, Promise<Socket | undefined>>()
  let listener: (packet: Uint8Array, address: string, port: number) => void = () => undefined
  let closed = false

  const open = (family: 4 | 6): Promise<Socket | undefined> =>
    new Promise((resolve) => {
      // Addresses only: nothing is looked up.
      const lookup = (name: string, _: unknown, done: (error: null, address: string, family: number) => void): void =>
        done(null, name, family)
      const socket = createSocket({
        type: family === 4 ? 'udp4' : 'udp6',
        lookup: lookup as never,
        ...(family === 6 && { ipv6Only: true }),
      })
      socket.on('message', (packet, { address, port: from }) => listener(packet, withoutZone(address), from))
      socket.once('error', () => resolve(undefined))
      socket.bind(port, () => {
        socket.on('error', () => undefined)
        try {
          socket.setRecvBufferSize(receiveBuffer)
        } catch {
          // What the system gives must do.
        }
        resolve(socket)
      })
    })

  return {
    async send(packet, address, to) {
      if (closed) return 'refused'
      const family = address.includes(':') ? 6 : 4
      let opened = sockets.get(family)
      if (!opened) {
        opened = open(family)
        sockets.set(family, opened)
      }
      const socket = await opened
      if (!socket) return 'unreachable'
      return new Promise((resolve) => {
        socket.send(packet, to, address, (error) => resolve(error ? failureOf(error) : undefined))
      })
    },
    receive(to) {
      listener = to
    },
    close() {
      closed = true
      for (const opened of sockets.values()) void opened.then((socket) => socket?.close())
      sockets.clear()
    },
  }
}

function failureOf(error: NodeJS.ErrnoException): SendFailure {
  if (overrun.has(error.code ?? '')) return 'overrun'
  // EACCES is a broadcast address, EPERM a local packet filter.
  return unreachable.has(error.code ?? '') ? 'unreachable' : 'refused'
}

const withoutZone = (address: string): string => {
  const zone = address.indexOf('%')
  return zone < 0 ? address : address.slice(0, zone)
}
