import type { Schema } from '../kinds.ts'

/** The inventory about itself. */
export const technical = {
  ACCESSLOG: {
    many: false,
    json: 'accesslog',
    category: 'accesslog',
    doc: 'When the inventory was made.',
    fields: {
      LOGDATE: { kind: 'datetime', required: true, volatile: true, doc: 'Time of the run, local.' },
      USERID: { kind: 'text', doc: 'Who ran it; nobody says.' },
    },
  },
  ACCOUNTINFO: {
    many: true,
    json: null,
    doc: 'Administrative data that the user gives, first of all the tag.',
    fields: {
      KEYNAME: { kind: 'text', doc: 'Name of the value: `TAG`.' },
      KEYVALUE: { kind: 'text', doc: 'The value.' },
    },
  },
  VERSIONCLIENT: {
    many: false,
    text: true,
    json: 'versionclient',
    doc: 'Program and version: `FusionInventory-Inventory_v3.0.0`.',
    fields: {},
  },
  VERSIONPROVIDER: {
    many: false,
    json: 'versionprovider',
    category: 'provider',
    doc: 'The program that made the inventory.',
    fields: {
      COMMENTS: { kind: 'texts', doc: 'Notes on the package and the runtime.' },
      ETIME: { kind: 'int', volatile: true, unit: 's', doc: 'Duration of the inventory in whole seconds.' },
      NAME: { kind: 'text', doc: 'Name of the provider.' },
      PERL_ARGS: { kind: 'text', legacy: true, doc: 'Command line of an agent written in Perl.' },
      PERL_CONFIG: { kind: 'texts', legacy: true, doc: 'Build options of its interpreter.' },
      PERL_EXE: { kind: 'text', legacy: true, doc: 'Path of its interpreter.' },
      PERL_INC: { kind: 'text', legacy: true, doc: 'Library folders of its interpreter, joined with `:`.' },
      PERL_MODULE: { kind: 'texts', legacy: true, doc: 'Libraries that it loaded.' },
      PERL_VERSION: { kind: 'text', legacy: true, doc: 'Version of its interpreter.' },
      PROGRAM: { kind: 'text', doc: 'Name of the program.' },
      VERSION: { kind: 'text', doc: 'Version of the program.' },
    },
  },
  REGISTRY: {
    many: true,
    json: null,
    category: 'registry',
    doc: 'Windows registry values that the server asked for.',
    fields: {
      HIVE: { kind: 'text', doc: 'Number of the registry tree.' },
      NAME: { kind: 'text', doc: 'Name that the server gave the question.' },
      REGVALUE: { kind: 'text', doc: 'Value; `name=value` where all values of a key were asked for.' },
    },
  },
  RUDDER: {
    many: true,
    json: null,
    category: 'rudder',
    doc: 'The Rudder configuration agent.',
    fields: {
      AGENT: {
        kind: 'maps',
        doc: 'Agents of the machine.',
        fields: {
          AGENT_NAME: { kind: 'text', doc: 'Name of the agent.' },
          CFENGINE_KEY: { kind: 'text', doc: 'Public key.' },
          OWNER: { kind: 'text', doc: 'Account that it runs as.' },
          POLICY_SERVER_HOSTNAME: { kind: 'text', doc: 'Host name of its policy server.' },
          POLICY_SERVER_UUID: { kind: 'text', doc: 'Identity of its policy server.' },
        },
      },
      AGENT_CAPABILITIES: {
        kind: 'map',
        doc: 'What the agent can do.',
        fields: { AGENT_CAPABILITY: { kind: 'texts', doc: 'One capability.' } },
      },
      HOSTNAME: { kind: 'text', doc: 'Host name as Rudder knows it.' },
      SERVER_ROLES: {
        kind: 'map',
        doc: 'Roles of a Rudder server.',
        fields: { SERVER_ROLE: { kind: 'texts', doc: 'One role.' } },
      },
      UUID: { kind: 'text', doc: 'Identity of the machine in Rudder.' },
    },
  },
} as const satisfies Schema
