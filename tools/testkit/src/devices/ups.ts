import { addresses, interfaces, systemGroup, upsIdentity } from '../builders/snmp-mibs.ts'
import { snmprec, text } from '../builders/snmprec.ts'

/** A UPS with a network card. */
export const labUps = (): string =>
  snmprec(
    systemGroup({
      description:
        'APC Web/SNMP Management Card (MB:v4.1.0 PF:v6.8.2 PN:apc_hw05_aos_682.bin AF1:v6.8.2 MN:AP9630 HR:08)',
      objectId: '1.3.6.1.4.1.318.1.3.27',
      uptime: 345_678_901,
      name: 'ups-lab3',
      contact: 'facility management',
      location: 'Server room',
    }),
    interfaces([
      { index: 1, description: 'lo0', type: 24, speed: 0, up: true },
      { index: 2, description: 'wanf0', speed: 100, mac: '00:00:5e:00:53:71', up: true },
    ]),
    addresses([
      { address: '127.0.0.1', interface: 1, mask: '255.0.0.0' },
      { address: '192.0.2.71', interface: 2 },
    ]),
    upsIdentity('APC', 'Smart-UPS 1500', 'UPS 09.3'),
    // PowerNet-MIB: upsAdvIdentSerialNumber.
    { '1.3.6.1.4.1.318.1.1.1.1.2.3.0': text('AS0000000042') },
  )
