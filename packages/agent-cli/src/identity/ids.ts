import { createHash } from 'node:crypto'

/** An identity that can be a file name, a part of a URL and a key: other characters become `-`, at most 255 of them. */
export const cleanId = (id: string): string =>
  id
    .replace(/[^A-Za-z0-9._-]+/g, '-')
    .replace(/^[.-]+/, '')
    .slice(0, 255)

/**
 * A file name for what another machine calls itself: readable, and no two machines share one. Whatever the id holds, the
 * name is a plain one on every system (separators, `..`, NUL, names of devices, length, case).
 */
export const fileNameOf = (id: string): string =>
  `${
    cleanId(id)
      .slice(0, 100)
      .replace(/[.-]+$/, '') || 'device'
  }-${createHash('sha256').update(id).digest('hex').slice(0, 12)}`

/** An identity that was given before is kept whatever is in it, unless it could not stand in a message. */
export const isDeviceId = (id: string): boolean => /^[^\p{Cc}\p{Cs}]{1,255}$/u.test(id) && id.trim() === id

/** A UUID in lower case. */
export const isAgentId = (text: string): boolean => /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text)

/** A UUID from its 16 bytes, or from any way of writing it; undefined for something else. */
export function agentIdOf(value: string | number | undefined): string | undefined {
  if (typeof value !== 'string') return undefined
  const hex =
    value.length === 16 ? Buffer.from(value, 'latin1').toString('hex') : value.toLowerCase().replaceAll('-', '')
  return /^[0-9a-f]{32}$/.test(hex) ? hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5') : undefined
}
