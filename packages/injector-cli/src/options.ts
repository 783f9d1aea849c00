import {
  commonOptions,
  credentialOptions,
  networkOptions,
  type OptionTable,
  patienceOptions,
  type Tool,
} from '@fusioninventory/cli-kit'
import { version } from '../package.json'

/** What no value of a header may hold (RFC 9110 section 5.5). */
export const notOfHeaders = /[^\t\x20-\x7e\x80-\xff]/

const options = {
  file: {
    kind: 'text',
    short: 'f',
    repeat: true,
    arg: 'FILE',
    group: 'What to send',
    doc: 'Send this file.',
  },
  directory: {
    kind: 'text',
    short: 'd',
    arg: 'DIRECTORY',
    group: 'What to send',
    doc: 'Send every file in it whose name ends in .ocs, .xml, .json or .data, in byte order of their names.',
  },
  recursive: {
    kind: 'flag',
    short: 'R',
    group: 'What to send',
    doc: 'Also look into the directories below. Nothing is removed by it.',
  },
  stdin: {
    kind: 'flag',
    group: 'What to send',
    doc: 'Send what comes on standard input. It is the source when none is named and it is not a terminal.',
  },
  remove: {
    kind: 'flag',
    short: 'r',
    group: 'What to send',
    doc: 'Remove each file that the server has taken for certain.',
  },
  'no-check': {
    kind: 'flag',
    group: 'What to send',
    doc: 'Send a document without looking whether it is well-formed. An empty one is never sent.',
  },
  spool: {
    kind: 'text',
    arg: 'DIRECTORY',
    group: 'What to send',
    doc: 'Keep what could not be delivered in this directory, for each server apart, and try that first at the next run. With --remove, a file that is kept there is removed.',
  },
  'spool-max-age': {
    kind: 'int',
    arg: 'DAYS',
    default: 0,
    group: 'What to send',
    doc: 'Try what waits in the spool for so many days; what then cannot be delivered once more is moved to the folder too-old beside it, and told. Nothing is deleted. 0: for ever.',
  },
  watch: {
    kind: 'text',
    optional: true,
    arg: 'SECONDS',
    group: 'What to send',
    doc: 'Go on until a signal ends it: look into the directory every so many seconds (2), send what has appeared, and try again, later each time, what could not be delivered.',
  },
  url: {
    kind: 'text',
    short: 'u',
    repeat: true,
    arg: 'URL',
    group: 'Server',
    doc: 'Where to: the exact address of the server script, http://HOST/plugins/fusioninventory/ for instance. Required. Several: every document goes to each of them, and a file is removed only when all have taken it.',
  },
  ...credentialOptions,
  useragent: {
    kind: 'text',
    arg: 'TEXT',
    default: 'FusionInventory-Injector',
    group: 'Server',
    doc: 'User-Agent of the requests.',
  },
  'xml-ua': {
    kind: 'flag',
    short: 'x',
    group: 'Server',
    doc: 'Use the VERSIONCLIENT of the document as User-Agent, where it has one.',
  },
  'no-compression': { kind: 'flag', short: 'C', group: 'Server', doc: 'Send documents as they are, not packed.' },
  ...patienceOptions,
  parallel: {
    kind: 'int',
    aliases: ['jobs', 'threads'],
    arg: 'COUNT',
    default: 1,
    group: 'Server',
    doc: 'Send so many documents at the same time, at most 64.',
  },
  ...networkOptions,
  verbose: { ...commonOptions.verbose, short: 'v', doc: 'Say on standard output what becomes of each document.' },
  debug: { ...commonOptions.debug, doc: 'Say what is tried; twice: also what the server answers.' },
  help: commonOptions.help,
  version: commonOptions.version,
} as const satisfies OptionTable

/** fusioninventory-injector, for its help, man page and reference. */
export const tool = {
  name: 'fusioninventory-injector',
  title: 'FusionInventory Injector',
  version,
  summary: 'Delivers inventory documents to a GLPI, OCS Inventory or compatible server.',
  usage: ['--url URL --file FILE', '--url URL --directory DIRECTORY [--recursive] [--watch]', '--url URL < FILE'],
  options,
  examples: [
    [
      'fusioninventory-inventory | fusioninventory-injector --url http://my.server/plugins/fusioninventory/',
      'inventory of this machine, sent at once',
    ],
    [
      'fusioninventory-injector -v -R -d /srv/inventories -r --url https://my.server/front/inventory.php',
      'a tree of files, removed as they are taken',
    ],
    [
      'fusioninventory-injector -r -d /srv/inbox --watch --spool /var/spool/fusioninventory --url https://one.server/front/inventory.php --url https://two.server/ocsinventory',
      'all that appears in a directory, to two servers, of which either may be down',
    ],
  ],
} as const satisfies Tool
