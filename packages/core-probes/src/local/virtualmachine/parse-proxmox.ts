import type { Guest } from './guest.ts'
import { macs, parsePairs } from './parse-amount.ts'

/** The guest itself stands before the snapshots, each of which has a heading in brackets. */
const current = (text: string): string => text.split(/^\[/m, 1)[0] ?? ''

const number = (text: string | undefined): number | undefined =>
  /^\d{1,9}$/.test(text ?? '') ? Number(text) : undefined

/** Lines of `#` at the top are the notes, percent-encoded. */
function notes(text: string): string | undefined {
  const lines = text.split('\n', 1000).filter((line) => line.startsWith('#'))
  const note = lines.map((line) => line.slice(1)).join(' ')
  try {
    return decodeURIComponent(note).trim() || undefined
  } catch {
    return note.trim() || undefined
  }
}

const cards = (pairs: ReadonlyMap<string, string>): string | undefined =>
  macs(
    [...pairs]
      .filter(([key]) => /^net\d{1,2}$/.test(key))
      .map(([, value]) => /(?:^|[=,])((?:[0-9a-f]{2}:){5}[0-9a-f]{2})(?:,|$)/i.exec(value)?.[1]),
  )

/** `/etc/pve/qemu-server/<id>.conf` (qm.conf(5)); undefined for a template. */
export function parseQmConf(text: string, id: string): Guest | undefined {
  const pairs = parsePairs(current(text), ':')
  if (pairs.get('template') === '1') return undefined
  const cores = (number(pairs.get('cores')) ?? 1) * (number(pairs.get('sockets')) ?? 1)
  return {
    NAME: pairs.get('name') ?? `VM ${id}`,
    VMID: id,
    UUID: /(?:^|,)uuid=([0-9a-f-]{36})/i.exec(pairs.get('smbios1') ?? '')?.[1],
    MEMORY: number(/^(?:current=)?(\d+)/.exec(pairs.get('memory') ?? '512')?.[1]),
    VCPU: number(pairs.get('vcpus')) ?? cores,
    MAC: cards(pairs),
    COMMENT: notes(current(text)) ?? pairs.get('description'),
    SUBSYSTEM: 'proxmox',
    VMTYPE: pairs.get('kvm') === '0' ? 'qemu' : 'kvm',
  }
}

/** `/etc/pve/lxc/<id>.conf` (pct.conf(5)); undefined for a template. */
export function parsePctConf(text: string, id: string): Guest | undefined {
  const pairs = parsePairs(current(text), ':')
  if (pairs.get('template') === '1') return undefined
  return {
    NAME: pairs.get('hostname') ?? `CT${id}`,
    VMID: id,
    MEMORY: number(pairs.get('memory') ?? '512'),
    VCPU: number(pairs.get('cores')),
    MAC: cards(pairs),
    COMMENT: notes(current(text)) ?? pairs.get('description'),
    SUBSYSTEM: 'proxmox',
    VMTYPE: 'lxc',
  }
}

/** `pct list`: number, state, perhaps a lock, name. */
export function parsePctList(
  text: string,
): { readonly id: string; readonly running: boolean; readonly name: string }[] {
  return text.split('\n', 100_000).flatMap((line) => {
    const parts = /^\s*(\d{1,9})\s+([a-z]+)\s+(?:\S+\s+)?(\S+)\s*$/.exec(line)
    return parts ? [{ id: parts[1] ?? '', running: parts[2] === 'running', name: parts[3] ?? '' }] : []
  })
}
