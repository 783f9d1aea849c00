import type { Oid, Recording, SnmpValue } from '@fusioninventory/core-probes/snmp'

const interfaces = '1.3.6.1.2.1.2.2.1'
const extended = '1.3.6.1.2.1.31.1.1.1'
/** A row of any of these is a port. */
const portColumns = [
  ...[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 14, 16, 20].map((column) => `${interfaces}.${column}`),
  ...[1, 6, 10, 15, 18].map((column) => `${extended}.${column}`),
  '1.3.6.1.2.1.10.7.2.1.19',
]

/** What a recording says, read here anew: a rule that asks the code under test proves nothing. */
export class Facts {
  private static readonly known = new WeakMap<Recording, Facts>()
  private readonly columns = new Map<Oid, ReadonlyMap<string, SnmpValue>>()
  private indexes: ReadonlyMap<string, string> | undefined

  static of(recording: Recording): Facts {
    const facts = Facts.known.get(recording) ?? new Facts(recording)
    Facts.known.set(recording, facts)
    return facts
  }

  private constructor(private readonly recording: Recording) {}

  value(oid: Oid): SnmpValue | undefined {
    return this.recording.values.get(oid)
  }

  /** Octets as Latin-1, an OID as it is written, a number in decimal; undefined where nothing is. */
  text(oid: Oid): string | undefined {
    const value = this.value(oid)
    return value === undefined ? undefined : textOf(value)
  }

  /** Octets as a text without what stands around or behind it: UTF-8, else Latin-1. */
  line(oid: Oid): string | undefined {
    const text = this.text(oid)
      ?.replace(/\0.*$/s, '')
      .replace(/^\\?["']/, '')
      .replace(/\\?["']$/, '')
    if (text === undefined) return undefined
    const decoded = Buffer.from(text, 'latin1').toString('utf8')
    return decoded.includes('\ufffd') ? text : decoded
  }

  number(oid: Oid): number | undefined {
    const text = this.text(oid)
    return text !== undefined && /^-?\d+$/.test(text) ? Number(text) : undefined
  }

  /** What stands below an OID. */
  below(root: Oid): ReadonlyMap<string, SnmpValue> {
    let rows = this.columns.get(root)
    if (rows === undefined) {
      const begin = `${root}.`
      rows = new Map(
        [...this.recording.values].flatMap(([oid, value]) =>
          oid.startsWith(begin) ? [[oid.slice(begin.length), value]] : [],
        ),
      )
      this.columns.set(root, rows)
    }
    return rows
  }

  /** The interface that `PORTS.PORT[...]` of a path stands for; undefined where more than one may be meant. */
  portOf(path: string): string | undefined {
    this.indexes ??= this.portKeys()
    const [, key = ''] = /^PORTS\.PORT\[((?:[^\]\\]|\\.)*)\]/.exec(path) ?? []
    return this.indexes.get(key)
  }

  /** Ports stand by number, or by description, in the order of their indexes. */
  private portKeys(): ReadonlyMap<string, string> {
    const all = portColumns.flatMap((column) => [...this.below(column).keys()])
    const order = [...new Set(all)].sort((a, b) => Number(a) - Number(b))
    const counts = new Map<string, number>()
    return new Map(
      order.map((index) => {
        const own = String(this.number(`${interfaces}.1.${index}`) ?? this.line(`${interfaces}.2.${index}`) ?? '')
        const key = own.replace(/[[\]\\]/g, '\\$&')
        const count = counts.get(key) ?? 0
        counts.set(key, count + 1)
        return [`${key}${count === 0 ? '' : `#${count}`}`, index]
      }),
    )
  }
}

export function textOf(value: SnmpValue): string {
  if (value.type === 'null') return ''
  if (value.type === 'octets' || value.type === 'opaque') return Buffer.from(value.value).toString('latin1')
  return String(value.value)
}

export const hexOf = (value: SnmpValue | undefined): string =>
  value?.type === 'octets' ? Buffer.from(value.value).toString('hex') : ''

/** Whether the n-th bit is set, from 0, the most significant first. */
export function bit(value: SnmpValue | undefined, position: number): boolean {
  if (value?.type !== 'octets' || position < 0) return false
  return ((value.value[position >> 3] ?? 0) & (0x80 >> (position & 7))) !== 0
}

/** The address in an index of ipAddressTable, in the form of RFC 5952, as the URL standard writes it too. */
export function addressOf(index: string): string | undefined {
  const [kind, length, ...bytes] = index.split('.').map(Number)
  if (kind === 1 || kind === 3) return bytes.slice(0, 4).join('.')
  if ((kind !== 2 && kind !== 4) || length === undefined || length < 16) return undefined
  const hex = Buffer.from(bytes.slice(0, 16)).toString('hex')
  // The length of the text where an agent puts it there as text.
  const text = length > 20 ? Buffer.from(bytes).toString('latin1') : hex.replace(/(.{4})(?!$)/g, '$1:')
  if (!/^[\da-f:]+$/i.test(text)) return undefined
  const { hostname } = new URL(`http://[${text}]`)
  return hostname.slice(1, -1)
}
