import {
  addresses,
  bridge,
  entities,
  interfaces,
  lldp,
  power,
  spanningTree,
  systemGroup,
} from '../builders/snmp-mibs.ts'
import { snmprec } from '../builders/snmprec.ts'

const mac = (last: number): string => `00:00:5e:00:53:${last.toString(16).padStart(2, '0')}`

/** A switch with eight ports, VLANs on them, one neighbour by LLDP, and machines behind its ports. */
export const labSwitch = (): string => {
  const ports = Array.from({ length: 8 }, (_, at) => at + 1)
  return snmprec(
    systemGroup({
      description:
        'Cisco IOS Software, C2960X Software (C2960X-UNIVERSALK9-M), Version 15.2(7)E4, RELEASE SOFTWARE (fc2)',
      objectId: '1.3.6.1.4.1.9.1.1208',
      uptime: 864_012_345,
      name: 'sw-lab1.example.com',
      contact: 'network team',
      location: 'Lab, rack 3',
    }),
    interfaces([
      { index: 1, description: 'Vlan1', name: 'Vl1', type: 53, speed: 1000, mac: mac(0x40), up: true },
      ...ports.map((port) => ({
        index: 10_100 + port,
        description: `GigabitEthernet1/0/${port}`,
        name: `Gi1/0/${port}`,
        alias: port === 8 ? 'uplink to core' : '',
        speed: port === 7 ? 0 : 1000,
        mac: mac(0x40 + port),
        up: port < 4 || port === 8,
        off: port === 7,
        changed: 4000 + port,
        received: port === 8 ? 9_876_543_210 : 1000 * port,
        sent: port === 8 ? 8_765_432_109 : 2000 * port,
        errors: port === 2 ? 17 : 0,
        duplex: port === 7 ? 1 : 3,
      })),
    ]),
    addresses([
      { address: '192.0.2.10', interface: 1 },
      { address: '2001:db8::10', interface: 1 },
    ]),
    bridge({
      mac: mac(0x40),
      ports: Object.fromEntries(ports.map((port) => [port, 10_100 + port])),
      vlans: [
        { id: 1, name: 'default', tagged: [], untagged: [6, 7] },
        { id: 10, name: 'office', tagged: [8], untagged: [1, 2, 3, 4] },
        { id: 20, name: 'voice', tagged: [1, 2, 8], untagged: [5] },
      ],
      seen: [
        { vlan: 10, mac: '00:00:5e:00:53:a1', port: 1 },
        { vlan: 10, mac: '00:00:5e:00:53:a2', port: 2 },
        { vlan: 20, mac: '00:00:5e:00:53:b2', port: 2 },
        { vlan: 10, mac: '00:00:5e:00:53:c3', port: 8 },
      ],
    }),
    lldp(Object.fromEntries(ports.map((port) => [port, `Gi1/0/${port}`])), [
      {
        port: 8,
        mac: '00:00:5e:00:53:f0',
        name: 'core1.example.com',
        description: 'Arista Networks EOS version 4.28.3M running on an Arista Networks DCS-7050TX-48',
        portId: 'Ethernet12',
        portDescription: 'sw-lab1 uplink',
      },
    ]),
    power(370, 21, { 1: 3, 2: 2, 3: undefined, 4: undefined, 5: undefined, 6: undefined, 7: undefined, 8: undefined }),
    spanningTree([0x60, 0, 0, 0, 0x5e, 0, 0x53, 0xf0], 4, 8, { 1: 5, 2: 5, 3: 5, 4: 1, 5: 1, 6: 1, 7: 1, 8: 5 }),
    entities([
      {
        index: 1001,
        in: 0,
        class: 3,
        description: 'WS-C2960X-8TS-LL',
        name: '1',
        hardware: 'V02',
        software: '15.2(7)E4',
        serial: 'FOC0000X0L1',
        maker: 'Cisco Systems, Inc.',
        model: 'WS-C2960X-8TS-LL',
        replaceable: true,
      },
      { index: 1002, in: 1001, class: 6, description: 'Switch 1 - Power Supply A', name: 'Switch 1 - Power Supply A' },
      { index: 1003, in: 1001, class: 7, description: 'Switch 1 - FAN 1', name: 'Switch 1 - FAN 1' },
      ...ports.map((port) => ({
        index: 1010 + port,
        in: 1001,
        class: 10,
        description: `GigabitEthernet1/0/${port}`,
        name: `GigabitEthernet1/0/${port}`,
      })),
    ]),
  )
}
