import type { DeviceModule } from '../devices/module.ts'

export interface IdentifyOptions {
  /** Devices of the user's own, asked before the built-in ones. */
  readonly devices?: readonly DeviceModule[]
  /** UPS and PDU are POWER. Without it they are NETWORKING: older servers refuse the other. */
  readonly power?: boolean
}
