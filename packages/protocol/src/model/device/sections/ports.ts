import type { Fields, Schema } from '../../kinds.ts'
import { extraOfPort } from './extra.ts'

/** Who is at the other end, by LLDP, CDP or EDP; or which addresses were seen there. */
const connection = {
  IFDESCR: { kind: 'text', doc: 'Description of the port at the other end.' },
  IFNUMBER: { kind: 'int', doc: 'Number of the port at the other end.' },
  IP: { kind: 'ip', doc: 'Address of the neighbour.' },
  MAC: { kind: 'mac', many: true, doc: 'Hardware address behind the port.' },
  MODEL: { kind: 'text', doc: 'Model of the neighbour.' },
  SYSDESCR: { kind: 'lines', doc: 'What the neighbour says of itself.' },
  SYSMAC: { kind: 'mac', doc: 'Hardware address of the neighbour.' },
  SYSNAME: { kind: 'text', doc: 'Name of the neighbour.' },
} as const satisfies Fields

export const ports = {
  PORTS: {
    many: true,
    item: 'PORT',
    json: 'network_ports',
    key: ['IFNUMBER'],
    doc: 'Interfaces (IF-MIB, RFC 2863), in the order of their numbers.',
    fields: {
      AGGREGATE: {
        kind: 'map',
        lifted: true,
        doc: 'Ports that it bundles.',
        fields: { PORT: { kind: 'int', many: true, json: 'aggregate', doc: 'Number of one port.' } },
      },
      CONNECTIONS: {
        kind: 'map',
        lifted: true,
        doc: 'What is connected to it.',
        fields: {
          CDP: { kind: 'boolean', json: 'lldp', doc: 'Did the neighbour say so itself (LLDP, CDP, EDP)?' },
          CONNECTION: {
            kind: 'maps',
            json: 'connections',
            doc: 'One neighbour, or the addresses seen.',
            fields: connection,
          },
        },
      },
      IFALIAS: { kind: 'text', doc: 'Text that the administrator gave it (ifAlias).' },
      IFDESCR: { kind: 'text', doc: 'Description (ifDescr).' },
      IFINERRORS: { kind: 'int', volatile: true, doc: 'Packets received with errors.' },
      IFINOCTETS: { kind: 'int', json: 'ifinbytes', unit: 'bytes', volatile: true, doc: 'Octets received.' },
      IFINTERNALSTATUS: {
        kind: 'int',
        range: [1, 3],
        means: ['up', 'down', 'testing'],
        doc: 'State wanted (ifAdminStatus).',
      },
      IFLASTCHANGE: { kind: 'text', volatile: true, doc: 'Uptime of the device when the state changed last.' },
      IFMTU: { kind: 'int', doc: 'Largest packet in octets.' },
      IFNAME: { kind: 'text', doc: 'Short name (ifName).' },
      IFNUMBER: { kind: 'int', doc: 'Number (ifIndex).' },
      IFOUTERRORS: { kind: 'int', volatile: true, doc: 'Packets that could not be sent.' },
      IFOUTOCTETS: { kind: 'int', json: 'ifoutbytes', unit: 'bytes', volatile: true, doc: 'Octets sent.' },
      IFPORTDUPLEX: { kind: 'int', range: [1, 3], means: ['unknown', 'half', 'full'], doc: 'Duplex (RFC 3635).' },
      IFSPEED: { kind: 'int', unit: 'b/s', doc: 'Speed in bits a second.' },
      IFSTATUS: {
        kind: 'int',
        range: [1, 7],
        means: ['up', 'down', 'testing', 'unknown', 'dormant', 'not present', 'lower layer down'],
        doc: 'State (ifOperStatus).',
      },
      IFTYPE: { kind: 'int', doc: 'Kind of interface, a number of the IANA registry (ifType).' },
      IPS: {
        kind: 'map',
        lifted: true,
        doc: 'Its addresses.',
        fields: { IP: { kind: 'ip', many: true, json: 'ips', doc: 'One address.' } },
      },
      IP: { kind: 'ip', many: true, json: 'ips', doc: 'One of its addresses, for old servers.' },
      MAC: { kind: 'mac', doc: 'Hardware address.' },
      ...extraOfPort,
      TRUNK: { kind: 'boolean', doc: 'Does it carry several VLANs?' },
      VLANS: {
        kind: 'map',
        lifted: true,
        doc: 'Its VLANs.',
        fields: {
          VLAN: {
            kind: 'maps',
            json: 'vlans',
            doc: 'One VLAN.',
            fields: {
              NAME: { kind: 'text', doc: 'Name.' },
              NUMBER: { kind: 'int', range: [0, 4095], doc: 'Number (IEEE 802.1Q).' },
              TAGGED: { kind: 'boolean', jsonKind: 'int', doc: 'Do its frames carry the number?' },
            },
          },
        },
      },
    },
  },
} as const satisfies Schema
