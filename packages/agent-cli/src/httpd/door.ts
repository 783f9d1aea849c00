import type { Socket } from 'node:net'
import type { Clock } from './clock.ts'
import { clientKey } from './trust/address.ts'

export interface DoorLimits {
  readonly connections: number
  /** Of one client. */
  readonly perClient: number
  /** For a request with its header; the next one on the same connection, too. */
  readonly requestMs: number
  /** For a client to take its answer. */
  readonly answerMs: number
}

export const doorLimits: DoorLimits = { connections: 32, perClient: 8, requestMs: 10_000, answerMs: 60_000 }

interface Guest {
  readonly socket: Socket
  readonly client: string
  readonly trusted: boolean
  /** A request is being answered. */
  busy: boolean
  cancel: () => void
}

export interface Door {
  /** False: the connection was ended. */
  enter(socket: Socket, trusted: boolean): boolean
  /** A request came in whole; nothing limits the time until `answering`. */
  asked(socket: Socket): void
  /** The answer is on its way. */
  answering(socket: Socket): void
  /** It is there, and there may be another request. */
  answered(socket: Socket): void
  /** Of that port, all that are not being answered. */
  sendAway(port: number): void
  readonly open: number
  readonly refused: number
  /** Ended because they said nothing for too long, or made room. */
  readonly ended: number
}

/** TLS has a socket of its own around the one that came in: both have the same ends. */
const endsOf = ({ remoteAddress = '', remotePort, localPort }: Socket): string =>
  `${remoteAddress}|${remotePort}|${localPort}`

/**
 * Who may come in, and for how long, whatever the port. A client that says nothing is sent away after ten seconds; where
 * all places are taken, one who is trusted gets that of the one who is not and has waited longest.
 */
export function openDoor(clock: Clock, limits: DoorLimits = doorLimits): Door {
  const guests = new Map<string, Guest>()
  let refused = 0
  let ended = 0

  const end = (guest: Guest): void => {
    ended++
    guest.socket.destroy()
  }
  const within = (socket: Socket, ms: number | undefined, busy: boolean): void => {
    const guest = guests.get(endsOf(socket))
    if (guest === undefined) return
    guest.cancel()
    guest.busy = busy
    guest.cancel = ms === undefined ? () => undefined : clock.after(ms, () => end(guest))
  }
  const hasRoom = (client: string, trusted: boolean): boolean => {
    const own = [...guests.values()].filter((guest) => guest.client === client).length
    if (own >= limits.perClient) return false
    if (guests.size < limits.connections) return true
    const victim = trusted ? [...guests.values()].find((guest) => !guest.trusted && !guest.busy) : undefined
    if (victim === undefined) return false
    guests.delete(endsOf(victim.socket))
    victim.cancel()
    end(victim)
    return true
  }

  return {
    enter(socket, trusted) {
      const ends = endsOf(socket)
      const client = clientKey(socket.remoteAddress ?? '')
      if (socket.remoteAddress === undefined || !hasRoom(client, trusted)) {
        refused++
        socket.destroy()
        return false
      }
      const guest: Guest = { socket, client, trusted, busy: false, cancel: () => undefined }
      guests.set(ends, guest)
      socket.once('close', () => {
        guest.cancel()
        if (guests.get(ends) === guest) guests.delete(ends)
      })
      within(socket, limits.requestMs, false)
      return true
    },
    asked: (socket) => within(socket, undefined, true),
    answering: (socket) => within(socket, limits.answerMs, true),
    answered: (socket) => within(socket, limits.requestMs, false),
    sendAway(port) {
      for (const { socket, busy } of guests.values()) if (!busy && socket.localPort === port) socket.destroy()
    },
    get open() {
      return guests.size
    },
    get refused() {
      return refused
    },
    get ended() {
      return ended
    },
  }
}
