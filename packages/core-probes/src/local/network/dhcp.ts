import { type Host, valueOf as ifOk } from '../../host/port.ts'
import { parseDhclient, parseLeaseServer } from './parse-dhcp.ts'

/** Where dhclient, and NetworkManager with either client, keep their leases. */
const folders = ['/var/lib/dhcp', '/var/lib/dhclient', '/var/lib/NetworkManager', '/var/lib/dhcp3', '/var/db'] as const

/** No more lease files than this are read. */
const most = 64

/** A question for the DHCP server of an interface, by its name and number. */
export type DhcpServers = (name: string, index: number) => Promise<string | undefined>

/** The lease files of a machine are listed once, the newest first. */
export async function dhcpServers(host: Host): Promise<DhcpServers> {
  const files: { readonly path: string; readonly mtime: number }[] = []
  for (const dir of folders)
    for (const { name, type } of ifOk(await host.files.list(dir)) ?? []) {
      if (type !== 'f' || !/\.leases?$/.test(name) || files.length >= most) continue
      const path = `${dir}/${name}`
      files.push({ path, mtime: ifOk(await host.files.stat(path))?.mtime ?? 0 })
    }
  files.sort((a, b) => b.mtime - a.mtime)
  const networkd = new Set((ifOk(await host.files.list('/run/systemd/netif/leases')) ?? []).map(({ name }) => name))

  return async (name, index) => {
    const lease = networkd.has(`${index}`) ? await host.files.text(`/run/systemd/netif/leases/${index}`) : undefined
    const server = lease && parseLeaseServer(ifOk(lease) ?? '')
    if (server !== undefined) return server
    for (const { path } of files) {
      const text = ifOk(await host.files.text(path)) ?? ''
      const found =
        parseDhclient(text, name, host.facts.now()) ??
        (path.endsWith(`-${name}.lease`) ? parseLeaseServer(text) : undefined)
      if (found !== undefined) return found
    }
    return undefined
  }
}
