import type { Version } from './fields.ts'

/**
 * The 16 bytes of a UUID as text, lower case. Since SMBIOS 2.6 the first three groups are little-endian;
 * before, and so printed by every tool, big-endian.
 */
export function formatUuid(bytes: Uint8Array | undefined, version: Version | undefined): string | undefined {
  if (bytes?.length !== 16) return undefined
  const old = version !== undefined && (version[0] < 2 || (version[0] === 2 && version[1] < 6))
  const hex = (from: number, to: number, turned: boolean): string => {
    const group = [...bytes.subarray(from, to)]
    return (turned ? group.reverse() : group).map((byte) => byte.toString(16).padStart(2, '0')).join('')
  }
  return [hex(0, 4, !old), hex(4, 6, !old), hex(6, 8, !old), hex(8, 10, false), hex(10, 16, false)].join('-')
}

/** The other byte order of the first three groups: what a hypervisor shows for a guest that prints `uuid`. */
export const swappedUuid = (uuid: string): string | undefined => {
  const groups = /^([0-9a-f]{8})-([0-9a-f]{4})-([0-9a-f]{4})(-.+)$/i.exec(uuid)
  if (!groups) return undefined
  const turn = (group: string | undefined): string => (group?.match(/../g) ?? []).reverse().join('')
  return `${turn(groups[1])}-${turn(groups[2])}-${turn(groups[3])}${groups[4]}`
}

/** Shipped by thousands of boards whose maker wrote none. */
const shared = new Set(['03000200-0400-0500-0006-000700080009', '00020003-0004-0005-0006-000700080009'])

/** A UUID that can name one machine: digits only, not all the same filler. */
export function usableUuid(text: string | undefined): string | undefined {
  const uuid = text?.trim() ?? ''
  if (!/^[0-9a-f-]{8,64}$/i.test(uuid)) return undefined
  return /^(0+|f+)$/i.test(uuid.replaceAll('-', '')) || shared.has(uuid.toLowerCase()) ? undefined : uuid
}
