import { compareOids } from '../../../../packages/core-probes/src/snmp/oid.ts'

/** One instance of an SNMP recording in the format of snmpsim: BER tag (with `x` where the value is in hex), and value. */
export interface Instance {
  readonly tag: string
  readonly value: string
}

/** Instances by OID, without leading dot; undefined is not there. */
export type Instances = Readonly<Record<string, Instance | undefined>>

/** Values by their types (X.690 §8, RFC 2578 §7.1). */
export const int = (value: number): Instance => ({ tag: '2', value: String(value) })
export const text = (value: string): Instance =>
  /^(?! )[\x20-\x7e]*(?<! )$/.test(value) && value !== '' ? { tag: '4', value } : octets(Buffer.from(value))
export const octets = (bytes: Uint8Array | readonly number[]): Instance => ({
  tag: '4x',
  value: Buffer.from(bytes).toString('hex'),
})
export const oid = (value: string): Instance => ({ tag: '6', value })
export const address = (value: string): Instance => ({ tag: '64', value })
export const counter = (value: number): Instance => ({ tag: '65', value: String(value) })
export const gauge = (value: number): Instance => ({ tag: '66', value: String(value) })
export const ticks = (hundredths: number): Instance => ({ tag: '67', value: String(hundredths) })
export const counter64 = (value: number | bigint): Instance => ({ tag: '70', value: String(value) })

/** `00:00:5e:00:53:01` as bytes. */
export const macOctets = (mac: string): Instance => octets(mac.split(':').map((part) => Number.parseInt(part, 16)))

/** A bit for each number, the first bit is number 1 (PortList, RFC 4363). */
export function portList(numbers: readonly number[], bytes = 8): Instance {
  const list = new Uint8Array(bytes)
  for (const number of numbers) list[(number - 1) >> 3] = (list[(number - 1) >> 3] ?? 0) | (0x80 >> ((number - 1) & 7))
  return octets(list)
}

/** Rows of a table: `column.index`; a row says what it has by the number of the column. */
export const rows = (
  entry: string,
  found: Readonly<Record<string, Readonly<Record<number, Instance | undefined>>>>,
): Instances =>
  Object.fromEntries(
    Object.entries(found).flatMap(([index, columns]) =>
      Object.entries(columns).map(([column, value]) => [`${entry}.${column}.${index}`, value]),
    ),
  )

/** The text of a recording: a line an instance, in the order of OIDs. */
export function snmprec(...parts: readonly Instances[]): string {
  const all = Object.assign({}, ...parts) as Instances
  return Object.keys(all)
    .sort(compareOids)
    .flatMap((one) => (all[one] ? [`${one}|${all[one].tag}|${all[one].value}\n`] : []))
    .join('')
}
