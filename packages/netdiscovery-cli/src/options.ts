import { commonOptions, type OptionTable, type Tool } from '@fusioninventory/cli-kit'
import { version } from '../package.json'

const groups = { where: 'Addresses', how: 'Methods', snmp: 'SNMP', output: 'Output', large: 'Large networks' } as const

const where = {
  first: { kind: 'text', arg: 'ADDRESS', doc: 'First address of a range, IPv4 or IPv6.' },
  last: { kind: 'text', arg: 'ADDRESS', doc: 'Last address of the range.' },
  range: {
    kind: 'list',
    repeat: true,
    aliases: ['host'],
    arg: 'RANGE,...',
    doc: 'Networks (192.0.2.0/24), ranges (192.0.2.1-192.0.2.9, 192.0.2.1-9) or addresses; words without an option are the same.',
  },
  'range-file': {
    kind: 'text',
    repeat: true,
    arg: 'FILE',
    doc: 'The same from that file, several a line or one, - is standard input; # begins a comment.',
  },
  exclude: { kind: 'list', repeat: true, arg: 'RANGE,...', doc: 'Send nothing there.' },
  'exclude-file': { kind: 'text', repeat: true, arg: 'FILE', doc: 'The same from that file.' },
  yes: { kind: 'flag', short: 'y', doc: 'Search more than 65,536 addresses without asking.' },
} as const satisfies OptionTable

const how = {
  method: {
    kind: 'list',
    repeat: true,
    arg: 'METHOD,...',
    choices: ['arp', 'icmp', 'udp', 'netbios', 'dns', 'snmp'],
    doc: 'Only these ways to find something: ARP on a link of this machine, ICMP (by fping, nmap or ping), a closed UDP port where that brings nothing, NetBIOS names, names of name servers, SNMP. [default: all]',
  },
  rate: {
    kind: 'int',
    arg: 'PACKETS',
    default: 20_000,
    doc: 'Packets a second at most, all methods together; sessions with devices that answered come on top.',
  },
  parallel: {
    kind: 'int',
    arg: 'N',
    default: 64,
    aliases: ['threads', 'jobs', 'remote-workers'],
    doc: 'Devices that are asked by SNMP at one time; the search itself knows no such limit.',
  },
} as const satisfies OptionTable

const snmp = {
  community: {
    kind: 'text',
    repeat: true,
    secret: true,
    arg: 'STRING',
    doc: 'Community to try, with SNMP v1 unless --v2c says otherwise; public without any credentials. Hides --credentials.',
  },
  v1: { kind: 'flag', doc: 'Try communities with SNMP v1 (the default).' },
  v2c: { kind: 'flag', doc: 'Try communities with SNMP v2c; with --v1: with both.' },
  credentials: {
    kind: 'text',
    repeat: true,
    secret: true,
    arg: 'KEY:VALUE,...|@FILE',
    env: 'FUSIONINVENTORY_SNMP_CREDENTIALS',
    doc: 'Credentials to try, the safest first: version (1, 2c, 3), community, username, authprotocol, authpassword, privprotocol, privpassword. A value with a comma stands in quotes. @FILE: a credential each line of that file. Arguments are public on most systems: passwords belong into the file or the variable.',
  },
  'credential-delay': {
    kind: 'int',
    arg: 'SECONDS',
    default: 0,
    doc: 'Wait between two credentials for one device, for those that report or lock out who tries.',
  },
  port: { kind: 'list', repeat: true, arg: 'PORT,...', doc: 'Ports of SNMP, tried in that order. [default: 161]' },
  protocol: {
    kind: 'list',
    repeat: true,
    arg: 'TRANSPORT,...',
    doc: 'Transports of SNMP: udp/ipv4, udp/ipv6, tcp/ipv4, tcp/ipv6. [default: udp]',
  },
  timeout: { kind: 'int', arg: 'SECONDS', default: 1, doc: 'How long an answer may take, with all retries.' },
  retries: {
    kind: 'int',
    arg: 'N',
    default: 1,
    doc: 'How often a question is asked again; when follows from how long answers take.',
  },
  'backend-collect-timeout': {
    kind: 'int',
    arg: 'SECONDS',
    default: 180,
    doc: 'Time limit of one device that answers by SNMP.',
  },
} as const satisfies OptionTable

const output = {
  format: {
    kind: 'text',
    arg: 'FORM',
    choices: ['xml', 'json', 'jsonl', 'html'],
    default: 'xml',
    doc: 'Form of the documents: XML; JSON for GLPI, as one list or one document a line; or one page for people, with devices by kind and subnet and a map (with --save: network.html).',
  },
  save: {
    kind: 'text',
    short: 's',
    arg: 'DIR',
    doc: 'Write the documents as netdiscovery/IP.xml (and netinventory/IP.xml) in that directory instead of standard output.',
  },
  inventory: {
    kind: 'flag',
    short: 'i',
    doc: 'Also describe each device that was found by SNMP, on the same session, as fusioninventory-netinventory does.',
  },
  power: {
    kind: 'flag',
    doc: 'Say POWER of a UPS or PDU. Without it they are NETWORKING, as old servers want it.',
  },
  extra: {
    kind: 'flag',
    doc: 'With --inventory: also describe power over Ethernet, spanning tree, wireless networks and file systems. For files and pages: some servers refuse a document with what they do not know.',
  },
  devices: {
    kind: 'text',
    arg: 'DIR',
    doc: 'Also know the devices that the JSON files of that directory describe, before those that are built in.',
  },
  entity: { kind: 'text', arg: 'ID', doc: 'Say that the devices belong to that entity of the server.' },
  control: { kind: 'flag', doc: 'Also print the messages that say that the run begins and ends.' },
  explain: {
    kind: 'text',
    arg: 'IP',
    doc: 'Examine that address alone, and print what was tried, what came back and how long it took instead of a document.',
  },
} as const satisfies OptionTable

const large = {
  checkpoint: {
    kind: 'text',
    arg: 'FILE',
    doc: 'Keep in that file what is done: an interrupted search goes on there. A search that was finished begins again, and knows which credential each device took.',
  },
  shard: {
    kind: 'text',
    arg: 'I/N',
    doc: 'Search only the I-th of N shares of the addresses. The shares of N runs over the same ranges are all of them, each once.',
  },
} as const satisfies OptionTable

/** Puts each option of a table under one heading of the help. */
const under = <const T extends OptionTable, G extends string>(table: T, group: G) =>
  Object.fromEntries(Object.entries(table).map(([name, option]) => [name, { ...option, group }])) as unknown as T

export const options = {
  ...under(where, groups.where),
  ...under(how, groups.how),
  ...under(snmp, groups.snmp),
  ...under(output, groups.output),
  ...under(large, groups.large),
  ...commonOptions,
  'fail-on-error': {
    kind: 'flag',
    doc: 'Exit with 3 when some devices could not be described, with 4 when nothing was found.',
  },
} as const satisfies OptionTable

export const tool: Tool<typeof options> = {
  name: 'fusioninventory-netdiscovery',
  title: 'FusionInventory NetDiscovery task',
  version,
  summary: 'Finds the devices of a network, and writes an XML or JSON document about each as soon as it is found.',
  usage: ['[options] RANGE...', '[options] --first ADDRESS --last ADDRESS'],
  options,
  operands: 'RANGE',
  examples: [
    ['fusioninventory-netdiscovery 192.0.2.0/24', 'a network, with community public'],
    ['fusioninventory-netdiscovery --first 192.0.2.1 --last 192.0.2.50 --community lab', 'a range, as ever'],
    [
      'fusioninventory-netdiscovery 192.0.2.0/24 -i --credentials @snmp.conf | fusioninventory-injector --url https://glpi.example/',
      'find, describe, and send to GLPI; credentials are read from the file snmp.conf',
    ],
    [
      'fusioninventory-netdiscovery 192.0.2.0/24 -i --credentials @snmp.conf --format html > network.html',
      'a map of the network, for people',
    ],
    ['fusioninventory-netdiscovery --explain 192.0.2.7', 'why a device is not found'],
    [
      'fusioninventory-netdiscovery 10.0.0.0/12 --yes --checkpoint scan.state --save out',
      'a large network, may be interrupted',
    ],
  ],
}
