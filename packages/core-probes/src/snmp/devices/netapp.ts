import { type DeviceModule, described, ent } from './module.ts'

/** NETWORK-APPLIANCE-MIB: productModel, productSerialNum. */
export const netapp: DeviceModule = {
  name: 'netapp',
  match: [{ object: ent('789') }],
  model: ent('789.1.1.5.0'),
  serial: ent('789.1.1.9.0'),
  firmware: described(/^NetApp Release ([^:]+):/),
}
