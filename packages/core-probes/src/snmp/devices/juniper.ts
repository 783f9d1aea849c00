import { type DeviceModule, described, ent } from './module.ts'

/** JUNIPER-MIB: jnxBoxDescr (`Juniper MX960 Internet Backbone Router`), jnxBoxSerialNo. */
export const juniper: DeviceModule = {
  name: 'juniper',
  match: [{ object: ent('2636') }],
  model: [{ oid: ent('2636.3.1.2.0'), pattern: /^(?:node\d+ )?(?:Juniper )?([A-Z]+\d[\w-]*)/ }],
  serial: ent('2636.3.1.3.0'),
}

/** NETSCREEN: `SSG5-Serial version 6.3.0r24.0 (SN: 0162..., Firewall+VPN)`. */
export const screenOs: DeviceModule = {
  name: 'screenos',
  match: [{ object: ent('3224') }],
  model: described(/^([\w-]+?)(?:-(?:Serial|ISDN|v92|WLAN|SB|SH|BT))* version \d/),
  serial: described(/\(SN: (\w+)/),
  firmware: described(/ version (\S+)/),
}
