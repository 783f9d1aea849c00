import type { SnmpCredential, SnmpTransport } from '@fusioninventory/protocol'

/** A device to describe. */
export interface Target {
  /** Number by which the result refers to it. */
  readonly id?: string
  /** Name or address. */
  readonly host: string
  /** A recording to read in its place. */
  readonly file?: string
  /** Default: that of the credential, or 161. */
  readonly port?: number
  /** Default: that of the credential, or UDP. */
  readonly transport?: SnmpTransport
  /** What it is to be called, whatever it seems to be. */
  readonly type?: string
  /** Tried in turn where they are not those of the whole run. */
  readonly credentials?: readonly SnmpCredential[]
}

/** How a device is called in messages for people. */
export const nameOf = ({ host, file }: Target): string => file ?? host
