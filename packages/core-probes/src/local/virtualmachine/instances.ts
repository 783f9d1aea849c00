import type { Host } from '../../host/port.ts'
import type { ProbeContext } from '../probe.ts'
import { ask, askEach, askSocket } from './ask.ts'
import type { Found, ReadGuests } from './guest.ts'
import { derivedUuid } from './identity.ts'
import { type Instance, parseInstances } from './parse-instances.ts'
import { hostCpus } from './processors.ts'

/** LXD and Incus: one daemon grew out of the other, and both speak the same. */
const daemons = [
  { type: 'lxd', client: 'lxc', sockets: ['/var/snap/lxd/common/lxd/unix.socket', '/var/lib/lxd/unix.socket'] },
  { type: 'incus', client: 'incus', sockets: ['/var/lib/incus/unix.socket'] },
] as const

export const read: ReadGuests = async (host, ctx) =>
  (await Promise.all(daemons.map((daemon) => readDaemon(host, ctx, daemon)))).flat()

async function readDaemon(
  host: Host,
  ctx: ProbeContext,
  { type, client, sockets }: (typeof daemons)[number],
): Promise<Found[]> {
  for (const socket of sockets) {
    const answer = await askSocket(host, socket, '/1.0/instances?recursion=2&all-projects=true')
    if (answer === undefined) continue
    const file = ({ name, project }: Instance, path: string) =>
      askSocket(
        host,
        socket,
        `/1.0/instances/${encodeURIComponent(name)}/files?path=${path}&project=${encodeURIComponent(project)}`,
      )
    return complete(host, ctx, socket, parseInstances(answer, type), file)
  }
  const listed = parseInstances(await ask(host, [client, 'list', '--format', 'json']), type)
  return complete(host, ctx, client, listed, ({ name }, path) =>
    ask(host, [client, 'file', 'pull', `${name}${path}`, '-']),
  )
}

/** A container gets the UUID that it gives itself. */
async function complete(
  host: Host,
  ctx: ProbeContext,
  from: string,
  instances: readonly Instance[],
  file: (instance: Instance, path: string) => Promise<string | undefined>,
): Promise<Found[]> {
  const containers = instances.filter(({ machine }) => !machine)
  const ids = await askEach(host, ctx, containers, (instance) => file(instance, '/etc/machine-id'))
  const uuids = new Map(containers.map((one, at) => [one, derivedUuid(ids[at]?.trim(), one.name)]))
  const cpus = containers.some(({ guest }) => guest.VCPU === undefined) ? await hostCpus(host) : undefined
  return instances.map((one) => ({
    from,
    guest: { ...one.guest, UUID: one.guest.UUID ?? uuids.get(one), VCPU: one.guest.VCPU ?? cpus },
  }))
}
