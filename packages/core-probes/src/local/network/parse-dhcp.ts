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
