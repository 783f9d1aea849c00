import type { DeviceModule, DeviceType } from '../devices/module.ts'
import type { SnmpValue } from '../port.ts'

export type { DeviceType } from '../devices/module.ts'

/** Software of a device or of a part of it: one FIRMWARES entry. */
export interface Firmware {
  readonly NAME?: string
  readonly DESCRIPTION?: string
  readonly TYPE?: string
  readonly DATE?: string
  readonly VERSION?: string
  readonly MANUFACTURER?: string
}

/** Fields whose origin is kept. */
export type IdentityField =
  | 'type'
  | 'manufacturer'
  | 'model'
  | 'serial'
  | 'firmware'
  | 'mac'
  | 'name'
  | 'location'
  | 'contact'
  | 'uptime'
  | 'description'
  | 'addresses'

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
  /** The kinds of device that it is, by priority; `extend` lets them add to an inventory. */
  readonly modules: readonly DeviceModule[]
  /** It says something else at another address of the same interface. */
  readonly byAddress?: true
  /** Which module or rule gave a field, and from which OID: `mikrotik: 1.3.6.1.2.1.1.1.0`. */
  readonly sources: Readonly<Partial<Record<IdentityField, string>>>
}
