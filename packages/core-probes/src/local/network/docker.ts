import { defineProbe } from '../probe.ts'
import { isMissing } from '../virtualmachine/missing.ts'

const socket = '/var/run/docker.sock'

/** Networks of Docker that put containers on the wire of the host (driver macvlan). */
export const linuxDockerNetworks = defineProbe({
  name: 'linux/docker-networks',
  category: 'network',
  platforms: ['linux'],
  reads: [
    { socket, root: true },
    { file: '/proc/cpuinfo' },
    { command: ['docker', 'network', 'ls', '--filter', 'driver=macvlan', '-q'], root: true },
    { command: ['docker', 'network', 'inspect', 'ID'], root: true },
  ],
  yields: ['NETWORKS'],
  async run(host, ctx) {
    const [program, daemon] = await Promise.all([host.commands.which('docker'), host.files.stat(socket)])
    const client = program.state === 'ok' && !(await isMissing(host, socket))
    if (daemon.state !== 'ok' && !client) return []
    const { readMacvlans } = await import('./macvlan.ts')
    return readMacvlans(host, ctx)
  },
})
