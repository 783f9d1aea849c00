import { commonOptions, type OptionTable, type Tool } from '@fusioninventory/cli-kit'
import { version } from '../../package.json'

const options = {
  mac: {
    kind: 'list',
    repeat: true,
    arg: 'ADDRESS,...',
    doc: 'Hardware addresses of the machines to wake, like 00:1a:2b:3c:4d:5e; -, . or nothing may stand between the digits. Required.',
  },
  methods: {
    kind: 'list',
    arg: 'METHOD,...',
    choices: ['udp', 'ethernet'],
    doc: 'Ways to send, tried in this order: udp (default). ethernet needs raw sockets, which this version does not have.',
  },
  broadcast: {
    kind: 'text',
    arg: 'ADDRESS',
    doc: 'Send there: the broadcast address of a network, or of a router that passes it on. Default: all networks of this machine.',
  },
  port: { kind: 'int', arg: 'PORT', default: 9, doc: 'UDP port to send to.' },
  secureon: {
    kind: 'text',
    secret: true,
    arg: 'PASSWORD',
    env: 'FUSIONINVENTORY_SECUREON',
    doc: 'Password of the network card, written like its address.',
  },
  verbose: commonOptions.verbose,
  debug: commonOptions.debug,
  help: commonOptions.help,
  version: commonOptions.version,
} as const satisfies OptionTable

/** fusioninventory-wakeonlan, for its help, man page and reference. */
export const tool = {
  name: 'fusioninventory-wakeonlan',
  title: 'FusionInventory WakeOnLan task',
  version,
  summary: 'Wakes machines on the network.',
  usage: ['--mac ADDRESS [options]'],
  options,
  examples: [
    ['fusioninventory-wakeonlan --mac 00:1a:2b:3c:4d:5e', 'wake a machine on any network of this one'],
    [
      'fusioninventory-wakeonlan --mac 001a2b3c4d5e,001a2b3c4d5f --broadcast 192.0.2.255',
      'two of them, on that network',
    ],
  ],
} as const satisfies Tool
