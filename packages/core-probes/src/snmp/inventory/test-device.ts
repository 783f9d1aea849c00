import { recordedSession } from '../adapters/recorded.ts'
import type { Identity } from '../identify/identity.ts'
import { parseSnmprec } from '../recording/parse-snmprec.ts'
import { remember } from '../remember.ts'
import { type DescribeOptions, describe } from './index.ts'
import { type Columns, type Roots, readTables } from './tables.ts'

/** For tests: instances as `.snmprec` has them, `TAG|VALUE` by OID. */
export type Instances = Readonly<Record<string, string>>

/** Columns of a table entry, each its values by index. */
export const table = (entry: string, columns: Readonly<Record<number, Instances>>): Instances =>
  Object.fromEntries(
    Object.entries(columns).flatMap(([column, values]) =>
      Object.entries(values).map(([index, value]) => [`${entry}.${column}.${index}`, value]),
    ),
  )

export const int = (value: number): string => `2|${value}`
export const gauge = (value: number): string => `66|${value}`
export const text = (value: string): string => `4x|${Buffer.from(value).toString('hex')}`
export const hex = (value: string): string => `4x|${value.replace(/[ :]/g, '')}`

/** A bit for each number, from 1. */
export function bits(...numbers: readonly number[]): string {
  const bytes = new Uint8Array(Math.ceil(Math.max(1, ...numbers) / 8))
  for (const number of numbers)
    bytes[(number - 1) >> 3] = (bytes[(number - 1) >> 3] ?? 0) | (0x80 >> ((number - 1) & 7))
  return hex(Buffer.from(bytes).toString('hex'))
}

const valuesOf = (instances: Instances) =>
  parseSnmprec(
    Object.entries(instances)
      .map(([oid, value]) => `${oid}|${value}`)
      .join('\n'),
  )

export const device = (instances: Instances, vlans: Readonly<Record<string, Instances>> = {}) =>
  recordedSession({
    values: valuesOf(instances),
    vlans: new Map(Object.entries(vlans).map(([vlan, own]) => [vlan, valuesOf(own)])),
  })

/** Columns as a subject reads them. */
export async function columnsOf<const T extends Roots>(roots: T, instances: Instances): Promise<Columns<T>> {
  return (await readTables(device(instances), { roots })).roots
}

interface Port {
  readonly [field: string]: unknown
}

export interface Document {
  readonly INFO: Readonly<Record<string, unknown>>
  readonly PORTS?: { readonly PORT: readonly Port[] }
  readonly [section: string]: unknown
}

/** The document of a device whose type is known. */
export async function described(
  instances: Instances,
  {
    vlans,
    ...more
  }: Partial<Pick<Identity, 'type' | 'objectId'>> &
    DescribeOptions & { vlans?: Readonly<Record<string, Instances>> } = {},
): Promise<Document & { readonly requests: number }> {
  const session = remember(device(instances, vlans))
  const identity = { addresses: [], firmwares: [], system: new Map(), modules: [], sources: {} }
  const document = await describe(session, { ...identity, type: 'NETWORKING', ...more }, more)
  return { ...(document as Document), requests: session.stats.requests }
}
