import type { Layout } from './parse-utmp.ts'

/** A record of utmp(5) for tests. */
export function utmpRecord(
  { size, littleEndian }: Layout,
  record: { type: number; user: string; time: number },
): Uint8Array {
  const bytes = new Uint8Array(size)
  const view = new DataView(bytes.buffer)
  view.setInt16(0, record.type, littleEndian)
  bytes.set(new TextEncoder().encode(record.user), 44)
  if (size === 384) view.setInt32(340, record.time, littleEndian)
  else view.setBigInt64(344, BigInt(record.time), littleEndian)
  return bytes
}
