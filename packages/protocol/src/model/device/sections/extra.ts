import type { Fields, Schema } from '../../kinds.ts'

/** What servers have no place for: only where it is asked for (`--extra`), since some refuse what they do not know. */
export const extra = {
  POE: {
    many: true,
    json: 'poe',
    key: ['GROUP'],
    doc: 'Sources of power over Ethernet (POWER-ETHERNET-MIB, RFC 3621). Only with `--extra`.',
    fields: {
      CONSUMPTION: { kind: 'int', unit: 'W', volatile: true, doc: 'What the ports draw now, in watts.' },
      GROUP: { kind: 'int', doc: 'Number of the source, in a stack that of the unit.' },
      POWER: { kind: 'int', unit: 'W', doc: 'What it can give, in watts.' },
      STATUS: { kind: 'enum', values: ['on', 'off', 'faulty'], doc: 'State.' },
    },
  },
  STP: {
    many: false,
    json: 'stp',
    doc: 'Place in the spanning tree (BRIDGE-MIB, RFC 4188). Only with `--extra`.',
    fields: {
      COST: { kind: 'int', doc: 'Cost of the path to the root; 0 for the root itself.' },
      PRIORITY: { kind: 'int', doc: 'Priority of the bridge.' },
      ROOT: { kind: 'text', doc: 'The root: priority and hardware address, `32768.00:11:22:33:44:55`.' },
      ROOTPORT: { kind: 'int', doc: 'Number of the port towards the root.' },
    },
  },
  WIRELESS: {
    many: true,
    json: 'wireless',
    key: ['SSID'],
    doc: 'Wireless networks that it serves. Only with `--extra`.',
    fields: {
      CLIENTS: { kind: 'int', volatile: true, doc: 'Clients associated now.' },
      SSID: { kind: 'text', doc: 'Name of the network.' },
    },
  },
} as const satisfies Schema

/** The same of a port. */
export const extraOfPort = {
  POE: {
    kind: 'map',
    doc: 'Power over Ethernet. Only with `--extra`.',
    fields: {
      CLASS: { kind: 'int', range: [0, 8], doc: 'Class of the powered device.' },
      ENABLED: { kind: 'boolean', doc: 'May it give power?' },
      STATUS: {
        kind: 'enum',
        values: ['disabled', 'searching', 'delivering', 'fault', 'test', 'other fault'],
        doc: 'State.',
      },
    },
  },
  STPSTATE: {
    kind: 'enum',
    values: ['disabled', 'blocking', 'listening', 'learning', 'forwarding', 'broken'],
    doc: 'State in the spanning tree. Only with `--extra`.',
  },
} as const satisfies Fields
