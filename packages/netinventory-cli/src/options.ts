import { commonOptions, type OptionTable, type Tool } from '@fusioninventory/cli-kit'
import { version } from '../package.json'

const groups = { devices: 'Devices', snmp: 'SNMP', output: 'Output', run: 'Run' } as const

/** Kinds of devices that a server knows. */
export const deviceTypes = ['COMPUTER', 'NETWORKING', 'PRINTER', 'STORAGE', 'POWER', 'PHONE', 'VIDEO', 'KVM'] as const

const devices = {
  host: {
    kind: 'list',
    repeat: true,
    arg: 'HOST,...',
    doc: 'Describe these devices: names, addresses, ranges (192.0.2.1-9) or networks (192.0.2.0/28).',
  },
  'host-file': {
    kind: 'text',
    arg: 'FILE',
    doc: 'The same for each line of that file, - is standard input; # begins a comment.',
  },
  file: {
    kind: 'text',
    repeat: true,
    arg: 'FILE',
    doc: 'Describe the device that was recorded in that file (--record, snmpwalk -On or snmprec) instead of asking one; paired with --host by position.',
  },
  type: {
    kind: 'text',
    arg: 'TYPE',
    doc: `Say that the devices are of this type (${deviceTypes.join(', ')}) instead of what they seem to be.`,
  },
  power: {
    kind: 'flag',
    doc: 'Say POWER of a UPS or PDU. Without it they are NETWORKING, as old servers want it.',
  },
  devices: {
    kind: 'text',
    arg: 'DIR',
    doc: 'Also know the devices that the JSON files of that directory describe, before those that are built in.',
  },
  shard: {
    kind: 'text',
    arg: 'I/N',
    doc: 'Describe only the I-th of N shares of the devices. The shares of N runs over the same devices, whatever their order, are all of them, each once.',
  },
} as const satisfies OptionTable

const snmp = {
  community: {
    kind: 'text',
    secret: true,
    arg: 'STRING',
    doc: 'Community for SNMP v1; public without any credentials. Hides --credentials.',
  },
  credentials: {
    kind: 'text',
    repeat: true,
    secret: true,
    arg: 'KEY:VALUE,...|@FILE',
    env: 'FUSIONINVENTORY_SNMP_CREDENTIALS',
    doc: 'Credentials, those of several options tried in turn: version (1, 2c, 3), community, username, authprotocol, authpassword, privprotocol, privpassword. A value with a comma stands in quotes. @FILE: a credential each line of that file. Arguments are public on most systems: passwords belong into the file or the variable.',
  },
  port: {
    kind: 'list',
    repeat: true,
    arg: 'PORT,...',
    doc: 'Port of SNMP, paired with --host by position; the first where there are fewer. [default: 161]',
  },
  protocol: {
    kind: 'list',
    repeat: true,
    arg: 'TRANSPORT,...',
    doc: 'Transport, paired with --host by position: udp/ipv4, udp/ipv6, tcp/ipv4 or tcp/ipv6. [default: udp]',
  },
  timeout: {
    kind: 'int',
    arg: 'SECONDS',
    default: 15,
    doc: 'How long an answer may take, with all retries.',
  },
  retries: {
    kind: 'int',
    deprecated: 'how often a question is repeated follows from how fast the device answers; --timeout bounds it',
    doc: 'Nothing any more.',
  },
  'backend-collect-timeout': {
    kind: 'int',
    arg: 'SECONDS',
    default: 180,
    doc: 'Time limit of one device; what it told until then is its result.',
  },
} as const satisfies OptionTable

const output = {
  format: {
    kind: 'text',
    arg: 'FORM',
    choices: ['xml', 'json', 'jsonl', 'html'],
    default: 'xml',
    doc: 'Form of the documents: XML; JSON for GLPI, indented where there is one device, else one a line like jsonl; or a page for people.',
  },
  extra: {
    kind: 'flag',
    doc: 'Also describe power over Ethernet, spanning tree, wireless networks and file systems. For files and pages: some servers refuse a document with what they do not know.',
  },
  explain: {
    kind: 'text',
    optional: true,
    arg: 'SECTION|identity',
    doc: 'Print, instead of the document, each field with its value and where the device says it, and all requests; or a section only, or what a server can recognise the device by.',
  },
  record: {
    kind: 'text',
    arg: 'FILE|DIR',
    doc: 'Also record all that the device says, in that file or as HOST.snmprec in that directory; --file replays it. It holds no credentials.',
  },
  save: {
    kind: 'text',
    short: 's',
    arg: 'DIR',
    doc: 'Write the documents as netinventory/HOST.xml in that directory instead of standard output.',
  },
  control: { kind: 'flag', doc: 'Also print the messages that say that the run begins and ends.' },
} as const satisfies OptionTable

const run = {
  parallel: {
    kind: 'int',
    arg: 'N',
    default: 16,
    aliases: ['threads', 'jobs'],
    doc: 'Devices that are asked at one time.',
  },
  ...commonOptions,
  'fail-on-error': {
    kind: 'flag',
    doc: 'Exit with 3 when some devices could not be described, with 4 when none could.',
  },
  debug: { ...commonOptions.debug, doc: 'Say what is tried and what is missing; twice: also each request.' },
  model: { kind: 'text', deprecated: '', doc: 'Nothing any more.' },
} as const satisfies OptionTable

/** Puts each option of a table under one heading of the help. */
const under = <const T extends OptionTable, G extends string>(table: T, group: G) =>
  Object.fromEntries(Object.entries(table).map(([name, option]) => [name, { ...option, group }])) as unknown as T

export const options = {
  ...under(devices, groups.devices),
  ...under(snmp, groups.snmp),
  ...under(output, groups.output),
  ...run,
} as const satisfies OptionTable

export const tool: Tool<typeof options> = {
  name: 'fusioninventory-netinventory',
  title: 'FusionInventory NetInventory task',
  version,
  summary: 'Describes network devices, asked by SNMP, as one XML or JSON document each on standard output.',
  usage: [
    '[options] --host HOST',
    '[options] --file FILE',
    '[options] --host HOST | fusioninventory-injector --url URL',
  ],
  options,
  examples: [
    ['fusioninventory-netinventory --host 192.0.2.10 --community public', 'one switch, SNMP v1'],
    [
      'fusioninventory-netinventory --host 192.0.2.0/24 --credentials @snmp.conf | fusioninventory-injector --url https://glpi.example/',
      'a network, to GLPI; credentials are read from the file snmp.conf',
    ],
    ['fusioninventory-netinventory --host 192.0.2.10 --explain', 'where each value comes from'],
    ['fusioninventory-netinventory --host 192.0.2.10 --explain=PORTS', 'the same of its ports'],
    [
      'fusioninventory-netinventory --host 192.0.2.10 --record device.snmprec > device.xml',
      'a recording for a good report',
    ],
    [
      'fusioninventory-netinventory --file device.snmprec --format html > device.html',
      'the same device again, for people',
    ],
    [
      'fusioninventory-netinventory --host-file devices.txt --shard 2/3',
      'a third of the work, on the second of three machines',
    ],
  ],
}
