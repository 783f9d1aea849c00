import { createSocket } from 'node:dgram'
import { Stop, systemClock } from '../clock.ts'

/**
 * Whether a machine says that nobody listens on a UDP port: ICMP port unreachable, which the system tells a connected
 * socket as ECONNREFUSED. One packet.
 */
export function refuses(address: string, port: number, timeoutMs: number): Promise<boolean> {
  return new Promise((resolve) => {
    const family = address.includes(':') ? 6 : 4
    const lookup = (name: string, _: unknown, done: (error: null, address: string, family: number) => void): void =>
      done(null, name, family)
    const socket = createSocket({ type: family === 4 ? 'udp4' : 'udp6', lookup: lookup as never })
    const settled = new Stop()
    let refused = false
    const end = (is: boolean): void => {
      if (settled.stopped) return
      refused = is
      settled.stop()
    }
    socket.on('error', (error: NodeJS.ErrnoException) => end(error.code === 'ECONNREFUSED'))
    const send = (): void =>
      socket.send(new Uint8Array(), (error) => {
        if (error) end((error as NodeJS.ErrnoException).code === 'ECONNREFUSED')
      })
    try {
      socket.connect(port, address, (error?: Error) => (error ? end(false) : send()))
    } catch {
      end(false)
    }
    void systemClock.sleep(timeoutMs, settled).then(() => {
      settled.stop()
      socket.close()
      resolve(refused)
    })
  })
}
