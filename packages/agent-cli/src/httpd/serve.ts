import type { RequestListener } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { appOf } from './app.ts'
import type { Connection, Plugin, Site } from './site.ts'

/**
 * What answers at a port. This module brings hono and the web platform's Request with it, some 8 MiB, so it is loaded
 * with the first request.
 */
export function listenerOf(site: Site, plugins: readonly Plugin[], core: boolean): RequestListener {
  const app = appOf(site, plugins, core)
  return getRequestListener(
    async (request, { incoming, outgoing }) => {
      const { socket } = incoming
      const connection: Connection = {
        peer: socket.remoteAddress ?? '',
        local: socket.localAddress ?? '',
        secure: 'encrypted' in socket,
        ...(incoming.headers.expect !== undefined && { proceed: () => outgoing.writeContinue() }),
      }
      const response = await app.fetch(request, connection)
      if (!outgoing.destroyed) site.door.answering(socket)
      return response
    },
    { overrideGlobalObjects: false, hostname: 'localhost' },
  )
}
