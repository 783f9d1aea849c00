/** `ip addr show` as what os.networkInterfaces() tells of the same machine: interfaces that run, with their addresses. */
import type { InterfaceAddress } from '../../port.ts'

const HEAD = /^\d+: ([^:@\s]+)(?:@[^:\s]+)?: <([^>]*)>/
const INDEX = /^(\d+):/
const LINK = /^\s+link\/\S+ ([0-9a-f]{2}(?::[0-9a-f]{2}){5})(?:\s|$)/i
const INET = /^\s+(inet6?) ([0-9a-fA-F.:]+)(?: peer [0-9a-fA-F.:]+)?(?:\/(\d{1,3}))? (.*)$/

export function parseIpAddress(text: string): Readonly<Record<string, readonly InterfaceAddress[]>> {
  const all = new Map<string, InterfaceAddress[]>()
  let [name, mac, index, internal, running] = ['', NO_MAC, 0, false, false]
  for (const line of text.split('\n')) {
    const head = HEAD.exec(line)
    if (head) {
      const flags = (head[2] ?? '').split(',')
      name = head[1] ?? ''
      mac = NO_MAC
      index = Number(INDEX.exec(line)?.[1] ?? 0)
      internal = flags.includes('LOOPBACK')
      running = flags.includes('UP') && !flags.includes('NO-CARRIER')
      continue
    }
    mac = LINK.exec(line)?.[1]?.toLowerCase() ?? mac
    const [, family, address, digits, rest = ''] = INET.exec(line) ?? []
    if (!running || address === undefined) continue
    const six = family === 'inet6'
    const prefix = Math.min(digits === undefined ? (six ? 128 : 32) : Number(digits), six ? 128 : 32)
    // The last word is the label: `eth0`, or `eth0:1` of an alias.
    const label = six ? name : (rest.trim().split(/\s+/).at(-1) ?? name)
    const known = all.get(label) ?? []
    all.set(label, known)
    known.push({
      address,
      netmask: six ? mask6(prefix) : mask4(prefix),
      family: six ? 'IPv6' : 'IPv4',
      mac,
      internal,
      cidr: `${address}/${prefix}`,
      ...(six ? { scopeid: / scope link\b/.test(` ${rest}`) ? index : 0 } : {}),
    })
  }
  return Object.fromEntries([...all].sort(([a], [b]) => (a < b ? -1 : 1)))
}

const NO_MAC = '00:00:00:00:00:00'

const mask4 = (prefix: number): string =>
  [0, 8, 16, 24].map((bits) => 256 - 2 ** (8 - Math.max(0, Math.min(8, prefix - bits)))).join('.')

function mask6(prefix: number): string {
  const groups = Array.from({ length: 8 }, (_, at) => 65_536 - 2 ** (16 - Math.max(0, Math.min(16, prefix - 16 * at))))
  const full = groups.map((group) => group.toString(16))
  const zero = full.indexOf('0')
  return zero < 0 ? full.join(':') : zero === 0 ? '::' : `${full.slice(0, zero).join(':')}${zero === 7 ? ':0' : '::'}`
}
