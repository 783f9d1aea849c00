import type { SnmpValue } from '@fusioninventory/core-probes/snmp'
import type { Question, Rule } from '../judge.ts'

/** What a device is: all of discovery, and INFO and FIRMWARES of the inventory. */

const both = (...names: readonly string[]): readonly string[] =>
  names.flatMap((name) => [`discovery.${name}`, `inventory.INFO.${name}`])

const mib2 = '1.3.6.1.2.1'
const at = ({ recording }: Question, oid: string): SnmpValue | undefined => recording.values.get(oid)

function textOf(value: SnmpValue | undefined): string {
  if (value === undefined) return ''
  if (value.type === 'octets' || value.type === 'opaque') return Buffer.from(value.value).toString('latin1')
  return 'value' in value ? String(value.value) : ''
}

const plain = (text: string): string => text.replaceAll('\0', '').replace(/\s+/g, ' ').trim().toLowerCase()

const texts = new WeakMap<object, string>()

/** Whether the recording holds this text, in any value. */
function says(question: Question, text: string | undefined): boolean {
  if (text === undefined || text === '') return false
  let all = texts.get(question.recording)
  if (all === undefined) {
    const lines: string[] = []
    for (const value of question.recording.values.values()) lines.push(plain(textOf(value)))
    all = lines.join('\n')
    texts.set(question.recording, all)
  }
  const wanted = plain(text)
  return all.includes(wanted) || all.includes(wanted.replaceAll(':', ''))
}

const objectId = (question: Question): string => {
  const value = at(question, `${mib2}.1.2.0`)
  return (value?.type === 'oid' ? value.value : textOf(value)).replace(/^\./, '')
}

const isNetSnmp = (question: Question): boolean => /^1\.3\.6\.1\.4\.1\.(8072|2021)\./.test(objectId(question))

/** Values of a column of entPhysicalTable in the chassis that stand in nothing, or in the stack that stands in nothing. */
function ofRoots({ recording: { values } }: Question, column: number): readonly string[] {
  const number = (place: string): number | undefined => {
    const value = values.get(`${mib2}.47.1.1.1.1.${place}`)
    return value?.type === 'integer' ? value.value : undefined
  }
  const rows: string[] = []
  for (const oid of values.keys())
    if (oid.startsWith(`${mib2}.47.1.1.1.1.5.`)) rows.push(oid.slice(mib2.length + '.47.1.1.1.1.5.'.length))
  const stacks = rows.filter((row) => number(`5.${row}`) === 11 && number(`4.${row}`) === 0)
  return rows
    .filter((row) => number(`5.${row}`) === 3)
    .filter((row) => number(`4.${row}`) === 0 || stacks.includes(String(number(`4.${row}`))))
    .map((row) => plain(textOf(values.get(`${mib2}.47.1.1.1.1.${column}.${row}`))))
}

const columns: Readonly<Record<string, number>> = { MODEL: 13, SERIAL: 11, FIRMWARE: 10 }

function isRoot(question: Question): boolean {
  const name = question.field.replace('INFO.', '')
  const got = plain(question.got ?? '')
  return got !== '' && ofRoots(question, columns[name] ?? 0).includes(got)
}

/** The vendor number has an owner, whom only our table knows; or the device names its maker. */
const isUnknownVendor = (question: Question): boolean =>
  question.expected === undefined && /^1\.3\.6\.1\.4\.1\.\d+/.test(objectId(question))

/** Whether an address stands in one of the device's two address tables. */
function isListed({ recording: { values } }: Question, address: string): boolean {
  if (values.has(`${mib2}.4.20.1.1.${address}`) || values.has(`${mib2}.4.20.1.2.${address}`)) return true
  if (values.has(`${mib2}.4.34.1.3.1.4.${address}`)) return true
  if (!address.includes(':')) return false
  const [head = '', tail = ''] = address.split('::')
  const parts = (text: string): string[] => (text === '' ? [] : text.split(':'))
  const missing = 8 - parts(head).length - parts(tail).length
  const groups = [...parts(head), ...new Array<string>(address.includes('::') ? missing : 0).fill('0'), ...parts(tail)]
  const bytes = groups.map((group) => Number.parseInt(group, 16)).flatMap((group) => [group >> 8, group & 255])
  const text = [...Buffer.from(groups.map((group) => group.padStart(4, '0')).join(':'))].join('.')
  return [`2.16.${bytes.join('.')}`, `4.20.${bytes.join('.')}`, `2.39.${text}`].some((index) =>
    [...values.keys()].some((oid) => oid.startsWith(`${mib2}.4.34.1.3.${index}`)),
  )
}

/** The rules for those fields of INFO that an entry of FIRMWARES repeats and that differ; undefined: there is none. */
function repeated(question: Question): readonly (Rule | undefined)[] {
  const differing = ['MODEL', 'MANUFACTURER', 'FIRMWARE'].filter(
    (name) => question.expectedAll.get(`INFO.${name}`) !== question.gotAll.get(`INFO.${name}`),
  )
  return differing.map((name) => {
    const path = `INFO.${name}`
    const place = { path, field: path, expected: question.expectedAll.get(path), got: question.gotAll.get(path) }
    return identifyRules.find(
      ({ fields, when }) => fields.includes(`inventory.${path}`) && (when?.({ ...question, ...place }) ?? true),
    )
  })
}

export const identifyRules: readonly Rule[] = [
  {
    verdict: 'fixed',
    fields: both('IPS.IP'),
    reason: 'addresses of ipAdEntIfIndex and ipAddressTable, IPv6 too (snmp.md §4 IPS)',
    when: (question) => question.got !== undefined && isListed(question, question.got),
  },
  {
    verdict: 'fixed',
    fields: both('IPS.IP'),
    reason: 'the unspecified address is none (snmp.md §4 IPS)',
    when: ({ expected, got }) => expected === '0.0.0.0' && got === undefined,
  },
  {
    verdict: 'fixed',
    fields: both('MODEL', 'SERIAL', 'FIRMWARE'),
    reason: 'the root of the ENTITY tree rather than its first row (snmp.md §3 e)',
    when: isRoot,
  },
  {
    verdict: 'fixed',
    fields: both('MODEL', 'SERIAL', 'FIRMWARE'),
    reason: 'a placeholder is no value (snmp.md §6: clean before use)',
    when: ({ expected, got }) => /^(?:n\/?a|[\s0]+)$/i.test(expected ?? '') && got !== expected,
  },
  {
    verdict: 'fixed',
    fields: both('FIRMWARE'),
    reason: 'no `(build )` around nothing (recordings, known error 10)',
    when: ({ expected, got = '' }) => expected === `${got} (build )`,
  },
  {
    verdict: 'fixed',
    fields: both('MANUFACTURER'),
    reason: 'names from faults of the old table (recordings, known error 15)',
    when: ({ expected, got }) => ['Lancom NETWORKING', 'Net'].includes(expected ?? '') && (got?.length ?? 0) > 3,
  },
  {
    verdict: 'fixed',
    fields: both('TYPE', 'MANUFACTURER'),
    reason: 'an appliance behind the identity of net-snmp (snmp.md §3 b)',
    when: (question) => isNetSnmp(question) && question.got !== undefined,
  },
  {
    verdict: 'fixed',
    fields: both('MODEL'),
    reason: 'an appliance behind the identity of net-snmp names its model (snmp.md §3 b)',
    when: (question) => isNetSnmp(question) && says(question, question.got),
  },
  {
    verdict: 'fixed',
    fields: both('TYPE', 'MANUFACTURER'),
    reason: 'the registered owner of the vendor number, or a type by the standard tables (snmp.md §3 c, d)',
    when: (question) =>
      question.got !== undefined &&
      (isUnknownVendor(question) || (question.expected === undefined && says(question, question.got))),
  },
  {
    verdict: 'fixed',
    fields: both('TYPE', 'MODEL'),
    reason: 'a description of the first device makes no printer: hrDeviceType is another (snmp.md §3 d)',
    when: (question) => {
      const kind = at(question, `${mib2}.25.3.2.1.2.1`)
      const printer = question.expectedAll.get(question.part === 'discovery' ? 'TYPE' : 'INFO.TYPE') === 'PRINTER'
      return printer && kind?.type === 'oid' && kind.value !== `${mib2}.25.3.1.5`
    },
  },
  {
    verdict: 'fixed',
    fields: both('MODEL'),
    reason: "the device's own word for its model, where the old agents had one of their table (snmp.md §13)",
    when: (question) =>
      says(question, question.got) &&
      (!says(question, question.expected) || (question.got ?? '').startsWith(`${question.expected}`)),
  },
  {
    verdict: 'fixed',
    fields: both('MODEL', 'SERIAL', 'FIRMWARE'),
    reason: "said in the vendor's tree or in sysDescr, where the old agents found nothing (snmp.md §6 end)",
    when: (question) => question.expected === undefined && says(question, question.got),
  },
  {
    verdict: 'fixed',
    fields: ['inventory.FIRMWARES.*'],
    reason: "firmware that the device tells in its vendor's tree or in sysDescr, where the old agents found none",
    when: (question) =>
      question.expectedAll.get('INFO.FIRMWARE') === undefined &&
      question.expected === undefined &&
      says(question, question.gotAll.get('INFO.FIRMWARE')),
  },
  {
    verdict: 'fixed',
    fields: ['inventory.FIRMWARES.*'],
    reason: 'repeats MODEL, MANUFACTURER and FIRMWARE of the device, of which all that differ are fixed',
    when: (question) => repeated(question).length > 0 && repeated(question).every((rule) => rule?.verdict === 'fixed'),
  },
  {
    verdict: 'excused',
    fields: ['inventory.FIRMWARES.*'],
    reason: 'repeats MODEL, MANUFACTURER and FIRMWARE of the device, which are judged there',
    when: (question) => repeated(question).length > 0,
  },
  {
    verdict: 'excused',
    fields: both('MANUFACTURER'),
    reason: 'one spelling for all devices of a vendor',
    when: ({ expected = '', got = '' }) =>
      got !== '' &&
      (expected.toLowerCase().startsWith(got.toLowerCase()) || got.toLowerCase().startsWith(expected.toLowerCase())),
  },
  ...vendorsWithTable(),
  {
    verdict: 'excused',
    fields: both('MODEL'),
    reason: "another vendor: a model of the old agents' own table, which the device does not say (decision 8)",
    when: (question) => question.expected !== undefined && !says(question, question.expected),
  },
]

/** Decision 8: the model stands in the old agents' table only, and the device does not say it. By vendor. */
function vendorsWithTable(): readonly Rule[] {
  const vendors: readonly (readonly [number: number, name: string])[] = [
    [2, 'IBM'],
    [9, 'Cisco'],
    [11, 'Hewlett-Packard'],
    [232, 'Compaq'],
    [236, 'Samsung'],
    [637, 'Alcatel-Lucent'],
    [1588, 'Brocade'],
    [2636, 'Juniper'],
    [6527, 'Alcatel'],
    [14823, 'Aruba'],
  ]
  return vendors.map(([number, name]) => ({
    verdict: 'excused',
    fields: both('MODEL'),
    reason: `${name}: a model of the old agents' own table, which the device does not say (decision 8)`,
    when: (question) =>
      objectId(question).startsWith(`1.3.6.1.4.1.${number}.`) &&
      question.expected !== undefined &&
      !says(question, question.expected),
  }))
}
