import { compareOids, type Oid, type SnmpValue, type Values } from '@fusioninventory/core-probes/snmp'
import { element, oid, tags, value } from './ber.ts'

/** The instances of one context in their order, each encoded when it is first asked for. */
export class View {
  readonly #oids: readonly Oid[]
  readonly #places = new Map<Oid, number>()
  readonly #encoded: Buffer[] = []

  constructor(private readonly values: Values) {
    this.#oids = [...values.keys()].sort(compareOids)
    for (const [at, one] of this.#oids.entries()) this.#places.set(one, at)
  }

  /** Place of an instance; undefined: there is none. */
  at(asked: Oid): number | undefined {
    return this.#places.get(asked)
  }

  /** Place of what follows; undefined: nothing does. */
  after(asked: Oid): number | undefined {
    const known = this.#places.get(asked)
    let low = known === undefined ? 0 : known + 1
    for (let high = known === undefined ? this.#oids.length : low; low < high; ) {
      const middle = (low + high) >> 1
      if (compareOids(this.#oids[middle] as Oid, asked) <= 0) low = middle + 1
      else high = middle
    }
    return low < this.#oids.length ? low : undefined
  }

  oid(place: number): Oid {
    return this.#oids[place] as Oid
  }

  /** Whether an instance stands below: noSuchInstance, else noSuchObject. */
  has(object: Oid): boolean {
    const next = this.after(object)
    return next !== undefined && this.oid(next).startsWith(`${object}.`)
  }

  /** Name and value. */
  binding(place: number): Buffer {
    let found = this.#encoded[place]
    if (found === undefined) {
      const name = this.oid(place)
      found = element(tags.sequence, oid(name), value(this.values.get(name) as SnmpValue))
      this.#encoded[place] = found
    }
    return found
  }
}
