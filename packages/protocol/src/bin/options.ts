import {
  commonOptions,
  credentialOptions,
  networkOptions,
  type OptionTable,
  patienceOptions,
  type Tool,
} from '@fusioninventory/cli-kit'
import { version } from '../../package.json'

const { verbose, debug, help, version: versionOption } = commonOptions

export const options = {
  packing: {
    kind: 'text',
    arg: 'PACKING',
    choices: ['zlib', 'gzip', 'deflate', 'plain'],
    doc: 'decode: what it is packed with, where its first bytes do not tell (deflate). encode: how to pack it; zlib by default.',
  },
  schema: {
    kind: 'text',
    arg: 'FILE',
    doc: 'validate: check JSON against this JSON Schema (draft-07) instead of the one made from the model.',
  },
  strict: { kind: 'flag', doc: 'validate: a warning is a fault too.' },
  to: {
    kind: 'text',
    arg: 'FORM',
    choices: ['xml', 'json', 'html'],
    doc: 'convert: the form to convert to. Required there.',
  },
  format: {
    kind: 'text',
    arg: 'FORM',
    choices: ['text', 'json'],
    default: 'text',
    doc: 'diff: the form of the result, for people or for programs.',
  },
  'exit-code': { kind: 'flag', doc: 'diff: exit with 1 when something other than volatile values changed.' },
  'max-size': {
    kind: 'int',
    arg: 'MIB',
    default: 64,
    doc: 'Refuse what is larger, packed or not, in MiB.',
  },
  url: {
    kind: 'text',
    short: 'u',
    arg: 'URL',
    group: 'Server',
    doc: 'send: where to, the exact address of the server script. Required there.',
  },
  ...credentialOptions,
  'no-compression': {
    kind: 'flag',
    short: 'C',
    group: 'Server',
    doc: 'send: documents go as they are, not packed.',
  },
  ...patienceOptions,
  ...networkOptions,
  verbose: { ...verbose, short: 'v' },
  debug,
  help,
  version: versionOption,
} as const satisfies OptionTable

export const tool: Tool<typeof options> = {
  name: 'fusioninventory-protocol',
  title: 'FusionInventory Protocol',
  version,
  summary:
    'Packs, checks, converts, compares, merges and sends documents of the FusionInventory protocol. Without FILE, or with -, standard input is read.',
  usage: [
    '[options] decode [FILE...]',
    '[options] encode [FILE]',
    '[options] validate [FILE...]',
    '--to xml|json|html convert [FILE]',
    '[options] diff FILE FILE',
    '[options] merge FILE...',
    '--url URL [options] send [FILE...]',
  ],
  operands: 'COMMAND',
  options,
  examples: [
    ['fusioninventory-protocol decode body.bin', 'what a request or an answer says'],
    ['fusioninventory-protocol validate inventory.xml', 'its faults, each with its line'],
    ['fusioninventory-protocol convert --to html inventory.xml > inventory.html', 'the same for people'],
    ['fusioninventory-protocol diff monday.xml tuesday.xml', 'what changed on the machine'],
    ['fusioninventory-protocol merge shard1.xml shard2.xml > all.xml', 'each device once'],
  ],
}
