import type { SnmpValue } from '../port.ts'

/** Software of a device or of a part of it: one FIRMWARES entry. */
export interface Firmware {
  readonly NAME?: string
  readonly DESCRIPTION?: string
  readonly TYPE?: string
  readonly DATE?: string
  readonly VERSION?: string
  readonly MANUFACTURER?: string
}

/** COMPUTER, NETWORKING, PRINTER, STORAGE, POWER, PHONE, VIDEO or KVM. */
export type DeviceType = 'COMPUTER' | 'NETWORKING' | 'PRINTER' | 'STORAGE' | 'POWER' | 'PHONE' | 'VIDEO' | 'KVM'

/** What a device is. Absent: it does not say. */
export interface Identity {
  readonly type?: DeviceType
  readonly manufacturer?: string
  readonly model?: string
  readonly serial?: string
  readonly firmware?: string
  /** Lower case, colons. */
  readonly mac?: string
  readonly name?: string
  readonly location?: string
  readonly contact?: string
  /** In words, as `duration` writes it. */
  readonly uptime?: string
  /** sysDescr. */
  readonly description?: string
  readonly addresses: readonly string[]
  /** MiB. */
  readonly memory?: number
  readonly firmwares: readonly Firmware[]
  /** sysObjectID, without leading dot. */
  readonly objectId?: string
  /** The system group as it was read. */
  readonly system: ReadonlyMap<string, SnmpValue>
}
