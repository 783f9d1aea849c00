import { lookup } from 'node:dns/promises'
import { isIP } from 'node:net'
import type { SnmpCredential, SnmpTransport } from '@fusioninventory/protocol/message'
import { Device, type DeviceLimits, type Tell } from './adapters/live/device.ts'
import { sessionOf } from './adapters/live/session.ts'
import { tcpLine } from './adapters/live/tcp.ts'
import { UdpSockets } from './adapters/live/udp.ts'
import { SnmpError, type SnmpSession } from './port.ts'

/** Without a version of IP: either. */
type Transport = SnmpTransport | 'udp' | 'tcp'

export interface SnmpTarget {
  /** IP address or host name. */
  readonly address: string
  /** Default: 161. */
  readonly port?: number
  /** Default: `udp`, in the IP version of the address. */
  readonly transport?: Transport
}

export interface SessionOptions {
  /** Milliseconds for one question with its retransmissions; default: 15 s. */
  readonly timeout?: number
  /** Milliseconds and bytes for the whole device. */
  readonly limits?: Partial<Omit<DeviceLimits, 'question'>>
  /** Milliseconds that an answer of the device has taken before. */
  readonly roundTrip?: number | undefined
  /** It has answered this credential before: what gets no answer is absent from now on. */
  readonly answered?: boolean
  /** Told of every question and its answer; no secrets. */
  readonly tell?: Tell
}

/** Three minutes, as agents gave to the collection from one source; of bytes ten times what the largest device has. */
const defaults: DeviceLimits = { question: 15_000, device: 180_000, bytes: 256 * 0x10_0000 }

/** Owns the sockets that all sessions share. */
export interface SnmpEngine {
  /**
   * A session; nothing is sent yet.
   * @throws SnmpError `unusable` where the credential or the address can't be used
   */
  openSession(target: SnmpTarget, credential: SnmpCredential, options?: SessionOptions): Promise<SnmpSession>
  /** Ends all sessions. */
  close(): void
}

/** Loads what speaks SNMP; recordings do without it. */
export async function openEngine(): Promise<SnmpEngine> {
  const { openWire } = await import('./adapters/live.ts')
  const [v4, v6] = [new UdpSockets('udp4'), new UdpSockets('udp6')]
  const open = new Set<Device>()
  return {
    async openSession(
      target,
      credential,
      { timeout = defaults.question, limits, roundTrip, answered = false, tell } = {},
    ) {
      const { address, port = 161, transport = 'udp' } = target
      const peer = { address: await resolve(address, transport), port }
      const tcp = transport.startsWith('tcp') ? tcpLine(peer) : undefined
      const line = tcp?.line ?? (isIP(peer.address) === 6 ? v6 : v4).line(peer)
      const wire = openWire(line, credential, tcp !== undefined)
      const close = (): void => {
        open.delete(device)
        wire.close()
        tcp?.close()
      }
      const device = new Device(address, { ...wire, close }, { ...defaults, ...limits, question: timeout }, tell)
      if (roundTrip !== undefined) device.pace.measured(roundTrip)
      if (answered) device.answered()
      open.add(device)
      return sessionOf(device)
    },
    close() {
      for (const device of [...open]) device.close()
      v4.close()
      v6.close()
    },
  }
}

/** The address, in the IP version that the transport names. */
async function resolve(host: string, transport: Transport): Promise<string> {
  const version = isIP(host)
  const [, asked] = /ipv([46])$/.exec(transport) ?? []
  const family = asked === undefined ? 0 : Number(asked)
  if (version !== 0) {
    if (family !== 0 && family !== version) throw new SnmpError('unusable', `${host} is no address for ${transport}`)
    return host
  }
  try {
    // Where both are there, the version that is more often reachable.
    const [first] = (await lookup(host, { family, all: true })).sort((a, b) => a.family - b.family)
    if (first !== undefined) return first.address
  } catch {
    // Told below.
  }
  throw new SnmpError('unusable', `host ${host} has no address`)
}
