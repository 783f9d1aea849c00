import { type DeviceModule, ent } from './module.ts'

/** VMWARE-SYSTEM-MIB: vmwProdName, vmwProdVersion. */
export const vmware: DeviceModule = {
  name: 'vmware',
  match: [{ object: ent('6876') }],
  type: 'COMPUTER',
  manufacturer: { text: 'VMware' },
  model: ent('6876.1.1.0'),
  firmware: ent('6876.1.2.0'),
}
