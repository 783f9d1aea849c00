import { type Host, valueOf as ifOk } from '../../host/port.ts'
import type { Patch, ProbeContext } from '../probe.ts'
import { ask, askEach, askSocket, isHopeless } from '../virtualmachine/ask.ts'
import { parseMacvlans, parseNetwork, parseNetworkList } from './parse-docker-networks.ts'

const socket = '/var/run/docker.sock'
const macvlans = `/networks?filters=${encodeURIComponent('{"driver":["macvlan"]}')}`

/** Cards that Docker gives to containers on the networks of the host, by its socket or its program. */
export async function readMacvlans(host: Host, ctx: ProbeContext): Promise<readonly Patch[]> {
  const listed = await askSocket(host, socket, macvlans)
  if (isHopeless(listed)) return []
  const bySocket = listed.state === 'ok'
  const ids = bySocket
    ? parseNetworkList(listed.value)
    : parseMacvlans((await ask(host, ['docker', 'network', 'ls', '--filter', 'driver=macvlan', '-q'])) ?? '')
  const texts = await askEach(host, ctx, ids, async (id) =>
    bySocket
      ? ifOk(await askSocket(host, socket, `/networks/${encodeURIComponent(id)}`))
      : ask(host, ['docker', 'network', 'inspect', id]),
  )
  const NETWORKS = texts.flatMap((text) => parseNetwork(text))
  return NETWORKS.length > 0 ? [{ from: bySocket ? socket : 'docker network inspect', content: { NETWORKS } }] : []
}
