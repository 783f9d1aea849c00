import { mac, serial, string, trimmed } from '../clean.ts'
import type { SnmpValue } from '../port.ts'

/** What fields of an identity take from a value: undefined where the device says nothing by it. */
export type Clean = (value: SnmpValue) => string | undefined

/** What firmware writes where nobody entered anything. */
const placeholder =
  /^(?:n\/?a|none|unknown|unspecified|not (?:available|set|specified|applicable)|default string|undefined|null|-+|\.+|\?+)$/i

/** Bytes of zero, raw or spelled out (`00 00 00`): a field that was never written. */
const blank = /^[\s0]*$/

const said = (text: string | undefined): string | undefined =>
  text === undefined || placeholder.test(text.trim()) || (text.length > 1 && blank.test(text)) ? undefined : text

/** Model, manufacturer, name. NUL and what follows is padding. */
export const label: Clean = (value) => said(trimmed(value))

export const serialNumber: Clean = (value) => said(serial(value)) || undefined

/** Firmware: kept as it is written, blanks too. */
export const version: Clean = (value) => said(string(value)) || undefined

/** Six bytes. */
export const macAddress: Clean = (value) => {
  const found = mac(value)
  return found?.length === 17 ? found : undefined
}
