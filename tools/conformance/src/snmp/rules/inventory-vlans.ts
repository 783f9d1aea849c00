import type { Rule } from '../judge.ts'
import { bit, Facts, textOf } from './facts.ts'

const vlanTables = '1.3.6.1.2.1.17.7.1.4'
const bridgePorts = '1.3.6.1.2.1.17.1.4.1.2'
const vtp = '1.3.6.1.4.1.9.9.46.1'

/** The port and the VLAN of a path, its field, and what is said. */
interface Asked {
  readonly facts: Facts
  readonly port: string
  readonly vlan: number
  readonly field: string
  readonly got: string | undefined
}

const ofVlan =
  (proof: (asked: Asked) => boolean): NonNullable<Rule['when']> =>
  ({ recording, path, got }) => {
    const facts = Facts.of(recording)
    const port = facts.portOf(path)
    const [, vlan, field = ''] = /\.VLANS\.VLAN\[(\d+)\]\.(\w+)$/.exec(path) ?? []
    return port !== undefined && vlan !== undefined && proof({ facts, port, vlan: Number(vlan), field, got })
  }

const numbersOf = (facts: Facts, port: string): readonly number[] => {
  const map = facts.below(bridgePorts)
  if (map.size === 0) return [Number(port)]
  return [...map].filter(([, at]) => textOf(at) === port).map(([number]) => Number(number))
}

/** Egress and untagged ports of a VLAN: as they are now, at the latest time, else as they are configured. */
function bitmaps(facts: Facts, vlan: number): { readonly egress: string; readonly untagged: string } {
  const times = [...facts.below(`${vlanTables}.2.1.4`).keys()]
    .filter((row) => row.split('.').at(-1) === String(vlan))
    .sort((a, b) => Number(b.split('.', 1)[0]) - Number(a.split('.', 1)[0]))
  const row = times.find((time) => time === String(vlan)) ?? times[0]
  const now = row !== undefined && facts.value(`${vlanTables}.2.1.5.${row}`) !== undefined
  return row === undefined || !now
    ? { egress: `${vlanTables}.3.1.2.${vlan}`, untagged: `${vlanTables}.3.1.4.${vlan}` }
    : { egress: `${vlanTables}.2.1.4.${row}`, untagged: `${vlanTables}.2.1.5.${row}` }
}

/** What the bitmaps say of a port: tagged 1, untagged 0, undefined where it is no member. */
function membership(facts: Facts, port: string, vlan: number): '0' | '1' | undefined {
  const rows = bitmaps(facts, vlan)
  const [egress, untagged] = [facts.value(rows.egress), facts.value(rows.untagged)]
  const of = numbersOf(facts, port)
  if (of.some((number) => bit(untagged, number - 1))) return '0'
  return of.some((number) => bit(egress, number - 1)) ? '1' : undefined
}

/** NUMBER and NAME are right where the membership is; NAME must be the device's. */
function says({ field, vlan, got }: Asked, tagged: '0' | '1', name: string | undefined): boolean {
  if (field === 'NUMBER') return got === String(vlan)
  return field === 'TAGGED' ? got === tagged : got === name
}

const fields = ['inventory.PORTS.PORT.VLANS.VLAN.*']

export const vlans: readonly Rule[] = [
  {
    verdict: 'fixed',
    fields,
    reason: 'bits of 802.1Q are bridge ports, not interfaces (snmp.md §10, README 7)',
    when: ofVlan((asked) => {
      const tagged = membership(asked.facts, asked.port, asked.vlan)
      if (asked.got === undefined) return tagged === undefined
      return tagged !== undefined && says(asked, tagged, asked.facts.text(`${vlanTables}.3.1.1.${asked.vlan}`))
    }),
  },
  {
    verdict: 'fixed',
    fields,
    reason: 'a trunk carries the VLANs that it allows (snmp.md §10)',
    when: ofVlan((asked) => {
      const { facts, port, vlan } = asked
      const column = [4, 17, 18, 19][vlan >> 10]
      const trunk = facts.number(`${vtp}.6.1.1.14.${port}`) === 1
      const native = facts.number(`${vtp}.6.1.1.5.${port}`) === vlan
      const name = facts.text(`${vtp}.3.1.1.4.1.${vlan}`)
      const allowed = bit(facts.value(`${vtp}.6.1.1.${column}.${port}`), vlan & 1023)
      return trunk && allowed && name !== undefined && says(asked, native ? '0' : '1', name)
    }),
  },
  {
    verdict: 'fixed',
    fields,
    reason: 'the VLAN of untagged frames of a port that is in no other (snmp.md §10)',
    when: ofVlan((asked) => {
      const { facts, port, vlan } = asked
      const pvid = numbersOf(facts, port).some((number) => facts.number(`${vlanTables}.5.1.1.${number}`) === vlan)
      return pvid && says(asked, '0', facts.text(`${vlanTables}.3.1.1.${vlan}`))
    }),
  },
]
