import { type DeviceModule, ent } from './module.ts'

/** UPS-MIB (RFC 1628), upsIdent. */
const standard = '1.3.6.1.2.1.33.1.1'

/** PowerNet-MIB: a UPS (1), the identity of the older PDUs (4), PDUs (12 rPDU, 26 rPDU2). */
const apc = ent('318.1.1')

export const ups: DeviceModule = {
  name: 'ups',
  match: [
    { object: ent('318') },
    { object: '1.3.6.1.2.1.33' },
    { object: ent('5491') },
    { unnamed: true, instance: `${standard}.1.0` },
    { unnamed: true, instance: `${standard}.2.0` },
  ],
  type: 'POWER',
  manufacturer: `${standard}.1.0`,
  model: [`${standard}.2.0`, `${apc}.4.1.4.0`, `${apc}.1.1.1.1.0`, `${apc}.26.2.1.8.1`, `${apc}.12.1.5.0`],
  serial: [`${apc}.1.1.2.3.0`, `${apc}.4.1.5.0`, `${apc}.26.2.1.9.1`, `${apc}.12.1.6.0`],
  firmware: [`${standard}.3.0`, `${apc}.4.1.2.0`, `${apc}.1.1.2.1.0`, `${apc}.26.2.1.6.1`, `${apc}.12.1.3.0`],
}
