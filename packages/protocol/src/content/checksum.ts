import type { Schema } from '../model/kinds.ts'
import { type Content, type Inventory, type SectionName, schema } from '../model/table.ts'

/** Bits of HARDWARE/CHECKSUM, as OCS and FusionInventory servers know them. */
const bits = {
  HARDWARE: 1,
  BIOS: 2,
  MEMORIES: 4,
  SLOTS: 8,
  REGISTRY: 16,
  CONTROLLERS: 32,
  MONITORS: 64,
  PORTS: 128,
  STORAGES: 256,
  DRIVES: 512,
  INPUTS: 1024,
  MODEMS: 2048,
  NETWORKS: 4096,
  PRINTERS: 8192,
  SOUNDS: 16_384,
  VIDEOS: 32_768,
  SOFTWARES: 65_536,
} as const satisfies Partial<Record<SectionName, number>>

/** All sections: what a first inventory says. */
export const everything = 131_071

/** Digest of each section at the last inventory that a server took. */
export type SectionDigests = Readonly<Record<string, string>>

/** What is hashed: sorted by name, without the fields that differ from run to run. */
function canonical(name: string, content: Content): string {
  const fields = (schema as Schema)[name]?.fields ?? {}
  return JSON.stringify((content as Readonly<Record<string, unknown>>)[name] ?? null, (_key, value: unknown) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      return typeof value === 'number' ? String(value) : value
    return Object.fromEntries(
      Object.entries(value)
        .filter(([field]) => !(Object.hasOwn(fields, field) && fields[field]?.volatile))
        .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)),
    )
  })
}

/** Digest of every section that is there. */
export const sectionDigests = (content: Content, digest: (text: string) => string): SectionDigests =>
  Object.fromEntries(Object.keys(content).map((name) => [name, digest(canonical(name, content))]))

/**
 * Which sections changed since the digests were made, as a bit mask, and the digests of now. Without earlier digests
 * everything is new. `digest` is a hash of a text; the choice is the caller's (MD5 in base64 in the old state files).
 */
export function checksum(
  content: Content,
  earlier: SectionDigests | undefined,
  digest: (text: string) => string,
): { readonly checksum: number; readonly digests: SectionDigests } {
  let mask = 0
  const digests: Record<string, string> = {}
  for (const [name, bit] of Object.entries(bits)) {
    const now = digest(canonical(name, content))
    digests[name] = now
    if (earlier === undefined || !Object.hasOwn(earlier, name) || earlier[name] !== now) mask |= bit
  }
  return { checksum: mask, digests }
}

/** The inventory with a CHECKSUM: OCS stores nothing of one that has none, or one that is no number. */
export function withChecksum(inventory: Inventory): Inventory {
  const { content } = inventory
  if (/^\d+$/.test(String(content.HARDWARE?.CHECKSUM ?? ''))) return inventory
  return { ...inventory, content: { ...content, HARDWARE: { ...content.HARDWARE, CHECKSUM: everything } } }
}
