/** One of `of` shares of the work, `index` from 0. */
export interface Shard {
  readonly index: number
  readonly of: number
}

const most = 65_536

/** `I/N`, I from 1 to N; undefined for anything else. */
export function parseShard(text: string): Shard | undefined {
  const [, part, of] = /^\s*(\d{1,6})\s*\/\s*(\d{1,6})\s*$/.exec(text) ?? []
  const shard = { index: Number(part) - 1, of: Number(of) }
  return shard.index >= 0 && shard.index < shard.of && shard.of <= most ? shard : undefined
}

/**
 * Whether the share holds the address. The same for any list the address stands in, so that what is found by one shard is
 * also asked by the shard of that number (FNV-1a of its text, mixed, since neighbours differ in the last digit only).
 */
export function inShard({ index, of }: Shard, address: string): boolean {
  let hash = 0x811c_9dc5
  for (let at = 0; at < address.length; at++) hash = Math.imul(hash ^ address.charCodeAt(at), 0x0100_0193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85eb_ca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2_ae35)
  return ((hash ^ (hash >>> 16)) >>> 0) % of === index
}
