import type { DeviceModule } from './module.ts'

/** `SuperSwitch MBM-XEM-002 Firmware revision: 2.1.3-25`: chassis switches answer without a vendor in sysObjectID. */
export const supermicroSwitch: DeviceModule = {
  name: 'supermicro-switch',
  match: [{ description: /^(?:SuperSwitch|Supermicro Switch)\b/i }],
  type: 'NETWORKING',
  manufacturer: { text: 'Supermicro' },
}
