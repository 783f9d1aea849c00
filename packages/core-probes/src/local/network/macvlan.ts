import type { Host } from '../../host/port.ts'
import type { Patch, ProbeContext } from '../probe.ts'
import { ask, askEach, askSocket } from '../virtualmachine/ask.ts'
import { parseMacvlans, parseNetwork, parseNetworkList } from './parse-docker-networks.ts'

const socket = '/var/run/docker.sock'
const macvlans = `/networks?filters=${encodeURIComponent('{"driver":["macvlan"]}')}`

/** Cards that Docker gives to containers on the networks of the host, by its socket or its program. */
export async function readMacvlans(host: Host, ctx: ProbeContext): Promise<readonly Patch[]> {
  const listed = await askSocket(host, socket, macvlans)
  const ids =
    listed === undefined
      ? parseMacvlans((await ask(host, ['docker', 'network', 'ls', '--filter', 'driver=macvlan', '-q'])) ?? '')
      : parseNetworkList(listed)
  const texts = await askEach(host, ctx, ids, (id) =>
    listed === undefined
      ? ask(host, ['docker', 'network', 'inspect', id])
      : askSocket(host, socket, `/networks/${encodeURIComponent(id)}`),
  )
  const NETWORKS = texts.flatMap((text) => parseNetwork(text))
  return NETWORKS.length > 0
    ? [{ from: listed === undefined ? 'docker network inspect' : socket, content: { NETWORKS } }]
    : []
}
