import { type DeviceModule, ent, type FirmwareSource } from './module.ts'

/** SFOS-FIREWALL-MIB: device type, firmware, serial number, versions of the pattern sets. */
const base = ent('2604.5.1.1')

const pattern = (name: string, column: number): FirmwareSource => ({
  name,
  description: `${name} version`,
  type: 'database',
  version: { oid: `${base}.${column}.0`, pattern: /^(?!Not available).+/ },
})

const values = {
  model: `${base}.2.0`,
  firmware: `${base}.3.0`,
  serial: `${base}.1.0`,
  firmwares: [pattern('Webcat', 5), pattern('IPS', 6)],
} as const satisfies Partial<DeviceModule>

export const sophos: DeviceModule = { ...values, name: 'sophos', match: [{ object: ent('2604.5') }] }

/** Sophos UTM has no private tree; its middleware gives it away. */
export const sophosUtm: DeviceModule = {
  name: 'sophos-utm',
  match: [{ object: ent('8072.3.2.10'), row: { column: '1.3.6.1.2.1.25.4.2.1.2', value: /^mdw\.plx/ } }],
  type: 'NETWORKING',
  manufacturer: { text: 'Sophos' },
  model: { text: 'Sophos UTM' },
}
