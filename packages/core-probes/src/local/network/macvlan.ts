import { type Argv, type Host, valueOf as ifOk } from '../../host/port.ts'
import { defineProbe } from '../probe.ts'
import { parseMacvlan, parseNetworkIds } from './parse-macvlan.ts'

const socket = '/var/run/docker.sock'
const filter = encodeURIComponent('{"driver":["macvlan"]}')
const listed: Argv = ['docker', 'network', 'ls', '--filter', 'driver=macvlan', '-q']

const output = async (host: Host, argv: Argv): Promise<string> => ifOk(await host.commands.run(argv))?.stdout ?? ''

const daemon = '/run/docker.pid'
const notRunning = async (host: Host): Promise<boolean> =>
  (await host.files.list('/run')).state === 'ok' && (await host.files.stat(daemon)).state === 'absent'

/** Interfaces that Docker puts into containers and that stand on the network beside those of the host. */
export const linuxMacvlan = defineProbe({
  name: 'linux/docker-macvlan',
  category: 'network',
  platforms: ['linux'],
  reads: [
    { socket, root: true },
    { file: '/run' },
    { file: daemon },
    { command: listed, root: true },
    { command: ['docker', 'network', 'inspect', 'ID'], root: true },
  ],
  yields: ['NETWORKS'],
  async run(host) {
    const answer = await host.sockets?.request(socket, 'GET', `/networks?filters=${filter}`)
    if (answer && answer.state !== 'ok' && answer.state !== 'absent') return []
    // Its client takes long to find that out.
    if (answer?.state !== 'ok' && (await notRunning(host))) return []
    const body = answer?.state === 'ok' ? new TextDecoder().decode(answer.value.body) : undefined
    const text = body ?? (await output(host, listed))
    if (text === '') return []
    const inspected = await Promise.all(
      parseNetworkIds(text).map(async (id) => {
        if (body === undefined) return output(host, ['docker', 'network', 'inspect', id])
        const network = ifOk((await host.sockets?.request(socket, 'GET', `/networks/${id}`)) ?? { state: 'absent' })
        return network ? new TextDecoder().decode(network.body) : ''
      }),
    )
    const NETWORKS = inspected.flatMap(parseMacvlan)
    return [{ from: 'docker network inspect', content: { NETWORKS } }]
  },
})
