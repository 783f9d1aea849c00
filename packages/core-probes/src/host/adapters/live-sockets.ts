/** The Sockets of this machine. */
import { statSync } from 'node:fs'
import { absent, type Reading, type Sockets } from '../port.ts'
import { failureOf } from './fs.ts'
import { MAX_OUTPUT, SHORT_TIMEOUT_MS } from './limits.ts'

const NO_SOCKET: Reading<never> = { state: 'failed', detail: 'ENOTSOCK' }
const BAD_TARGET: Reading<never> = { state: 'failed', detail: 'EINVAL' }

export const liveSockets = (timeoutMs: number = SHORT_TIMEOUT_MS): Sockets => ({
  async request(socket, method, target, body) {
    // Most machines have none: then the HTTP client is not even loaded.
    try {
      const stats = statSync(socket, { throwIfNoEntry: false })
      if (!stats) return absent
      if (!stats.isSocket()) return NO_SOCKET
    } catch (error) {
      return failureOf(error)
    }
    if (!/^\/[\x21-\x7e]*$/.test(target)) return BAD_TARGET
    const { request } = await import('./http.ts')
    return request({ socket, method, target, body, timeoutMs, limit: MAX_OUTPUT })
  },
})
