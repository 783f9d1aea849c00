import type { OptionTable } from '@fusioninventory/cli-kit'

/** Keys of the policy file, which has the form of agent.cfg. */
export const policyKeys = {
  tasks: {
    kind: 'list',
    arg: 'TASK,...',
    doc: 'Tasks that a server may ask for; none for no task at all. Without the key: all that are installed.',
  },
  hours: {
    kind: 'list',
    arg: 'HH:MM-HH:MM,...',
    doc: 'When networks may be searched and devices asked, in local time; past midnight where the end comes before the beginning. Without the key: always.',
  },
  'scan-ranges': {
    kind: 'list',
    arg: 'RANGE,...',
    doc: 'Where devices may be searched and asked: addresses, networks (10.0.0.0/8) and ranges (10.0.0.1-10.0.0.99). none for nowhere. Without the key: everywhere.',
  },
  'scan-addresses': {
    kind: 'int',
    arg: 'N',
    default: 65_536,
    doc: 'Most addresses, or devices, of all that a server asks for in one contact.',
  },
  'scan-rate': {
    kind: 'int',
    arg: 'N',
    default: 0,
    doc: 'Most addresses and devices an hour for one server; 0 for no limit.',
  },
  'scan-threads': { kind: 'int', arg: 'N', default: 256, doc: 'Most devices that are asked at one time.' },
  'server-credentials': {
    kind: 'flag',
    default: 1,
    doc: 'Use the SNMP credentials that a server sends. Without them devices are only looked for, not asked.',
  },
  'snmp-versions': {
    kind: 'list',
    arg: '1,2c,3',
    choices: ['1', '2c', '3'],
    doc: 'Versions of SNMP whose credentials are used. Without the key: all.',
  },
  'wake-machines': {
    kind: 'int',
    arg: 'N',
    default: 256,
    doc: 'Most machines that a server may have woken in one contact.',
  },
} as const satisfies OptionTable
