import type { Fields, Schema } from '../../kinds.ts'

/** What the format calls kinds of devices; XML has them in capitals. */
const types = ['Unmanaged', 'Computer', 'Networking', 'Printer', 'Storage', 'Power', 'Phone', 'Video', 'KVM']

/** What a device is, in the words of both messages. */
const identity = {
  ASSETTAG: { kind: 'text', doc: 'Number that its owner gave it.' },
  CONTACT: { kind: 'text', doc: 'Who looks after it (sysContact).' },
  FIRMWARE: { kind: 'text', doc: 'Version of its firmware.' },
  ID: { kind: 'text', json: null, doc: 'Number that the server gave it.' },
  IPS: {
    kind: 'map',
    lifted: true,
    doc: 'Its addresses.',
    fields: { IP: { kind: 'ip', many: true, json: 'ips', doc: 'One address.' } },
  },
  LOCATION: { kind: 'text', doc: 'Where it stands (sysLocation).' },
  MAC: { kind: 'mac', doc: 'Hardware address.' },
  MANUFACTURER: { kind: 'text', doc: 'Maker.' },
  MEMORY: { kind: 'int', unit: 'MiB', doc: 'Memory in MiB.' },
  MODEL: { kind: 'text', doc: 'Model.' },
  SERIAL: { kind: 'serial', doc: 'Serial number.' },
  TYPE: { kind: 'enum', values: types, doc: 'Kind of device.' },
  UPTIME: { kind: 'text', volatile: true, doc: 'Time since its start: `2 days, 03:04:05.06`.' },
} as const satisfies Fields

export const info = {
  INFO: {
    many: false,
    json: 'network_device',
    doc: 'What the device is.',
    fields: {
      ...identity,
      COMMENTS: { kind: 'lines', json: 'description', doc: 'What it says of itself (sysDescr).' },
      CPU: { kind: 'int', unit: '%', volatile: true, doc: 'Load of its processor in percent.' },
      NAME: { kind: 'text', doc: 'Name (sysName).' },
      RAM: { kind: 'int', unit: 'MiB', doc: 'Working memory in MiB.' },
    },
  },
  ERROR: {
    many: false,
    json: 'error',
    doc: 'Why a device could not be described; nothing else is said of it.',
    fields: {
      ID: { kind: 'text', jsonKind: 'int', doc: 'Number that the server gave the device.' },
      MESSAGE: { kind: 'text', doc: 'The reason.' },
      TYPE: { kind: 'text', doc: 'Kind of device, where the server said it.' },
    },
  },
} as const satisfies Schema

/** The one section of a NETDISCOVERY message. */
export const found = {
  DEVICE: {
    many: false,
    json: 'network_device',
    doc: 'A device that was found.',
    fields: {
      ...identity,
      AUTHPORT: { kind: 'int', range: [1, 65_535], json: null, doc: 'Port that it answered on.' },
      AUTHPROTOCOL: { kind: 'text', json: null, doc: 'Transport that it answered by.' },
      AUTHREMOTE: { kind: 'text', json: null, doc: 'Number of the credential for remote inventory that works.' },
      AUTHSNMP: { kind: 'text', json: 'credentials', jsonKind: 'int', doc: 'Number of the credential that works.' },
      DESCRIPTION: { kind: 'lines', doc: 'What it says of itself (sysDescr).' },
      // Its name is the first of these.
      SNMPHOSTNAME: { kind: 'text', json: 'name', doc: 'Name that it gives itself (sysName).' },
      NETBIOSNAME: { kind: 'text', json: 'name', doc: 'Name in NetBIOS.' },
      DNSHOSTNAME: { kind: 'text', json: 'name', doc: 'Name in DNS, or the address where it only answers.' },
      ENTITY: { kind: 'text', json: null, doc: 'Entity of the server that the range belongs to.' },
      IP: { kind: 'ip', many: true, json: 'ips', doc: 'Address that was tried.' },
      NETPORTVENDOR: {
        kind: 'text',
        json: 'manufacturer',
        doc: 'Maker of its network port, from the hardware address.',
      },
      USERSESSION: { kind: 'text', json: null, doc: 'User that is logged in, by NetBIOS.' },
      WORKGROUP: { kind: 'text', json: null, doc: 'Workgroup or domain, by NetBIOS; in JSON `hardware.workgroup`.' },
    },
  },
} as const satisfies Schema
