import type { DeviceType } from './module.ts'

/** What is known of the arcs below a vendor's number where it makes several kinds of devices, or under several names. */
interface KindOfArc {
  readonly manufacturer?: string
  readonly type?: DeviceType
}

/** Arcs below `enterprises`; from the vendors' own MIBs. */
const rows: readonly (readonly [arcs: string, type: DeviceType | undefined, manufacturer?: string])[] = [
  // IBM: 2.3 and 2.6.11 servers, 2.6.158 network products.
  ['2.3', 'COMPUTER'],
  ['2.6.158', 'NETWORKING'],
  // HP-UNIX and the manageable servers; the product arcs of SEMI-MIB: 9 printers and their servers, 7 and 11.5 network devices.
  ['11.2.3.2', 'COMPUTER'],
  ['11.2.3.7', 'NETWORKING'],
  ['11.2.3.9', 'PRINTER'],
  ['11.2.14', 'NETWORKING'],
  ['11.2.3.14', 'NETWORKING'],
  ['11.5.7', 'NETWORKING'],
  ['11.10.2', 'STORAGE'],
  // HP Comware devices live in H3C's tree: HH3C-PRODUCT-ID-MIB, hh3cHPProducts.
  ['25506.11', 'NETWORKING', 'Hewlett-Packard'],
  // Dell: 10892 management controllers, 10895 switches, 10898 printers, 10902 power, 11000 storage.
  ['674.10892', 'NETWORKING'],
  ['674.10895', 'NETWORKING'],
  ['674.10898', 'PRINTER'],
  ['674.10902', 'POWER'],
  ['674.11000', 'STORAGE'],
  ['674.11000.5000.100', 'NETWORKING'],
  // F10-PRODUCTS-MIB: the S and M series that Dell sells under its own name.
  ['6027.1.3', 'NETWORKING', 'Dell'],
  ['6027.1.4', 'NETWORKING', 'Dell'],
  // Compaq, now HPE: power distribution.
  ['232.165', 'POWER'],
  // SW-MIB: the SilkWorm family, one arc of the storage fabric; later switches have arcs of their own.
  ['1588.2.1.1.1', 'STORAGE'],
  // Apple: AirPort base stations, and its computers.
  ['63.501', 'NETWORKING'],
  ['19046.11', 'COMPUTER'],
  ['10876.101', 'NETWORKING'],
]

export const kinds: ReadonlyMap<string, KindOfArc> = new Map(
  rows.map(([arcs, type, manufacturer]) => [
    arcs,
    { ...(type === undefined ? {} : { type }), ...(manufacturer === undefined ? {} : { manufacturer }) },
  ]),
)
