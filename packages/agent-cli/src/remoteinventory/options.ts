import { commonOptions, networkOptions, type OptionTable, type Tool } from '@fusioninventory/cli-kit'
import { version } from '../../package.json'

const options = {
  token: {
    kind: 'text',
    short: 'T',
    arg: 'SECRET',
    secret: true,
    env: 'FUSIONINVENTORY_TOKEN',
    doc: 'The secret that the agents share with you. Others can read a command line: prefer the variable. Required.',
  },
  directory: {
    kind: 'text',
    short: 'd',
    arg: 'DIRECTORY',
    doc: 'Write a file for each machine there, named after its identity. Needed for more than one.',
  },
  port: { kind: 'int', short: 'p', arg: 'PORT', default: 62_354, doc: 'Where the agents listen.' },
  baseurl: {
    kind: 'text',
    short: 'b',
    arg: 'PATH',
    default: '/inventory',
    doc: 'Path of the inventory plugin of the agents.',
  },
  ssl: { kind: 'flag', short: 's', doc: 'Connect by https.' },
  id: { kind: 'text', short: 'i', arg: 'ID', doc: 'Names the requests in the logs of the agents. Default: by chance.' },
  parallel: { kind: 'int', arg: 'N', default: 8, doc: 'Machines that are asked at one time.' },
  timeout: {
    kind: 'int',
    short: 't',
    arg: 'SECONDS',
    default: 180,
    doc: 'How long an agent may stay silent; it makes the inventory meanwhile.',
  },
  'no-compression': { kind: 'flag', short: 'C', doc: 'Ask for plain XML.' },
  useragent: { kind: 'text', short: 'u', arg: 'TEXT', doc: 'User-Agent of the requests.' },
  ...networkOptions,
  verbose: { ...commonOptions.verbose, short: 'v' },
  debug: commonOptions.debug,
  help: commonOptions.help,
  version: commonOptions.version,
} as const satisfies OptionTable

/** fusioninventory-remoteinventory, for its help, man page and reference. */
export const tool = {
  name: 'fusioninventory-remoteinventory',
  title: 'FusionInventory RemoteInventory task',
  version,
  summary: 'Gets the inventory of machines from their agents, which cannot reach a server.',
  usage: ['--token SECRET HOST [options]', '--token SECRET --directory DIRECTORY HOST... [options]'],
  operands: 'HOST',
  options,
  examples: [
    [
      'FUSIONINVENTORY_TOKEN=… fusioninventory-remoteinventory 192.0.2.7 | fusioninventory-injector --url http://my.server/ocsinventory',
      'from an agent to a server',
    ],
    ['fusioninventory-remoteinventory -d inventories 192.0.2.7 192.0.2.8', 'two machines, a file each'],
  ],
} as const satisfies Tool
