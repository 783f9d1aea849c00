import { string } from '../clean.ts'
import { isBelow } from '../oid.ts'
import type { Oid, SnmpSession, SnmpValue } from '../port.ts'
import type { Known, Read } from './module.ts'

const nothing: ReadonlyMap<string, SnmpValue> = new Map()

/** What one device has answered so far; asks for what is new, all of it together. */
export class Answers {
  private readonly values = new Map<Oid, SnmpValue | undefined>()
  private readonly tables = new Map<Oid, ReadonlyMap<string, SnmpValue>>()

  /** A module has looked at the address. */
  byAddress = false

  constructor(private readonly session: SnmpSession) {}

  get address(): string {
    return this.session.address
  }

  /** Nothing at all was there. */
  get empty(): boolean {
    return [...this.values.values(), ...[...this.tables.values()].filter(({ size }) => size > 0)].every(
      (v) => v === undefined,
    )
  }

  async get(oids: Iterable<Oid>): Promise<void> {
    const missing = [...new Set(oids)].filter((oid) => !this.values.has(oid))
    if (missing.length === 0) return
    const got = await this.session.get(missing)
    for (const oid of missing) this.values.set(oid, got.get(oid))
  }

  async walk(roots: Iterable<Oid>): Promise<void> {
    const missing = [...new Set(roots)].filter((root) => !this.tables.has(root))
    if (missing.length === 0) return
    const walks = await this.session.walk(missing)
    for (const [at, root] of missing.entries()) this.tables.set(root, walks[at]?.rows ?? nothing)
  }

  value(oid: Oid): SnmpValue | undefined {
    const value = this.values.get(oid)
    if (value !== undefined) return value
    for (const [root, rows] of this.tables)
      if (isBelow(oid, root) && oid !== root) return rows.get(oid.slice(root.length + 1))
    return undefined
  }

  /** Whether a table was asked for, even if nothing was there. */
  walked(root: Oid): boolean {
    return this.tables.has(root)
  }

  rows(root: Oid): ReadonlyMap<string, SnmpValue> {
    return this.tables.get(root) ?? nothing
  }

  /** For a vendor module. */
  reader(known: Known): Read {
    const seen = (): string => {
      this.byAddress = true
      return this.address
    }
    return {
      known,
      get address() {
        return seen()
      },
      value: (oid) => this.value(oid),
      text: (oid) => text(this.value(oid)),
      rows: (root) => this.rows(root),
      texts: (root) => {
        const texts = new Map<string, string>()
        for (const [index, value] of this.rows(root)) {
          const found = text(value)
          if (found !== undefined) texts.set(index, found)
        }
        return texts
      },
    }
  }
}

const text = (value: SnmpValue | undefined): string | undefined =>
  string(value)?.replaceAll('\0', '').trim().replace(/\s+/g, ' ') || undefined
