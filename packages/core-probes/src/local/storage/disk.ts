import type { Content } from '@fusioninventory/protocol'

/** An entry of STORAGES. */
export type Storage = NonNullable<Content['STORAGES']>[number]

/** Bytes to MB of a million bytes, truncated; nothing for nothing (an empty drive). */
export const megabytes = (bytes: number): number | undefined =>
  Number.isFinite(bytes) && bytes >= 1e6 ? Math.trunc(bytes / 1e6) : undefined

/** The printable start of an attribute, up to its last letter or digit: `Generic-` is `Generic`, zeros and padding go. */
export function attribute(text: string | undefined): string | undefined {
  const line = (text ?? '').replace(/^[\0-\x1f\s]+/, '').split(/[\0-\x1f]/, 1)[0] ?? ''
  return (
    line
      .slice(0, 200)
      .replace(/[^A-Za-z0-9\u0080-\uffff]+$/, '')
      .replace(/\s+/g, ' ') || undefined
  )
}
