import { isIpv4, isIpv6 } from '@fusioninventory/protocol'
import { type Address, type Link, macIn } from './link.ts'

type Draft = { -readonly [K in keyof Link]: Link[K] } & { ipv4: Address[]; ipv6: Address[] }

/** More interfaces than a machine has; the rest is left out. */
const most = 10_000

/**
 * `ip addr show` (iproute2). An interface begins with `2: eth0@if5: <UP,...> mtu 1500 ...`; what follows `@` is where it
 * is linked to, not part of its name. `inet A peer B/32 ... label`: the prefix length is that of the peer.
 */
export function parseIpAddr(text: string): Link[] {
  const links: Draft[] = []
  for (const line of text.split('\n')) {
    const head = /^\d+: ([^\s:@]+(?::[^\s:@]+)?)(?:@\S+)?: <([^>]*)>(.*)/.exec(line)
    if (head) {
      if (links.length === most) break
      const mtu = / mtu (\d{1,9})\b/.exec(head[3] ?? '')?.[1]
      const flags = (head[2] ?? '').split(',')
      links.push({
        name: head[1] ?? '',
        up: flags.includes('UP'),
        mtu: mtu ? Number(mtu) : undefined,
        ipv4: [],
        ipv6: [],
      })
      continue
    }
    const link = links.at(-1)
    if (!link) continue
    const words = line.trim().split(/\s+/, 32)
    const [kind = '', first = ''] = words
    if (kind.startsWith('link/')) {
      link.mac = macIn(first)
      link.type = linkTypes[kind.slice(5)]
    } else if (kind === 'inet' || kind === 'inet6') {
      const [address = '', own] = first.split('/')
      const prefix = prefixIn(own ?? (words[2] === 'peer' ? words[3]?.split('/')[1] : undefined))
      if (kind === 'inet6' && isIpv6(address)) link.ipv6.push({ address, prefix })
      if (kind === 'inet' && isIpv4(address)) link.ipv4.push({ address, prefix, label: labelIn(words, link.name) })
    }
  }
  return links
}

/** Kinds of links whose type the name alone tells. */
const linkTypes: Readonly<Record<string, Link['type']>> = {
  loopback: 'loopback',
  ppp: 'dialup',
  infiniband: 'infiniband',
}

const prefixIn = (text: string | undefined): number | undefined =>
  /^\d{1,3}$/.test(text ?? '') && Number(text) <= 128 ? Number(text) : undefined

/** The last word is the label where it is the interface's name or an alias of it. */
function labelIn(words: readonly string[], name: string): string | undefined {
  const last = words.at(-1)
  return last?.startsWith(`${name}:`) ? last : undefined
}
