import { commonOptions, type OptionTable, type Tool, under } from '@fusioninventory/cli-kit'
import { version } from '../package.json'

const groups = { output: 'Output', content: 'Content', source: 'What is described', remote: 'Other machines' } as const

const output = {
  output: { kind: 'text', short: 'o', arg: 'FILE', doc: 'Write the inventory to that file, in one step.' },
  html: { kind: 'flag', doc: 'Give a page for people instead of XML: one file that any browser opens.' },
  json: { kind: 'flag', doc: 'Give JSON for GLPI instead of XML; wins over --html.' },
  explain: {
    kind: 'text',
    optional: true,
    arg: 'SECTION|identity',
    doc: 'Print which probe and source gave each field, instead of the inventory.',
  },
  timing: {
    kind: 'flag',
    aliases: ['stats'],
    doc: 'Print on standard error how each probe ended, how long it took, and where the time of the run went.',
  },
  'list-categories': { kind: 'flag', doc: 'Print the names that --no-category takes, and exit.' },
} as const satisfies OptionTable

/** What is in an inventory: options of every program that makes one. */
export const contentOptions = {
  'no-category': { kind: 'list', arg: 'CATEGORY,...', doc: 'Leave these categories out.' },
  partial: {
    kind: 'list',
    arg: 'CATEGORY,...',
    doc: 'Inventory these categories only, and what identifies the machine; implies --json.',
  },
  tag: { kind: 'text', short: 't', arg: 'TAG', doc: 'Mark the machine with that tag.' },
  deviceid: {
    kind: 'text',
    arg: 'ID',
    doc: 'Identity of the machine on the server, so that it stays the same from run to run.',
  },
  'additional-content': {
    kind: 'text',
    arg: 'FILE',
    doc: 'Add the content of that inventory file (.xml or .json) to what is found.',
  },
  'allow-custom-sections': { kind: 'flag', doc: 'Keep sections of --additional-content that the model does not know.' },
  'scan-homedirs': { kind: 'flag', doc: 'Also look into home directories (virtual machines, licences).' },
  'scan-profiles': { kind: 'flag', doc: 'Also look into user profiles for software.' },
  credentials: {
    kind: 'text',
    repeat: true,
    secret: true,
    arg: 'KEY:VALUE,...',
    env: 'FUSIONINVENTORY_CREDENTIALS',
    doc: 'Ask database servers, logging in so (use, host, port, login, password, socket). XML has no place for them: see them with --explain=DATABASES_SERVICES. Arguments are public on most systems: a password belongs into the variable.',
  },
  'assetname-support': {
    kind: 'int',
    arg: '1|2|3',
    choices: ['1', '2', '3'],
    default: 1,
    doc: 'Name of the machine: 1 short host name, 2 as the system gives it, 3 with its domain.',
  },
  'no-mask-secrets': {
    kind: 'flag',
    doc: 'Show arguments and variables that look like passwords, tokens or keys instead of <redacted>; never with --record.',
  },
  'backend-collect-timeout': { kind: 'int', arg: 'SECONDS', default: 180, doc: 'Time limit of the probes.' },
} as const satisfies OptionTable

const source = {
  root: { kind: 'text', arg: 'DIR', doc: 'Describe the system whose disk is mounted there, instead of this machine.' },
  capture: {
    kind: 'text',
    arg: 'FILE',
    doc: 'Describe the machine that was recorded in that file; - is standard input.',
  },
  strict: { kind: 'flag', doc: 'Fail when --capture holds no answer to what a probe asks.' },
  record: {
    kind: 'text',
    arg: 'FILE',
    doc: 'Also record in that file all that was read; --capture replays it. Secrets are left out of both, whatever --no-mask-secrets says. With --output-dir: a directory, one file a machine.',
  },
  redact: {
    kind: 'flag',
    doc: 'Replace serial numbers, addresses, names and keys in what --record writes, each by the same of its kind.',
  },
} as const satisfies OptionTable

const remote = {
  remote: {
    kind: 'list',
    repeat: true,
    arg: 'ssh://[USER@]HOST[:PORT]',
    doc: 'Describe that machine: asked by ssh with your keys and known hosts, nothing is installed there. May be repeated.',
  },
  'remote-file': { kind: 'text', arg: 'FILE', doc: 'The same for each line of that file; # begins a comment.' },
  'output-dir': {
    kind: 'text',
    arg: 'DIR',
    doc: 'Write a document a machine there, named as the machine was asked for: HOST.xml.',
  },
  parallel: {
    kind: 'int',
    arg: 'N',
    default: 8,
    aliases: ['threads', 'jobs', 'remote-workers'],
    doc: 'Machines that are asked at one time.',
  },
  sudo: { kind: 'flag', doc: 'Read as root there: sudo -n, which must not ask for a password.' },
  'ssh-config': { kind: 'text', arg: 'FILE', doc: 'Configuration of ssh in place of your own.' },
} as const satisfies OptionTable

export const options = {
  ...under(output, groups.output),
  ...under(contentOptions, groups.content),
  ...under(source, groups.source),
  ...under(remote, groups.remote),
  ...commonOptions,
  debug: { ...commonOptions.debug, doc: 'Say what is tried, what is missing, and how long it takes.' },
  'fail-on-error': {
    kind: 'flag',
    doc: 'Exit with 3 when some probes failed, with 4 when all did; the inventory is written all the same.',
  },
} as const satisfies OptionTable

export const tool: Tool<typeof options> = {
  name: 'fusioninventory-inventory',
  title: 'FusionInventory Inventory task',
  version,
  summary: 'Describes this machine (hardware, system, software) as an XML, JSON or HTML document on standard output.',
  usage: ['[options]', '[options] | fusioninventory-injector --url URL'],
  options,
  examples: [
    ['fusioninventory-inventory > inventory.xml', 'inventory of this machine'],
    ['fusioninventory-inventory --html > inventory.html', 'the same for people'],
    ['fusioninventory-inventory --explain=CPUS', 'where each field of the processors comes from'],
    ['fusioninventory-inventory --no-category=software,process -t lab', 'less, and with a tag'],
    ['fusioninventory-inventory --record machine.txt -o inventory.xml', 'with a recording for a good report'],
    ['fusioninventory-inventory --capture machine.txt', 'the same machine again, anywhere'],
    ['fusioninventory-inventory --root /mnt', 'the system on a mounted disk'],
  ],
}
