import type { SnmpSession, SnmpStats } from './port.ts'

const nothing: SnmpStats = { requests: 0, retransmissions: 0, lost: 0, bytes: 0 }

/** A session that is opened by the first question; that rejects as `open` does. */
export function postponed(address: string, open: () => Promise<SnmpSession>): SnmpSession {
  let opening: Promise<SnmpSession> | undefined
  let session: SnmpSession | undefined
  let closed = false
  const opened = (): Promise<SnmpSession> => {
    opening ??= open().then((made) => {
      session = made
      if (closed) made.close()
      return made
    })
    return opening
  }
  return {
    address,
    get stats() {
      return session?.stats ?? nothing
    },
    get: async (oids) => (await opened()).get(oids),
    walk: async (roots, options) => (await opened()).walk(roots, options),
    vlan: async (id) => (await opened()).vlan(id),
    close() {
      closed = true
      session?.close()
    },
  }
}
