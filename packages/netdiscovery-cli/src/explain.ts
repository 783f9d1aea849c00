import { textTable } from '@fusioninventory/cli-kit'
import type { Examined } from '@fusioninventory/core-probes/network'
import type { About } from './about.ts'

export interface Note {
  readonly method: string
  readonly what: string
  /** Since the address was begun. */
  readonly ms: number
}

/** All that was tried with one address, and what became of it. */
export function explained(
  address: string,
  notes: readonly Note[],
  examined: Examined | undefined,
  { plan, credentials, live }: About,
): string {
  const tried = textTable([
    ['AFTER', 'METHOD', 'WHAT CAME OF IT'],
    ...notes.map(({ method, what, ms }) => [`${Math.round(ms)} ms`, method, what]),
  ])
  const left = ['arp', 'icmp', 'udp', 'netbios', 'dns', 'snmp'].filter((name) => !plan.methods.has(name as never))
  const means = [
    `ICMP by: ${live.pings}`,
    `SNMP with: ${credentials.map(({ id, version }) => `credential ${id} (v${version})`).join(', ')}`,
    ...(left.length > 0 ? [`not asked for: ${left.join(', ')}`] : []),
  ]
  return `${address}\n\n${tried}\n${means.join('\n')}\n\n${result(examined)}`
}

function result(examined: Examined | undefined): string {
  if (!examined) return 'It was not examined to the end.\n'
  const { device } = examined
  if (!device) return 'It is no device to report: neither a MAC nor a name is known, and it answered nothing.\n'
  const rows = Object.entries(device).sort(([a], [b]) => (a < b ? -1 : 1))
  return `It is reported as:\n${textTable(rows.map(([name, value]) => [name, text(value)]))}`
}

/** A list has its elements under their name. */
const text = (value: unknown): string =>
  typeof value === 'object' && value !== null ? Object.values(value).flat().join(', ') : String(value)
