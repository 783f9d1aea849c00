import { addresses, interfaces, printerParts, systemGroup } from '../builders/snmp-mibs.ts'
import { rows, snmprec, text } from '../builders/snmprec.ts'

/** A colour printer: four toners, a drum, waste toner, staples; pages. */
export const labPrinter = (): string =>
  snmprec(
    systemGroup({
      description: 'KYOCERA Document Solutions Printing System',
      objectId: '1.3.6.1.4.1.1347.41',
      uptime: 12_345_678,
      name: 'printer-lab2',
      location: 'Hall, 2nd floor',
    }),
    interfaces([
      {
        index: 1,
        description: 'Print System Ethernet Interface',
        name: 'eth0',
        speed: 100,
        mac: '00:00:5e:00:53:61',
        up: true,
        received: 123_456,
        sent: 65_432,
      },
    ]),
    addresses([{ address: '192.0.2.61', interface: 1 }]),
    rows('1.3.6.1.2.1.25.3.2.1', { 1: { 3: text('ECOSYS P6235cdn') } }),
    printerParts(
      48_211,
      [
        { type: 3, description: 'TK-5280K', colorant: 1, capacity: 13_000, level: 9880 },
        { type: 3, description: 'TK-5280C', colorant: 2, capacity: 11_000, level: 550 },
        { type: 3, description: 'TK-5280M', colorant: 3, capacity: 11_000, level: 11_000 },
        { type: 3, description: 'TK-5280Y', colorant: 4, capacity: 11_000, level: -3 },
        { type: 9, description: 'Drum unit black', colorant: 1, capacity: 200_000, level: 150_000 },
        { type: 4, description: 'Waste Toner Box', capacity: 100, level: -2 },
      ],
      ['black', 'cyan', 'magenta', 'yellow'],
      'VCX0000042',
    ),
  )
