import {
  commonOptions,
  credentialOptions,
  networkOptions,
  type OptionTable,
  patienceOptions,
  type Tool,
  under,
} from '@fusioninventory/cli-kit'
import { contentOptions } from 'fusioninventory-inventory'
import { version } from '../package.json'
import { oldOptions } from './config/old-names.ts'

const { deviceid: _, tag, 'assetname-support': assetname, ...content } = contentOptions
const { default: __, ...nameOfMachine } = assetname

const targets = {
  server: {
    kind: 'list',
    short: 's',
    repeat: true,
    arg: 'URL,...',
    doc: 'Ask these servers what is to be done, and send them the results. A host alone means http://HOST/ocsinventory.',
  },
  local: {
    kind: 'list',
    short: 'l',
    repeat: true,
    arg: 'PATH,...',
    doc: 'Write an inventory there: into a directory under the name of the machine, into a file, or (-) to standard output.',
  },
  tag,
  'per-target': {
    kind: 'flag',
    doc: 'Make an inventory for each target anew, instead of one for all of them.',
  },
} as const satisfies OptionTable

const schedule = {
  delaytime: {
    kind: 'int',
    arg: 'SECONDS',
    default: 3600,
    doc: 'Longest delay of the first contact with a server, and of the next one after a failure.',
  },
  lazy: { kind: 'flag', doc: 'Leave a target alone until its next contact is due.' },
  force: {
    kind: 'flag',
    short: 'f',
    doc: 'Make an inventory even if the server does not ask for one, or a lazy target is not due.',
  },
  'schedule-jitter': {
    kind: 'text',
    arg: 'HOW',
    choices: ['legacy', 'compat'],
    default: 'legacy',
    doc: 'How contacts of many machines are spread: legacy, evenly over the second half of the period; compat, over its last part, as version 2.6 does.',
  },
} as const satisfies OptionTable

const tasks = {
  tasks: {
    kind: 'list',
    arg: 'TASK,...',
    doc: 'Run these tasks, in this order; ... stands for all others. --list-tasks names them.',
  },
  'no-task': { kind: 'list', arg: 'TASK,...', doc: 'Never run these tasks.' },
  'task-timeout': {
    kind: 'int',
    arg: 'SECONDS',
    default: 86_400,
    doc: 'Time limit of one task; an inventory has an hour at most.',
  },
  'task-memory': {
    kind: 'int',
    arg: 'MIB',
    default: 512,
    doc: 'Memory limit of one task, which runs in a process of its own.',
  },
  'policy-file': {
    kind: 'text',
    arg: 'FILE',
    doc: 'What a server may ask of this machine; policy.cfg beside agent.cfg where it is there.',
  },
  'no-p2p': { kind: 'flag', doc: 'Neither fetch packages from other agents nor give them any.' },
} as const satisfies OptionTable

const inventory = {
  ...content,
  'assetname-support': {
    ...nameOfMachine,
    doc: `${assetname.doc} Without it: 1, and the identity as version 2.6 makes it.`,
  },
  html: { kind: 'flag', doc: 'Write local inventories as pages for people.' },
  json: { kind: 'flag', doc: 'Write local inventories as JSON for GLPI; wins over --html.' },
  'full-inventory-postpone': {
    kind: 'int',
    arg: 'N',
    default: 0,
    doc: "For servers of GLPI's own protocol: after a whole inventory send N times only what has changed.",
  },
  'required-category': {
    kind: 'list',
    arg: 'CATEGORY,...',
    doc: 'With --full-inventory-postpone: send these categories every time.',
  },
} as const satisfies OptionTable

const network = {
  ...credentialOptions,
  user: { ...credentialOptions.user, short: 'u' },
  password: { ...credentialOptions.password, short: 'p' },
  timeout: patienceOptions.timeout,
  ...networkOptions,
  'ssl-keystore': {
    kind: 'text',
    arg: 'none',
    choices: ['none'],
    default: 'none',
    doc: 'Key stores of users; none of them is ever trusted.',
  },
  'no-compression': { kind: 'flag', short: 'C', doc: 'Send messages as they are, not packed.' },
} as const satisfies OptionTable

const web = {
  'no-httpd': { kind: 'flag', doc: 'Do not listen for requests (with --daemon only, which listens otherwise).' },
  'httpd-ip': { kind: 'text', arg: 'ADDRESS', doc: 'Address to listen at; all of them without it.' },
  'httpd-port': { kind: 'int', arg: 'PORT', default: 62_354, doc: 'Port to listen at.' },
  'httpd-trust': {
    kind: 'list',
    arg: 'ADDRESS,...',
    doc: 'Addresses, ranges and hosts that may ask for an inventory, beside the servers.',
  },
  'httpd-token': {
    kind: 'text',
    arg: 'TOKEN',
    secret: true,
    env: 'FUSIONINVENTORY_HTTPD_TOKEN',
    doc: 'Who asks at /now, and is trusted without being a server, has to know this: /now/TOKEN.',
  },
  'httpd-host': {
    kind: 'list',
    arg: 'NAME,...',
    doc: 'Further names that clients call this machine by, such as an alias in DNS; requests to any other name are refused.',
  },
  listen: { kind: 'flag', doc: 'With --daemon: listen for requests without any other target.' },
} as const satisfies OptionTable

const logging = {
  logger: {
    kind: 'list',
    arg: 'BACKEND,...',
    doc: 'Where messages go: stderr (default), file, syslog.',
  },
  'logger-format': {
    kind: 'text',
    arg: 'HOW',
    choices: ['text', 'json'],
    default: 'text',
    doc: 'Messages to standard error and file as lines for people (text), or as one JSON object a line (json).',
  },
  logfile: { kind: 'text', arg: 'FILE', doc: 'Write messages to that file, too.' },
  'logfile-maxsize': {
    kind: 'int',
    arg: 'MIB',
    default: 0,
    doc: 'Begin a new log file at that size and keep the old one as FILE.1; 0 is never.',
  },
  'logfile-keep': { kind: 'int', arg: 'N', default: 1, doc: 'Keep so many old log files: FILE.1, FILE.2 and so on.' },
  logfacility: { kind: 'text', arg: 'NAME', default: 'LOG_USER', doc: 'Facility of messages to syslog.' },
  color: { kind: 'flag', doc: 'Colour messages on standard error even where it is no terminal.' },
} as const satisfies OptionTable

const files = {
  vardir: { kind: 'text', arg: 'DIRECTORY', doc: 'Where the state is kept; --setup shows the one in use.' },
  'deviceid-policy': {
    kind: 'text',
    arg: 'HOW',
    choices: ['keep', 'auto'],
    default: 'keep',
    doc: 'What to do where the state was made on another machine (a cloned disk): keep its identity and warn, or (auto) make a new one.',
  },
  'conf-reload-interval': {
    kind: 'int',
    arg: 'SECONDS',
    default: 0,
    doc: 'With --daemon: read the configuration again so often.',
  },
  'strict-config': { kind: 'flag', doc: 'Fail on keys of the configuration file that are unknown.' },
} as const satisfies OptionTable

/** Of the command line only: none of them is a key of agent.cfg. */
const lineOnly = {
  ...under(
    {
      wait: {
        kind: 'int',
        short: 'w',
        arg: 'SECONDS',
        doc: 'First wait for a random time of less than so many seconds, so that machines with one timer do not come at once.',
      },
      full: { kind: 'flag', doc: 'Send a whole inventory this time, whatever --full-inventory-postpone says.' },
      'set-forcerun': { kind: 'flag', doc: 'Make every target due at the next start, and exit.' },
      daemon: { kind: 'flag', short: 'd', doc: 'Stay, contact each server when it is due, and do what it wants.' },
      'no-fork': { kind: 'flag', doc: 'With --daemon: stay in the foreground, for service managers and terminals.' },
      pidfile: {
        kind: 'text',
        optional: true,
        arg: 'FILE',
        doc: 'With --daemon: keep the process id there, and refuse to start twice; without FILE in the folder of the state.',
      },
      remote: {
        kind: 'list',
        arg: 'URL,...',
        doc: 'Inventory other machines. Not available in this version of the agent: fusioninventory-inventory --remote does it.',
      },
      'remote-workers': { kind: 'int', arg: 'N', doc: 'With --remote: so many at one time.' },
    },
    'Once',
  ),
  ...under(
    {
      config: {
        kind: 'text',
        arg: 'HOW',
        doc: 'Where the configuration is: file (default), or none.',
      },
      'conf-file': { kind: 'text', arg: 'FILE', doc: 'The configuration file; --setup shows the one in use.' },
      set: {
        kind: 'text',
        repeat: true,
        arg: 'KEY=VALUE',
        doc: 'Set a key of the configuration, whatever file and options say; KEY= alone gives it its default.',
      },
      'no-permission-check': {
        kind: 'flag',
        doc: 'Only warn where others could change configuration, state or program.',
      },
    },
    'Files',
  ),
  ...under(
    {
      setup: { kind: 'flag', doc: 'Print the folders in use, and exit.' },
      'list-tasks': {
        kind: 'flag',
        doc: 'Print the tasks that are there and those planned for each target, and exit.',
      },
      'list-categories': { kind: 'flag', doc: 'Print the names that --no-category takes, and exit.' },
      'check-config': {
        kind: 'flag',
        doc: 'Print every setting with its value and where that comes from, and exit: 1 where the configuration is wrong.',
      },
      'check-server': {
        kind: 'flag',
        doc: 'Try to reach each server, and tell in plain words how far that goes: name, connection, certificate, password, dialect.',
      },
      doctor: {
        kind: 'flag',
        doc: 'Look at everything that could be wrong, and tell what an inventory of this machine will lack and why.',
      },
      'explain-policy': { kind: 'flag', doc: 'Print what a server may ask of this machine, and exit.' },
      'reset-deviceid': {
        kind: 'flag',
        doc: 'Forget the identity of this machine and make a new one, for a disk that was cloned; exit.',
      },
    },
    'Questions',
  ),
} as const satisfies OptionTable

/** All keys of agent.cfg, which are options of the command line as well. */
export const configOptions = {
  ...under(targets, 'Targets'),
  ...under(schedule, 'When'),
  ...under(tasks, 'Tasks'),
  ...under(inventory, 'Inventory'),
  ...under(network, 'Network'),
  ...under(web, 'Web interface'),
  ...under(logging, 'Messages'),
  ...under(files, 'Files'),
  debug: commonOptions.debug,
  stdout: { kind: 'flag', deprecated: 'is deprecated, use --local - instead', doc: 'The same as --local -.' },
  'snmp-retries': {
    kind: 'int',
    deprecated: 'does nothing: questions are repeated by the measured time of answers',
    doc: 'Does nothing.',
  },
  'remote-scheduling': {
    kind: 'int',
    deprecated: 'does nothing: fusioninventory-inventory --remote inventories other machines',
    doc: 'Does nothing.',
  },
  'no-win32-ole-workaround': { kind: 'flag', deprecated: '', doc: 'Does nothing.' },
} as const satisfies OptionTable

/** The one table: command line, help, manual and keys of agent.cfg. */
export const options = {
  ...configOptions,
  ...lineOnly,
  'fail-on-error': { kind: 'flag', doc: 'Exit with 3 when some targets failed, with 4 when all did.' },
  verbose: commonOptions.verbose,
  help: commonOptions.help,
  version: commonOptions.version,
} as const satisfies OptionTable

export const tool = {
  name: 'fusioninventory-agent',
  title: 'FusionInventory Agent',
  version,
  summary: 'Asks servers what they want of this machine, does it, and sends them the results.',
  usage: ['[--server URL] [--local PATH] [options]', '--check-config | --check-server | --doctor'],
  // Names of older versions are accepted, but no part of the types.
  options: { ...options, ...oldOptions } as typeof options,
  examples: [
    ['fusioninventory-agent --server http://my.server', 'ask the server, do what it wants, stop'],
    [
      'fusioninventory-agent --server http://my.server --wait=1800 --lazy',
      'the same from a timer, spread over half an hour, and only when it is due',
    ],
    [
      'fusioninventory-agent --server http://one,http://two --local /var/tmp',
      'one inventory for two servers and a file',
    ],
    ['fusioninventory-agent --server http://my.server --daemon', 'stay, wake, obey'],
    ['fusioninventory-agent --server https://my.server/front/inventory.php --check-server', 'why does nothing arrive?'],
    ['fusioninventory-agent --check-config', 'every setting, and where it comes from'],
    ['fusioninventory-agent --explain-policy', 'what a server may ask of this machine'],
  ],
} as const satisfies Tool<typeof options>
