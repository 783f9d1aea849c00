import { addresses, macIn, type Network } from './link.ts'

/** `docker network ls -q`, or the answer of `GET /networks`: ids of networks. */
export function parseNetworkIds(text: string): string[] {
  const json = parsed(text)
  const ids = Array.isArray(json)
    ? json.map((one) => stringOf(one, 'Id'))
    : text.split('\n', 1000).map((id) => id.trim())
  return ids.filter((id): id is string => /^[0-9a-f]{12,64}$/.test(id ?? ''))
}

/**
 * `docker network inspect ID`, or the answer of `GET /networks/ID` (Docker Engine API, NetworkInspect): the containers
 * of a network, each as an interface of its own.
 */
export function parseMacvlan(text: string): Network[] {
  const json = parsed(text)
  const networks: readonly unknown[] = Array.isArray(json) ? json : [json]
  return networks.flatMap((network) => {
    const name = stringOf(network, 'Name')
    const containers = Object.values(mapOf(network, 'Containers'))
    return containers.flatMap((container) => {
      const own = stringOf(container, 'Name')
      return name === undefined || own === undefined ? [] : [entry(`${name}@${own}`, container)]
    })
  })
}

function entry(DESCRIPTION: string, container: unknown): Network {
  const [ipv4, ipv6] = [stringOf(container, 'IPv4Address'), stringOf(container, 'IPv6Address')].map((text) => {
    const [, address = '', prefix] = /^([0-9a-fA-F:.]{2,45})\/(\d{1,3})$/.exec(text ?? '') ?? []
    return address === '' || Number(prefix) > 128 ? [] : [{ address, prefix: Number(prefix) }]
  })
  const mac = macIn(stringOf(container, 'MacAddress'))
  const link = { name: DESCRIPTION, up: true, mac, ipv4: ipv4 ?? [], ipv6: ipv6 ?? [] }
  return {
    DESCRIPTION,
    STATUS: 'Up',
    TYPE: 'ethernet',
    MACADDR: mac,
    ...Object.assign({}, ...addresses(link, [])),
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const member = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? Object.entries(value).find(([key]) => key === name)?.[1] : undefined
const stringOf = (value: unknown, name: string): string | undefined => {
  const found = member(value, name)
  return typeof found === 'string' && found !== '' ? found : undefined
}
const mapOf = (value: unknown, name: string): object => {
  const found = member(value, name)
  return typeof found === 'object' && found !== null ? found : {}
}
