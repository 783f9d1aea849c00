import { commonOptions, type OptionTable, type Tool } from '@fusioninventory/cli-kit'
import { version } from '../../package.json'

const { verbose, debug, help, version: versionOption } = commonOptions

export const options = {
  root: { kind: 'text', arg: 'DIR', doc: 'Ask the system whose disk is mounted there, instead of this machine.' },
  capture: {
    kind: 'text',
    arg: 'FILE',
    doc: 'Ask the machine that was recorded in that file; - is standard input.',
  },
  remote: {
    kind: 'text',
    arg: 'ssh://[USER@]HOST[:PORT]',
    doc: 'Ask that machine by ssh; nothing is installed there.',
  },
  sudo: { kind: 'flag', doc: 'With --remote: read as root there (sudo -n).' },
  'ssh-config': { kind: 'text', arg: 'FILE', doc: 'With --remote: configuration of ssh in place of your own.' },
  strict: { kind: 'flag', doc: 'Fail when --capture holds no answer to what a probe asks.' },
  redact: {
    kind: 'flag',
    doc: 'Replace serial numbers, addresses, names and keys in the recording, each by the same of its kind.',
  },
  timeout: { kind: 'int', arg: 'SECONDS', default: 180, doc: 'Time limit of the probes.' },
  verbose,
  debug,
  help,
  version: versionOption,
} as const satisfies OptionTable

export const tool: Tool<typeof options> = {
  name: 'fusioninventory-probe',
  title: 'FusionInventory Probe',
  version,
  summary:
    'Runs single probes, and records a machine as a text file that replays it anywhere. Passwords, tokens and keys are never recorded.',
  usage: ['[options] capture > FILE', '[options] list', '[options] run PROBE|CATEGORY...'],
  operands: 'COMMAND',
  options,
  examples: [
    ['fusioninventory-probe capture > machine.txt', 'record this machine'],
    ['fusioninventory-probe capture --redact > machine.txt', 'the same to be shown to others'],
    ['fusioninventory-inventory --capture machine.txt', 'its inventory, made anywhere'],
    ['fusioninventory-probe list', 'names, categories and sections of all probes'],
    ['fusioninventory-probe run linux/cpu --capture machine.txt', 'what one probe finds'],
  ],
}
