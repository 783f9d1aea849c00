import { type DeviceModule, ent, SYS_DESCR } from './module.ts'

/** ZYXEL-ES-COMMON: firmware, model, serial number. */
const base = ent('890.1.15.3.1')

export const zyxel: DeviceModule = {
  name: 'zyxel',
  match: [{ object: ent('890.1.15') }, { object: ent('8072.3.2.10'), instance: `${base}.11.0` }],
  priority: 5,
  type: 'NETWORKING',
  manufacturer: { text: 'Zyxel' },
  model: [`${base}.11.0`, { oid: SYS_DESCR, pattern: /^[A-Za-z][\w .+-]{1,40}$/ }],
  serial: `${base}.12.0`,
  firmware: `${base}.6.0`,
}

/** Older switches and access concentrators: sysDescr is the model. */
export const zyxelClassic: DeviceModule = {
  name: 'zyxel-classic',
  match: [{ object: ent('890.1.5') }],
  model: { oid: SYS_DESCR, pattern: /^[A-Z]+-?\w*\d[\w.+-]*$/ },
}
