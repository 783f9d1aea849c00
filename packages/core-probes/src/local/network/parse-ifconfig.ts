import { isIpv4, isIpv6 } from '@fusioninventory/protocol'
import { type Address, type Link, macIn, prefixOf } from './link.ts'

/**
 * `ifconfig -a` of Linux net-tools (old and new style) and busybox. A line that does not begin with a blank begins an
 * interface: `eth0  Link encap:Ethernet  HWaddr ...` or `eth0: flags=4163<UP,...>  mtu 1500`.
 */
export function parseIfconfig(text: string): Link[] {
  const blocks: string[][] = []
  for (const line of text.split('\n')) {
    if (/^\S/.test(line)) blocks.push([line])
    else blocks.at(-1)?.push(line)
    if (blocks.length > 10_000) break
  }
  return blocks.flatMap((lines) => link(lines.slice(0, 100).join('\n').slice(0, 20_000)) ?? [])
}

function link(block: string): Link | undefined {
  const name = /^(\S+?):? /.exec(block)?.[1]
  if (name === undefined) return undefined
  const flags = /flags=\d+<([^>\n]*)>/.exec(block)
  const mtu = /\bmtu[ :](\d{1,9})/i.exec(block)?.[1]
  return {
    name,
    up: flags ? (flags[1] ?? '').split(',').includes('UP') : /^[ \t]+UP /m.test(block),
    mac: macIn(/(?:HWaddr|ether|infiniband|unspec) ([0-9A-Fa-f:]{17,59})\b/.exec(block)?.[1]),
    mtu: mtu === undefined ? undefined : Number(mtu),
    type: typeIn(block),
    ipv4: [...block.matchAll(/inet (?:addr:)?([0-9.]{7,15})([^\n]{0,200})/g)].flatMap(ipv4),
    ipv6: [...block.matchAll(/inet6 (?:addr: ?)?([0-9a-fA-F:.]{2,45})(?:\/| {1,2}prefixlen )(\d{1,3})/g)].flatMap(ipv6),
  }
}

function typeIn(block: string): Link['type'] {
  if (/Local Loopback/.test(block)) return 'loopback'
  if (/Point-to-Point/.test(block)) return 'dialup'
  return /encap:Ethernet|\(Ethernet\)/.test(block) ? 'ethernet' : undefined
}

function ipv4([, address = '', rest = '']: readonly string[]): Address[] {
  const mask = /(?:Mask:|netmask )([0-9.]{7,15})/i.exec(rest)?.[1]
  return isIpv4(address) ? [{ address, prefix: mask === undefined ? undefined : prefixOf(mask) }] : []
}

const ipv6 = ([, address = '', prefix]: readonly string[]): Address[] =>
  isIpv6(address) && Number(prefix) <= 128 ? [{ address, prefix: Number(prefix) }] : []
