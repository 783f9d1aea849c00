import { isIpv4 } from '@fusioninventory/protocol'

/**
 * Leases of ISC dhclient (dhclient.leases(5)): the server of the last lease of an interface that has not run out.
 * `now` in epoch milliseconds; times in the file are UTC.
 */
export function parseDhclient(text: string, device: string, now: number): string | undefined {
  let server: string | undefined
  let lease: { device?: string | undefined; server?: string | undefined; expired?: boolean } = {}
  for (const line of text.split('\n', 100_000)) {
    const words = line.trim().replace(/;.*$/, '').split(/\s+/, 5)
    if (words[0] === 'lease') lease = {}
    else if (words[0] === 'interface') lease.device = words[1]?.replace(/^"|"$/g, '')
    else if (words[1] === 'dhcp-server-identifier') lease.server = words[2]
    else if (words[0] === 'expire') lease.expired = ended(words) < now
    else if (words[0] === '}') {
      const valid = lease.device === device && lease.server !== undefined && isIpv4(lease.server) && !lease.expired
      if (valid) server = lease.server
      lease = {}
    }
  }
  return server
}

/** `expire 3 2030/07/21 17:41:38`, `expire epoch 1911000000`, `expire never`. */
function ended([, kind, date = '', time = '']: readonly string[]): number {
  if (kind === 'never') return Number.POSITIVE_INFINITY
  if (kind === 'epoch') return Number(date) * 1000
  const parts = [...date.split('/'), ...time.split(':')].map(Number)
  const [year = Number.NaN, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts
  const end = Date.UTC(year, month - 1, day, hour, minute, second)
  return Number.isNaN(end) ? Number.POSITIVE_INFINITY : end
}

/** A value of a file of `KEY=value` lines, as systemd-networkd and NetworkManager keep leases. */
export function parseLeaseServer(text: string): string | undefined {
  const server = /^(?:SERVER_ADDRESS|dhcp_server_identifier)=(\S{7,15})$/m.exec(text)?.[1]
  return server !== undefined && isIpv4(server) ? server : undefined
}

/** `nmcli -f GENERAL.DEVICE,DHCP4 device show`: servers by device, `DHCP4.OPTION[5]:  dhcp_server_identifier = 10.0.0.1`. */
export function parseNmcliLeases(text: string): Map<string, string> {
  const servers = new Map<string, string>()
  let device = ''
  for (const line of text.split('\n', 100_000)) {
    const [, key, value = ''] = /^(GENERAL\.DEVICE|DHCP4\.OPTION\[\d{1,3}\]): *(\S.{0,200})$/.exec(line) ?? []
    if (key === 'GENERAL.DEVICE') device = value
    const server = key && /^dhcp_server_identifier = (\S+)$/.exec(value)?.[1]
    if (server && isIpv4(server)) servers.set(device, server)
  }
  return servers
}

/** A lease of SUSE's wicked: XML, the server is its `server-id`. */
export function parseWicked(text: string): string | undefined {
  const server = /<server-id>([0-9.]{7,15})<\/server-id>/.exec(text)?.[1]
  return server !== undefined && isIpv4(server) ? server : undefined
}

/** The server identifier (option 54, RFC 2132 §9.7) of a DHCP message (RFC 2131 §2), as dhcpcd keeps it. */
export function parseBootp(message: Uint8Array): string | undefined {
  const cookie = [99, 130, 83, 99]
  if (cookie.some((byte, at) => message[236 + at] !== byte)) return undefined
  for (let at = 240; at < message.length; ) {
    const option = message[at++] ?? 255
    if (option === 255) return undefined
    if (option === 0) continue
    const length = message[at++] ?? 0
    if (option === 54 && length === 4 && at + 4 <= message.length) return message.subarray(at, at + 4).join('.')
    at += length
  }
  return undefined
}

/** `/proc/net/bonding/<bond>`: hardware address of each slave before it joined. */
export function parseBonding(text: string): Map<string, string> {
  const macs = new Map<string, string>()
  let slave = ''
  for (const line of text.split('\n', 10_000)) {
    const [key = '', ...rest] = line.split(': ')
    const value = rest.join(': ').trim()
    if (key === 'Slave Interface') slave = value
    else if (key === 'Permanent HW addr' && slave !== '') macs.set(slave, value.toLowerCase())
  }
  return macs
}
