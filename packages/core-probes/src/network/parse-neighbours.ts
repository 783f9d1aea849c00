/** Hardware addresses by network address: lower case, colons. */
export type Neighbours = ReadonlyMap<string, string>

/** ATF_COM of <net/if_arp.h>: the entry has a hardware address. */
const complete = 0x2

/** /proc/net/arp (arp(7)): address, hardware type, flags, hardware address, mask, device. */
export function parseProcArp(text: string): Neighbours {
  const found = new Map<string, string>()
  for (const line of text.split('\n')) {
    const [address = '', , flags = '', mac = ''] = line.trim().split(/\s+/)
    if ((Number(flags) & complete) !== 0) add(found, address, mac)
  }
  return found
}

/** `ip -6 neighbor show`: `2001:db8::2 dev eth0 lladdr 00:00:5e:00:53:01 router REACHABLE`. */
export function parseIpNeighbor(text: string): Neighbours {
  const found = new Map<string, string>()
  for (const line of text.split('\n')) {
    const [, address = '', mac = ''] = /^(\S+) .*?\blladdr (\S+)(?! .*\bFAILED)/.exec(line.trim()) ?? []
    add(found, address, mac)
  }
  return found
}

/** `arp -a` of BSD and macOS (`? (192.0.2.1) at 0:0:5e:0:53:1 on en0`) and of Windows (`  192.0.2.1   00-00-5e-00-53-01   dynamic`). */
export function parseArpTable(text: string): Neighbours {
  const found = new Map<string, string>()
  for (const line of text.split('\n')) {
    const [address = ''] = /\d{1,3}(?:\.\d{1,3}){3}/.exec(line) ?? []
    const [mac = ''] = /\b[0-9a-f]{1,2}(?:[:-][0-9a-f]{1,2}){5}\b/i.exec(line) ?? []
    add(found, address, mac.replaceAll('-', ':'))
  }
  return found
}

function add(found: Map<string, string>, address: string, mac: string): void {
  const parts = mac.toLowerCase().split(':')
  if (address === '' || parts.length !== 6 || !parts.every((part) => /^[0-9a-f]{1,2}$/.test(part))) return
  const text = parts.map((part) => part.padStart(2, '0')).join(':')
  if (text !== '00:00:00:00:00:00' && text !== 'ff:ff:ff:ff:ff:ff') found.set(address, text)
}
