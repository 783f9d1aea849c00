import { addresses, interfaces, systemGroup } from '../builders/snmp-mibs.ts'
import { gauge, macOctets, oid, rows, snmprec, text } from '../builders/snmprec.ts'

/** An access point on net-snmp with two radios, which says what it is in the tree of its maker (UBNT-UniFi-MIB). */
export const labAccessPoint = (): string => {
  const unifi = '1.3.6.1.4.1.41112.1.6'
  return snmprec(
    systemGroup({
      description: 'UAP-AC-Pro-Gen2 6.5.28.14491',
      objectId: '1.3.6.1.4.1.8072.3.2.10',
      uptime: 7_654_321,
      name: 'ap-lab4',
      location: 'Corridor',
    }),
    rows('1.3.6.1.2.1.1.9.1', { 1: { 2: oid('1.3.6.1.4.1.41112') } }),
    interfaces([
      { index: 1, description: 'lo', type: 24, up: true },
      {
        index: 2,
        description: 'eth0',
        speed: 1000,
        mac: '00:00:5e:00:53:81',
        up: true,
        received: 5_000_000_000,
        sent: 77,
      },
      { index: 6, description: 'ra0', mac: '00:00:5e:00:53:82', up: true },
      { index: 7, description: 'rai0', mac: '00:00:5e:00:53:83', up: true },
    ]),
    addresses([{ address: '192.0.2.81', interface: 2 }]),
    {
      [`${unifi}.3.3.0`]: text('UAP-AC-Pro-Gen2'),
      [`${unifi}.3.6.0`]: text('6.5.28.14491'),
      '1.3.6.1.4.1.41112.1.4.5.1.4.1': macOctets('00:00:5e:00:53:81'),
    },
    rows(`${unifi}.1.2.1`, {
      1: { 6: text('lab-guests'), 7: text('ra0'), 8: gauge(3) },
      2: { 6: text('lab-office'), 7: text('rai0'), 8: gauge(11) },
    }),
  )
}
