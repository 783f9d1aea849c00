import type { Question, Rule } from '../judge.ts'
import { addressOf, Facts, hexOf, textOf } from './facts.ts'
import { components } from './inventory-components.ts'
import { neighbours } from './inventory-neighbours.ts'
import { vlans } from './inventory-vlans.ts'

const mib2 = '1.3.6.1.2.1'
const interfaces = `${mib2}.2.2.1`
const extended = `${mib2}.31.1.1.1`

const of = (field: string): readonly string[] => [`inventory.${field}`]

/** Reads the facts of the port that the question is about. */
const ofPort =
  (proof: (facts: Facts, port: string, question: Question) => boolean) =>
  (question: Question): boolean => {
    const facts = Facts.of(question.recording)
    const port = facts.portOf(question.path)
    return port !== undefined && proof(facts, port, question)
  }

const ports: readonly Rule[] = [
  {
    verdict: 'fixed',
    fields: of('PORTS.PORT.IFINOCTETS'),
    reason: '64-bit octets (ifHCInOctets) where the device counts them (snmp.md §8)',
    when: ofPort((facts, port, { got }) => got !== undefined && got === facts.text(`${extended}.6.${port}`)),
  },
  {
    verdict: 'fixed',
    fields: of('PORTS.PORT.IFOUTOCTETS'),
    reason: '64-bit octets (ifHCOutOctets) where the device counts them (snmp.md §8)',
    when: ofPort((facts, port, { got }) => got !== undefined && got === facts.text(`${extended}.10.${port}`)),
  },
  {
    verdict: 'fixed',
    fields: of('PORTS.PORT.IFSPEED'),
    reason: 'ifHighSpeed without an ifSpeed counts too (snmp.md §8)',
    when: ofPort((facts, port, { got }) => {
      const millions = facts.number(`${extended}.15.${port}`) ?? 0
      return millions > 0 && got === String(millions * 1_000_000)
    }),
  },
  {
    verdict: 'fixed',
    fields: of('PORTS.PORT.IFSPEED'),
    reason: 'an ifSpeed of 4294967295 without ifHighSpeed is no speed (snmp.md §8)',
    when: ofPort(
      (facts, port, { got }) =>
        got === undefined &&
        facts.number(`${interfaces}.5.${port}`) === 0xffff_ffff &&
        !facts.number(`${extended}.15.${port}`),
    ),
  },
  {
    verdict: 'fixed',
    fields: [...of('PORTS.PORT.IPS.IP'), ...of('PORTS.PORT.IP')],
    reason: 'addresses of ipAddressTable, IPv6 too (snmp.md §4, README 11)',
    when: ofPort((facts, port, { got }) =>
      [...facts.below(`${mib2}.4.34.1.3`)].some(([index, at]) => textOf(at) === port && got === addressOf(index)),
    ),
  },
  {
    verdict: 'fixed',
    fields: [...of('PORTS.PORT.IPS.IP'), ...of('PORTS.PORT.IP')],
    reason: 'the unspecified address is none (snmp.md §4)',
    when: ({ expected, got }) => expected === '0.0.0.0' && got === undefined,
  },
  {
    verdict: 'fixed',
    fields: of('PORTS.PORT.MAC'),
    reason: 'bytes are an address whether they could be letters or not (snmp.md §1)',
    when: ofPort((facts, port, { expected, got }) => {
      const bytes = hexOf(facts.value(`${interfaces}.6.${port}`))
      return expected === undefined && bytes !== '' && (got ?? '').replaceAll(':', '').endsWith(bytes)
    }),
  },
  {
    verdict: 'excused',
    fields: of('PORTS.PORT.IFPORTDUPLEX'),
    reason: 'ports without number and name stand by their place, and rows without any valid value are none of ours',
    when: ({ path, expectedAll }) =>
      /^PORTS\.PORT\[(#\d+)?\]/.test(path) && !expectedAll.has(path.replace(/IFPORTDUPLEX$/, 'IFDESCR')),
  },
  {
    verdict: 'fixed',
    fields: of('PORTS.PORT.AGGREGATE.PORT'),
    reason: 'members of an aggregate from ifStackTable (snmp.md §10)',
    when: ofPort(
      (facts, port, { got }) =>
        facts.number(`${interfaces}.3.${port}`) === 161 && facts.number(`${mib2}.31.1.2.1.3.${port}.${got}`) === 1,
    ),
  },
]

const memory: readonly Rule[] = [
  {
    verdict: 'fixed',
    fields: of('INFO.RAM'),
    reason: 'the total memory of UCD-SNMP stands at .0 (README 3)',
    when: ({ recording, expected, got }) => {
      const kilobytes = Facts.of(recording).number('1.3.6.1.4.1.2021.4.5.0')
      return expected === undefined && kilobytes !== undefined && got === String(Math.trunc(kilobytes / 1024))
    },
  },
  {
    verdict: 'fixed',
    fields: of('INFO.MEMORY'),
    reason: 'memory from the storage table by its kind and its unit, or from the memory pools (snmp.md §5, README 2)',
    when: ({ recording, got }) => got === String(Math.trunc(memoryOf(Facts.of(recording)) / 0x10_0000)),
  },
]

/** Bytes of the largest storage of the kind RAM, else of the fixed pools together. */
function memoryOf(facts: Facts): number {
  const storage = `${mib2}.25.2.3.1`
  const sizes = [...facts.below(`${storage}.2`)]
    .filter(([, kind]) => textOf(kind) === `${mib2}.25.2.1.2`)
    .map(([row]) => (facts.number(`${storage}.5.${row}`) ?? 0) * (facts.number(`${storage}.4.${row}`) ?? 0))
  if (sizes.length > 0) return Math.max(...sizes)
  const pools = '1.3.6.1.4.1.9.9.48.1.1.1'
  return [1, 2, 3, 4, 5].reduce(
    (sum, pool) => sum + (facts.number(`${pools}.5.${pool}`) ?? 0) + (facts.number(`${pools}.6.${pool}`) ?? 0),
    0,
  )
}

/** What a device consists of: ports, components, supplies. */
export const inventoryRules: readonly Rule[] = [...ports, ...memory, ...vlans, ...neighbours, ...components]
