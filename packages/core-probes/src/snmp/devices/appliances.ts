import { type DeviceModule, described, ent, type Match } from './module.ts'

/**
 * Appliances of many makers built on Linux or FreeBSD: sysObjectID is that of net-snmp, the vendor's tree tells what they are.
 * Some also answer with their own number.
 */
const behind = (instance: string): readonly Match[] => [{ unnamed: true, instance: ent(instance) }]

export const grandstream: DeviceModule = {
  name: 'grandstream',
  match: [{ object: ent('42397') }, ...behind('42397.1.1.2.1.0')],
  type: 'NETWORKING',
  manufacturer: { text: 'Grandstream' },
  model: ent('42397.1.1.2.1.0'),
  firmware: ent('42397.1.1.2.4.0'),
  mac: ent('42397.1.1.2.3.0'),
}

/** TELTONIKA-MIB: serial number, name, product code, firmware. */
export const teltonika: DeviceModule = {
  name: 'teltonika',
  match: [{ object: ent('48690') }, ...behind('48690.1.2.0')],
  type: 'NETWORKING',
  manufacturer: { text: 'Teltonika' },
  model: ent('48690.1.2.0'),
  serial: ent('48690.1.1.0'),
  firmware: ent('48690.1.6.0'),
}

/** ZENITEL-GENERAL-MIB: firmware, product. */
export const zenitel: DeviceModule = {
  name: 'zenitel',
  match: [{ object: ent('26122') }, ...behind('26122.3.1.2.0'), { unnamed: true, description: /^Linux ipstation\b/ }],
  type: 'PHONE',
  manufacturer: { text: 'Zenitel' },
  model: ent('26122.3.1.2.0'),
  firmware: ent('26122.3.1.1.0'),
}

/** Barracuda: firmware of the web application firewall; sysDescr is the product. */
export const barracuda: DeviceModule = {
  name: 'barracuda',
  match: [{ object: ent('20632') }, { unnamed: true, description: /^Barracuda\b/ }],
  type: 'NETWORKING',
  manufacturer: { text: 'Barracuda' },
  model: described(/^(?:Barracuda )?(.+)/),
  firmware: { oid: ent('20632.8.25.0'), pattern: /^(\S+)/ },
}

/** FM transmitters of WorldCast Systems. */
export const ecreso: DeviceModule = {
  name: 'ecreso',
  match: [{ object: ent('6404') }, { unnamed: true, description: /^(?:Ecreso\b|FM Tx\b)/ }],
  type: 'NETWORKING',
  manufacturer: { text: 'WorldCast' },
  model: { oid: '1.3.6.1.2.1.1.1.0', pattern: /^(Ecreso\b.*)/ },
}

/** OPNsense and pfSense on FreeBSD (or its hardened variant), with the agent of either. */
export const packetFilter: DeviceModule = {
  name: 'packet-filter',
  match: [
    { object: ent('8072.3.2.8'), description: /\b(?:OPNsense|pfSense)\b|-HBSD\b/i },
    { object: ent('12325.1.1.2.1.1'), description: /\b(?:OPNsense|pfSense)\b|-HBSD\b/i },
  ],
  type: 'NETWORKING',
}

/** OSNEXUS-SYSTEM-MIB: storage systems with QuantaStor. */
export const quantaStor: DeviceModule = {
  name: 'quantastor',
  match: behind('39324.1.1.3.1.1.2.0'),
  type: 'STORAGE',
  manufacturer: { text: 'OSNexus' },
  model: { text: 'QuantaStor' },
}

/** Compellent storage centers on FreeBSD: their disks (DELL-STORAGE-SC-MIB, scDiskNamePosition). */
export const compellent: DeviceModule = {
  name: 'compellent',
  match: [{ object: ent('8072.3.2.8'), row: { column: ent('674.11000.2000.500.1.2.14.1.4'), value: /./ } }],
  type: 'STORAGE',
  manufacturer: { text: 'Dell' },
  model: { text: 'Compellent' },
}
