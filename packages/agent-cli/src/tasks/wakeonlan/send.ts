import { createSocket, type Socket } from 'node:dgram'
import { networkInterfaces } from 'node:os'
import { setTimeout as delay } from 'node:timers/promises'
import { broadcasts, magicPacket, shownMac } from './packet.ts'

export interface WakeOptions {
  /** Where to; default: everybody on the networks of this machine. */
  readonly broadcast?: string
  readonly port?: number
  /** SecureOn. */
  readonly password?: Uint8Array
  readonly signal: AbortSignal
  readonly log: { debug(message: string): void; warning(message: string): void }
}

export interface Wanted {
  readonly mac: Uint8Array
  /** Where it had an address, it gets the packet there, too: a router may know it still. */
  readonly ip?: string
}

/** "discard": nothing listens there (RFC 863). */
const usualPort = 9
/** Between two machines, so that nobody can make a flood of it. */
const pauseMs = 20

const put = (socket: Socket, packet: Uint8Array, port: number, to: string): Promise<Error | undefined> =>
  new Promise((resolve) => {
    socket.send(packet, port, to, (error) => resolve(error ?? undefined))
  })

/** Sends a packet to each machine. How many of them could be sent anywhere. */
export async function wake(machines: readonly Wanted[], options: WakeOptions): Promise<number> {
  const { broadcast, port = usualPort, password, signal, log } = options
  const socket = createSocket('udp4')
  try {
    await new Promise<void>((resolve, reject) => {
      socket.once('error', reject)
      socket.bind(0, () => resolve())
    })
    socket.on('error', () => undefined)
    socket.setBroadcast(true)
    let woken = 0
    for (const { mac, ip } of machines) {
      if (signal.aborted) break
      const everywhere = broadcast === undefined ? ['255.255.255.255', ...broadcasts(networkInterfaces())] : [broadcast]
      const places = ip === undefined || ip.includes(':') ? everywhere : [...everywhere, ip]
      const packet = magicPacket(mac, password)
      let sent = 0
      for (const place of places) {
        const error = await put(socket, packet, port, place)
        log.debug(
          error
            ? `Impossible to use UDP method: ${place}:${port}: ${error.message}`
            : `Sending magic packet to ${shownMac(mac)} as UDP packet (${place}:${port})`,
        )
        if (error === undefined) sent++
      }
      if (sent > 0) woken++
      else log.warning(`no magic packet for ${shownMac(mac)} could be sent`)
      if (machines.length > 1) await delay(pauseMs)
    }
    return woken
  } finally {
    socket.close()
  }
}
