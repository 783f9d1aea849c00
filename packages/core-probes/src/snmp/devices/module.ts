import { enterprises } from '../oid.ts'
import type { Oid, SnmpValue } from '../port.ts'

/** TYPE of a device, as servers file it. */
export type DeviceType = 'COMPUTER' | 'NETWORKING' | 'PRINTER' | 'STORAGE' | 'POWER' | 'PHONE' | 'VIDEO' | 'KVM'

/** What a vendor module may look at: what the device answered, and what is known of it so far. */
export interface Read {
  value(oid: Oid): SnmpValue | undefined
  /** Trimmed text; absent where there is nothing, or blanks only. */
  text(oid: Oid): string | undefined
  /** What stands below a root that was asked for in `walks`, by the rest of the OID. */
  rows(root: Oid): ReadonlyMap<string, SnmpValue>
  /** Rows as trimmed text, the empty ones left out. */
  texts(root: Oid): ReadonlyMap<string, string>
  readonly known: Known
  /** Where it is asked; what depends on it is asked for at each address. */
  readonly address: string
}

/** Found before the field that is being looked for, in this order. */
export interface Known {
  readonly objectId?: string
  readonly description?: string
  readonly name?: string
  readonly mac?: string
  readonly manufacturer?: string
  readonly model?: string
  readonly serial?: string
}

/** The escape from data: says what it reads, so that all of it can be asked together. Total: never throws. */
export interface Computed {
  readonly needs?: readonly Oid[]
  readonly walks?: readonly Oid[]
  readonly from: (read: Read) => SnmpValue | string | undefined
}

/** Part of a value: the first group of `pattern`, or all that it matches; absent where it does not match. */
export interface Extract {
  readonly oid: Oid
  readonly pattern: RegExp
}

/** An instance below sysObjectID, for makers that give each product a tree of its own. */
interface Own {
  readonly own: string
}

/** Where a value stands: an instance, part of one, a fixed text, something computed, or a list of which the first that answers. */
export type Source = Oid | Extract | Own | { readonly text: string } | Computed | readonly Source[]

/** All that is stated must hold. OIDs are compared by whole arcs, so 9 does not take 94. */
export interface Match {
  /** sysObjectID is this or stands below it. */
  readonly object?: Oid
  /** sysObjectID tells no vendor (absent, or that of net-snmp): keeps the instances of appliances from being asked of all others. */
  readonly unnamed?: true
  /** This instance exists; with `value`, it also reads so. */
  readonly instance?: Oid
  readonly value?: RegExp
  /** sysDescr reads so. */
  readonly description?: RegExp
  /** sysORID (mib-2.1.9.1.2) lists this or something below it. */
  readonly resource?: Oid
  /** A row of this column reads so; walked only where nothing cheaper matched. */
  readonly row?: { readonly column: Oid; readonly value: RegExp }
}

/** One more FIRMWARES entry, where `version` answers. The manufacturer is the device's. */
export interface FirmwareSource {
  readonly name: string | Computed
  readonly description: string
  readonly type: string
  readonly version: Source
}

/** Plain tree of an inventory, in the names of the XML message. */
export type DeviceDocument = { [key: string]: unknown }

/** What a module adds to an inventory once the standard tables are in it. */
interface Extension {
  readonly needs?: readonly Oid[]
  readonly walks?: readonly Oid[]
  /** Changes `document`. Total: never throws. */
  readonly apply: (read: Read, document: DeviceDocument) => void
}

/** A kind of device as data. For each value the first module, by priority, that has it wins. */
export interface DeviceModule {
  readonly name: string
  /** Any of them. */
  readonly match: readonly Match[]
  /** Lower first; 10 when absent. */
  readonly priority?: number
  readonly type?: DeviceType
  readonly manufacturer?: Source
  readonly model?: Source
  readonly serial?: Source
  readonly firmware?: Source
  readonly firmwareDate?: Source
  readonly mac?: Source
  /** Reported where ipAddrTable is absent. */
  readonly address?: Source
  readonly hostname?: Source
  /** Where the standard MIBs do not say it either. */
  readonly otherwise?: {
    readonly model?: Source
    readonly serial?: Source
    readonly firmware?: Source
  }
  readonly firmwares?: readonly FirmwareSource[]
  readonly inventory?: Extension
}

/** `enterprises` plus these arcs. */
export const ent = (arcs: string): Oid => `${enterprises}.${arcs}`

export const SYS_DESCR = '1.3.6.1.2.1.1.1.0'

/** Part of sysDescr. */
export const described = (pattern: RegExp): Extract => ({ oid: SYS_DESCR, pattern })

export const priorityOf = (module: DeviceModule): number => module.priority ?? 10
