import type { Guest, Status } from './guest.ts'
import { listedCpus, macs, mebibytes } from './parse-amount.ts'
import { get, list, pairs, parseJson, string } from './parse-json.ts'

const states: ReadonlyMap<string, Status> = new Map([
  ['running', 'running'],
  ['ready', 'running'],
  ['starting', 'running'],
  ['stopping', 'shutdown'],
  ['aborting', 'dying'],
  ['freezing', 'paused'],
  ['frozen', 'paused'],
  ['thawed', 'running'],
  ['stopped', 'off'],
  ['error', 'crashed'],
])

/** An instance of LXD or Incus. */
export interface Instance {
  readonly guest: Guest
  readonly name: string
  readonly project: string
  /** Has a kernel of its own, so that its firmware tells it its UUID. */
  readonly machine: boolean
}

/**
 * Instances as the REST API has them (`GET /1.0/instances?recursion=2`), or as `lxc list --format json` prints them: the
 * same objects without the envelope. A memory limit in per cent of the host's is none.
 */
export function parseInstances(text: string | undefined, type: 'lxd' | 'incus'): Instance[] {
  const document = parseJson(text)
  return list(get(document, 'metadata') ?? document).flatMap((one) => {
    const name = string(get(one, 'name'))
    if (name === undefined) return []
    const config = (key: string): string | undefined =>
      string(get(one, 'expanded_config', key)) ?? string(get(one, 'config', key))
    const machine = get(one, 'type') === 'virtual-machine'
    const volatile = pairs(get(one, 'config')).filter(([key]) => /^volatile\..{1,32}\.hwaddr$/.test(key))
    const cpu = config('limits.cpu')
    const guest: Guest = {
      NAME: name,
      STATUS: states.get(string(get(one, 'status'))?.toLowerCase() ?? ''),
      UUID: machine ? config('volatile.uuid') : undefined,
      MEMORY: mebibytes(config('limits.memory')) ?? (machine ? 1024 : undefined),
      VCPU: /^\d{1,6}$/.test(cpu ?? '') ? Number(cpu) : (listedCpus(cpu) ?? (machine ? 1 : undefined)),
      MAC: macs(volatile.map(([, mac]) => string(mac))),
      IPADDRESS: addressOf(get(one, 'state', 'network')),
      IMAGE: config('image.description'),
      COMMENT: string(get(one, 'description')),
      SUBSYSTEM: machine ? 'kvm' : 'lxc',
      VMTYPE: type,
    }
    return [{ guest, name, project: string(get(one, 'project')) ?? 'default', machine }]
  })
}

/** The first global address, IPv4 before IPv6. */
function addressOf(network: unknown): string | undefined {
  const addresses = pairs(network)
    .flatMap(([, card]) => list(get(card, 'addresses')))
    .filter((one) => get(one, 'scope') === 'global')
  const found = ['inet', 'inet6'].flatMap((family) => addresses.filter((one) => get(one, 'family') === family))
  return string(get(found[0], 'address'))
}
