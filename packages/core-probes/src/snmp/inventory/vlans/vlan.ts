import type { SnmpValue } from '../../port.ts'

/** A VLAN of a port. */
export interface Vlan {
  readonly NUMBER: number
  readonly NAME?: string
  /** 1: frames carry the tag; absent: the device does not say. */
  readonly TAGGED?: 0 | 1
}

/** By index of the interface, one entry a VLAN, ascending. */
export class VlanList {
  private readonly ports = new Map<string, Map<number, Vlan>>()

  /** The first that names a VLAN of a port is right; the caller asks the better source first. */
  add(port: string, vlan: Vlan): void {
    const list = this.ports.get(port) ?? new Map<number, Vlan>()
    if (!list.has(vlan.NUMBER)) list.set(vlan.NUMBER, vlan)
    this.ports.set(port, list)
  }

  has(port: string): boolean {
    return this.ports.has(port)
  }

  get size(): number {
    return this.ports.size
  }

  sorted(): Map<string, readonly Vlan[]> {
    return new Map(
      [...this.ports].map(([port, list]) => [port, [...list.values()].sort((a, b) => a.NUMBER - b.NUMBER)]),
    )
  }
}

/** 4094 is the highest VLAN number (IEEE 802.1Q). */
export const isVlan = (number: number | undefined): number is number =>
  number !== undefined && number >= 1 && number <= 4094

/** Positions of the bits that are set, the most significant bit of the first byte being `first`. */
export function bitsOf(value: SnmpValue | undefined, first: number): number[] {
  if (value?.type !== 'octets' && value?.type !== 'opaque') return []
  const set: number[] = []
  for (const [at, byte] of value.value.entries()) {
    if (byte === 0) continue
    for (let bit = 0; bit < 8; bit++) if ((byte & (0x80 >> bit)) !== 0) set.push(first + at * 8 + bit)
  }
  return set
}
