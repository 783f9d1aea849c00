import type { Question, Rule } from '../judge.ts'
import { addressOf, Facts, hexOf, textOf } from './facts.ts'

const remote = '1.0.8802.1.1.2.1.4.1.1'
const local = '1.0.8802.1.1.2.1.3.7.1.3'
const descriptions = '1.3.6.1.2.1.2.2.1.2'
const names = '1.3.6.1.2.1.31.1.1.1.1'
const management = '1.0.8802.1.1.2.1.4.2.1.3'
const bridgePorts = '1.3.6.1.2.1.17.1.4.1.2'
/** Forwarding of one bridge and by VLAN; column 2 is the port, 3 the status. */
const forwarding = ['1.3.6.1.2.1.17.4.3.1', '1.3.6.1.2.1.17.7.1.2.2.1'] as const
const arp = '1.3.6.1.2.1.4.22.1'

const macKind = 4

/** Rows of lldpRemTable that tell the name or the description that stands at the place of the question, with the facts. */
function rowsOf(
  { recording, path }: Question,
  said: ReadonlyMap<string, string>,
): readonly (readonly [Facts, string])[] {
  const facts = Facts.of(recording)
  const place = placeOf(path)
  const [name, description] = [said.get(`${place}.CONNECTION.SYSNAME`), said.get(`${place}.CONNECTION.SYSDESCR`)]
  const same = (text: string | undefined, row: string, column: number): boolean =>
    text !== undefined && facts.line(`${remote}.${column}.${row}`) === text
  return [...facts.below(`${remote}.4`).keys()]
    .filter((row) => same(name, row, 9) || same(description, row, 10))
    .map((row) => [facts, row])
}

const placeOf = (path: string): string => path.replace(/\.CONNECTIONS\..*$/, '.CONNECTIONS')

/** Interfaces whose name or description is the id of the local port of a row. */
function namedBy(facts: Facts, row: string): readonly string[] {
  const id = facts.line(`${local}.${row.split('.').at(-2)}`)
  if (id === undefined || !/\D/.test(id)) return []
  return [...facts.below(descriptions).keys()].filter((index) =>
    [descriptions, names].some((column) => facts.line(`${column}.${index}`) === id),
  )
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
      rowsOf(question, question.gotAll).some(([facts, row]) =>
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
      rowsOf(question, question.gotAll).some(([facts, row]) => facts.number(`${remote}.4.${row}`) !== macKind) &&
      (question.expected === undefined || question.field.endsWith('.MAC')),
  },
  {
    verdict: 'fixed',
    fields: ['inventory.PORTS.PORT.CONNECTIONS.CONNECTION.SYSNAME'],
    reason: 'what stands behind a NUL is no part of a text',
    when: (question) =>
      rowsOf(question, question.gotAll).some(([facts, row]) =>
        facts.text(`${remote}.9.${row}`)?.startsWith(`${question.got}\0`),
      ),
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
  {
    verdict: 'fixed',
    fields: ['inventory.PORTS.PORT.CONNECTIONS.*'],
    reason: 'the local port of an LLDP neighbour is the interface that its id names (user-wishes.md 39)',
    when: (question) => {
      const { recording, path, expectedAll, gotAll } = question
      const port = Facts.of(recording).portOf(path)
      const at = (said: Question['gotAll']): readonly (readonly string[])[] =>
        said.has(`${placeOf(path)}.CDP`) ? rowsOf(question, said).map(([facts, row]) => namedBy(facts, row)) : []
      if (port === undefined) return false
      const [wrong, right] = [at(expectedAll), at(gotAll)]
      return (
        (wrong.length > 0 && wrong.every((named) => named.length === 1 && named[0] !== port)) ||
        right.some((named) => named.length === 1 && named[0] === port)
      )
    },
  },
]
