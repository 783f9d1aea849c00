import type { Question, Rule } from '../judge.ts'
import { addressOf, Facts, hexOf, textOf } from './facts.ts'

const remote = '1.0.8802.1.1.2.1.4.1.1'
const management = '1.0.8802.1.1.2.1.4.2.1.3'
const bridgePorts = '1.3.6.1.2.1.17.1.4.1.2'
/** Forwarding of one bridge and by VLAN; column 2 is the port, 3 the status. */
const forwarding = ['1.3.6.1.2.1.17.4.3.1', '1.3.6.1.2.1.17.7.1.2.2.1'] as const
const arp = '1.3.6.1.2.1.4.22.1'

const macKind = 4

/** Rows of lldpRemTable that tell the name and description that we say, with the facts. */
function rowsOf({ recording, path, gotAll }: Question): readonly (readonly [Facts, string])[] {
  const facts = Facts.of(recording)
  const place = path.replace(/\.CONNECTIONS\..*$/, '.CONNECTIONS.CONNECTION')
  const [name, description] = [gotAll.get(`${place}.SYSNAME`), gotAll.get(`${place}.SYSDESCR`)]
  const same = (said: string | undefined, row: string, column: number): boolean =>
    said !== undefined && facts.line(`${remote}.${column}.${row}`) === said
  return [...facts.below(`${remote}.4`).keys()]
    .filter((row) => same(name, row, 9) || same(description, row, 10))
    .map((row) => [facts, row])
}

const dotted = (mac: string): string =>
  mac
    .split(':')
    .map((byte) => Number.parseInt(byte, 16))
    .join('.')

/** Rows of the forwarding tables for a MAC. */
function entries(facts: Facts, mac: string): readonly { readonly port: string; readonly status: string }[] {
  return forwarding.flatMap((table) =>
    [...facts.below(`${table}.2`)]
      .filter(([row]) => row.split('.').slice(-6).join('.') === dotted(mac))
      .map(([row, port]) => ({ port: textOf(port), status: facts.text(`${table}.3.${row}`) ?? '' })),
  )
}

export const neighbours: readonly Rule[] = [
  {
    verdict: 'fixed',
    fields: ['inventory.PORTS.PORT.CONNECTIONS.CONNECTION.IP'],
    reason: 'management addresses of LLDP neighbours (snmp.md §10, README 8)',
    when: (question) =>
      rowsOf(question).some(([facts, row]) =>
        [...facts.below(management).keys()].some(
          (index) => index.startsWith(`${row}.`) && addressOf(index.slice(row.length + 1)) === question.got,
        ),
      ),
  },
  {
    verdict: 'fixed',
    fields: ['inventory.PORTS.PORT.CONNECTIONS.*'],
    reason: 'LLDP neighbours whose chassis is named by something else than a MAC (snmp.md §10, README 8)',
    when: (question) =>
      rowsOf(question).some(([facts, row]) => facts.number(`${remote}.4.${row}`) !== macKind) &&
      (question.expected === undefined || question.field.endsWith('.MAC')),
  },
  {
    verdict: 'fixed',
    fields: ['inventory.PORTS.PORT.CONNECTIONS.CONNECTION.SYSNAME'],
    reason: 'what stands behind a NUL is no part of a text',
    when: (question) =>
      rowsOf(question).some(([facts, row]) => facts.text(`${remote}.9.${row}`)?.startsWith(`${question.got}\0`)),
  },
  {
    verdict: 'fixed',
    fields: ['inventory.PORTS.PORT.CONNECTIONS.CONNECTION.MAC'],
    reason: "forwarding entries that are invalid or the device's own tell no connection (snmp.md §10)",
    when: ({ recording, expected, got }) => {
      const found = got === undefined && expected !== undefined ? entries(Facts.of(recording), expected) : []
      return found.length > 0 && found.every(({ status }) => status === '2' || status === '4')
    },
  },
  {
    verdict: 'fixed',
    fields: ['inventory.PORTS.PORT.CONNECTIONS.CONNECTION.MAC'],
    reason: 'a forwarding entry whose index is no MAC tells no device (BRIDGE-MIB)',
    when: ({ recording, expected, got }) => {
      const [, hex = '', rest] = /^([0-9a-f:]*?)((?::00)*)$/.exec(expected ?? '') ?? []
      const arcs = dotted(hex)
      const facts = Facts.of(recording)
      return (
        got === undefined &&
        rest !== undefined &&
        entries(facts, expected ?? '').length === 0 &&
        forwarding.some((table) => facts.value(`${table}.2.${arcs}`) !== undefined)
      )
    },
  },
  {
    verdict: 'fixed',
    fields: ['inventory.PORTS.PORT.CONNECTIONS.CONNECTION.MAC', 'inventory.PORTS.PORT.MAC'],
    reason: 'a MAC of zeros is none (snmp.md §2)',
    when: ({ expected, got }) => /^(10:00|00):00:00:00:00:00(:00)?$/.test(expected ?? '') && got === undefined,
  },
  {
    verdict: 'fixed',
    fields: ['inventory.PORTS.PORT.CONNECTIONS.CONNECTION.MAC'],
    reason: 'a network device that the old agent does not take for one: its forwarding or ARP table (snmp.md §3)',
    when: ({ recording, path, got, expected, expectedAll }) => {
      const facts = Facts.of(recording)
      const port = facts.portOf(path)
      if (port === undefined || got === undefined || expected !== undefined) return false
      if (expectedAll.get('INFO.TYPE') === 'NETWORKING') return false
      const bridged = entries(facts, got).some(({ port: at }) => facts.text(`${bridgePorts}.${at}`) === port)
      const asked = [...facts.below(`${arp}.2`)].some(
        ([row, mac]) => hexOf(mac) === got.replaceAll(':', '') && facts.text(`${arp}.1.${row}`) === port,
      )
      return bridged || asked
    },
  },
]
