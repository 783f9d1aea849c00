import { infoOf } from './document.ts'
import { type DeviceModule, ent } from './module.ts'

/** STORMSHIELD-PROPERTY-MIB: model, version, serial number, name. */
const base = ent('11256.1.0')

const values = {
  type: 'NETWORKING',
  model: `${base}.1.0`,
  firmware: `${base}.2.0`,
  serial: `${base}.3.0`,
} as const satisfies Partial<DeviceModule>

export const stormshield: DeviceModule = { ...values, name: 'stormshield', match: [{ object: ent('11256') }] }

/** Answering with the identity of net-snmp on FreeBSD; sysName is then that of the system below. */
export const stormshieldBsd: DeviceModule = {
  ...values,
  name: 'stormshield-bsd',
  match: [{ object: ent('8072.3.2.8'), instance: `${base}.1.0`, value: /[^0]/ }],
  manufacturer: { text: 'StormShield' },
  inventory: {
    needs: [`${base}.4.0`],
    apply: ({ text }, document) => {
      const name = text(`${base}.4.0`)
      if (name !== undefined) infoOf(document).NAME = name
    },
  },
}
