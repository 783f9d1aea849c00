import { type DeviceContent, deviceSchema } from '../model/device/table.ts'
import type { Part } from './page.ts'
import { meaning } from './part.ts'
import { quantity } from './quantity.ts'
import { type Cell, type Column, table } from './table.ts'

type Port = NonNullable<DeviceContent['PORTS']>[number]

const { fields } = deviceSchema.PORTS

/** A column of the table of ports; `doc` is what the pointer shows. */
interface PortColumn extends Column {
  readonly cell: (port: Port) => Cell
}

const plain = (value: string | number | boolean | undefined): Cell => ({
  text: value === undefined ? '' : String(value),
})
const number = (value: string | number | undefined): Cell => ({ ...plain(value), number: true })

/** What a person asks of a port, the nested elements as one line each. */
const columns: readonly PortColumn[] = [
  { label: 'No.', doc: fields.IFNUMBER.doc, cell: ({ IFNUMBER }) => number(IFNUMBER) },
  { label: 'Name', doc: fields.IFNAME.doc, cell: ({ IFNAME }) => plain(IFNAME) },
  { label: 'Description', doc: fields.IFDESCR.doc, cell: ({ IFDESCR }) => plain(IFDESCR) },
  { label: 'Alias', doc: fields.IFALIAS.doc, cell: ({ IFALIAS }) => plain(IFALIAS) },
  { label: 'State', doc: fields.IFSTATUS.doc, cell: (port) => plain(state(port)) },
  {
    label: 'Speed',
    doc: fields.IFSPEED.doc,
    cell: ({ IFSPEED }) =>
      IFSPEED === undefined
        ? plain('')
        : { text: quantity(String(IFSPEED), 'b/s'), sort: String(IFSPEED), number: true },
  },
  {
    label: 'Duplex',
    doc: fields.IFPORTDUPLEX.doc,
    cell: ({ IFPORTDUPLEX }) =>
      plain(IFPORTDUPLEX === undefined ? '' : meaning(Number(IFPORTDUPLEX), fields.IFPORTDUPLEX)),
  },
  { label: 'VLANs', doc: 'Numbers and names; t: tagged.', cell: (port) => plain(vlans(port)) },
  { label: 'Connected to', doc: fields.CONNECTIONS.doc, cell: (port) => plain(neighbours(port)) },
  { label: 'PoE', doc: fields.POE.doc, cell: ({ POE }) => plain(POE?.STATUS) },
  { label: 'Spanning tree', doc: fields.STPSTATE.doc, cell: ({ STPSTATE }) => plain(STPSTATE) },
  { label: 'Bundles', doc: fields.AGGREGATE.doc, cell: ({ AGGREGATE }) => plain(AGGREGATE?.PORT?.join(', ')) },
  { label: 'Addresses', doc: fields.IPS.doc, cell: ({ IPS, IP }) => plain((IPS?.IP ?? IP)?.join(', ')) },
  { label: 'MAC', doc: fields.MAC.doc, cell: ({ MAC }) => plain(MAC) },
  { label: 'In', doc: fields.IFINOCTETS.doc, cell: ({ IFINOCTETS }) => bytes(IFINOCTETS) },
  { label: 'Out', doc: fields.IFOUTOCTETS.doc, cell: ({ IFOUTOCTETS }) => bytes(IFOUTOCTETS) },
  { label: 'Errors in', doc: fields.IFINERRORS.doc, cell: ({ IFINERRORS }) => number(IFINERRORS) },
  { label: 'Errors out', doc: fields.IFOUTERRORS.doc, cell: ({ IFOUTERRORS }) => number(IFOUTERRORS) },
  { label: 'MTU', doc: fields.IFMTU.doc, cell: ({ IFMTU }) => number(IFMTU) },
  { label: 'Type', doc: fields.IFTYPE.doc, cell: ({ IFTYPE }) => number(IFTYPE) },
]

const bytes = (value: string | number | undefined): Cell =>
  value === undefined ? plain('') : { text: quantity(String(value), 'bytes'), sort: String(value), number: true }

/** `down (off)` where the administrator wants it so. */
function state({ IFSTATUS, IFINTERNALSTATUS }: Port): string {
  const found = IFSTATUS === undefined ? '' : meaning(Number(IFSTATUS), fields.IFSTATUS)
  return Number(IFINTERNALSTATUS) === 2 ? `${found} (off)`.trim() : found
}

const vlans = ({ VLANS, TRUNK }: Port): string =>
  [
    ...(Number(TRUNK) === 1 ? ['trunk'] : []),
    ...(VLANS?.VLAN ?? []).map(({ NUMBER = '', NAME = '', TAGGED }) =>
      `${NUMBER}${Number(TAGGED) === 1 ? 't' : ''} ${NAME}`.trim(),
    ),
  ].join(', ')

/** Neighbours by name, port and address; of addresses only seen there, a few. */
function neighbours({ CONNECTIONS }: Port): string {
  const most = 3
  return (CONNECTIONS?.CONNECTION ?? [])
    .map(({ SYSNAME, SYSDESCR, MODEL, IFDESCR, IFNUMBER, IP, SYSMAC, MAC = [] }) => {
      const name = SYSNAME ?? MODEL ?? IP ?? SYSMAC ?? SYSDESCR
      const port = IFDESCR ?? (IFNUMBER === undefined ? undefined : `port ${IFNUMBER}`)
      const told = [name, port, name === IP ? undefined : IP].filter((part) => part !== undefined).join(', ')
      const seen = MAC.slice(0, most).join(', ') + (MAC.length > most ? ` and ${MAC.length - most} more` : '')
      return [told, seen].filter((part) => part !== '').join('; ')
    })
    .join('; ')
}

/** The ports as a table, without columns that no port has a value for. */
export function portsPart(ports: readonly Port[] = []): Part | undefined {
  if (ports.length === 0) return undefined
  const all = columns.map((column) => ({ ...column, cells: ports.map(column.cell) }))
  const used = all.filter(({ cells }) => cells.some(({ text }) => text !== ''))
  const rows = ports.map((_, row) => used.map(({ cells }): Cell => cells[row] ?? { text: '' }))
  return { id: 'ports', title: 'Ports', count: ports.length, body: table('Ports', used, rows) }
}
