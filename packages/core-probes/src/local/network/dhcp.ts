import { type Host, valueOf as ifOk } from '../../host/port.ts'
import { once } from '../probe.ts'
import { parseBootp, parseDhclient, parseLeaseServer, parseNmcliLeases, parseWicked } from './parse-dhcp.ts'

/** A lease file of another client: whose interface it is stands in its name, the server in it. */
interface Client {
  readonly dir: string
  readonly file: (interface_: string) => RegExp
  readonly server: (content: Uint8Array) => string | undefined
}

const literally = (text: string): string => text.replace(/[^\w]/g, '\\$&')
const named =
  (before: string, after: string): Client['file'] =>
  (name) =>
    new RegExp(`^${before}${literally(name)}${after}$`)
const asText =
  (parse: (text: string) => string | undefined): Client['server'] =>
  (content) =>
    parse(new TextDecoder().decode(content))

const clients: readonly Client[] = [
  { dir: '/var/lib/NetworkManager', file: named('.*-', '\\.lease'), server: asText(parseLeaseServer) },
  { dir: '/var/lib/dhcpcd', file: named('', '(?:-.*)?\\.lease'), server: parseBootp },
  { dir: '/var/lib/dhcpcd5', file: named('dhcpcd-', '(?:-.*)?\\.lease'), server: parseBootp },
  { dir: '/var/lib/wicked', file: named('lease-', '-dhcp-ipv4\\.xml'), server: asText(parseWicked) },
]

/** Where dhclient, also under NetworkManager, keeps its leases: those of several interfaces in one file. */
const dhclient = ['/var/lib/dhcp', '/var/lib/dhclient', '/var/lib/NetworkManager', '/var/lib/dhcp3', '/var/db'] as const

/** All folders that are listed. */
export const leaseFolders: readonly string[] = [
  '/run/systemd/netif/leases',
  '/run/NetworkManager/devices',
  ...new Set([...dhclient, ...clients.map(({ dir }) => dir)]),
]

/** No more lease files than this are read, and no more of one. */
const most = 64
const bytes = 64 * 1024

/** A question for the DHCP server of an interface, by its name and number. */
export type DhcpServers = (name: string, index: number) => Promise<string | undefined>

/** The folders of a machine are listed once. Files of dhclient are asked the newest first. */
export async function dhcpServers(host: Host): Promise<DhcpServers> {
  const lists = await Promise.all(leaseFolders.map((dir) => host.files.list(dir)))
  const names = new Map(leaseFolders.map((dir, at) => [dir, ifOk(lists[at] ?? { state: 'absent' }) ?? []]))
  const holds = (dir: string, name: string): boolean => names.get(dir)?.some((entry) => entry.name === name) === true

  const files: { readonly path: string; readonly mtime: number }[] = []
  for (const dir of dhclient)
    for (const { name, type } of names.get(dir) ?? []) {
      if (type !== 'f' || !/\.leases?$/.test(name) || files.length >= most) continue
      const path = `${dir}/${name}`
      files.push({ path, mtime: ifOk(await host.files.stat(path))?.mtime ?? 0 })
    }
  files.sort((a, b) => b.mtime - a.mtime)

  return async (name, index) => {
    const lease = '/run/systemd/netif/leases'
    const networkd = holds(lease, `${index}`) ? ifOk(await host.files.text(`${lease}/${index}`)) : undefined
    const server = networkd && parseLeaseServer(networkd)
    if (server !== undefined) return server
    for (const { path } of files) {
      const found = parseDhclient(ifOk(await host.files.text(path)) ?? '', name, host.facts.now())
      if (found !== undefined) return found
    }
    for (const { dir, file, server: parse } of clients) {
      const pattern = file(name)
      const one = names.get(dir)?.find((entry) => entry.type === 'f' && pattern.test(entry.name))
      const content = one && ifOk(await host.files.bytes(`${dir}/${one.name}`, { limit: bytes }))
      const found = content && parse(content)
      if (found !== undefined) return found
    }
    return holds('/run/NetworkManager/devices', `${index}`) ? (await networkManager(host)).get(name) : undefined
  }
}

/** NetworkManager's own client writes no server down, but tells it. */
const networkManager = once(async (host) => parseNmcliLeases(ifOk(await host.commands.run(nmcliLeases))?.stdout ?? ''))
export const nmcliLeases = ['nmcli', '-f', 'GENERAL.DEVICE,DHCP4', 'device', 'show'] as const
