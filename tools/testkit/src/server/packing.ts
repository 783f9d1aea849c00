import { constants, deflateRawSync, deflateSync, gunzipSync, gzipSync, inflateRawSync, inflateSync } from 'node:zlib'

/** How a body is packed: zlib (RFC 1950), gzip (RFC 1952), raw deflate (RFC 1951), or plain. */
export type Packing = 'zlib' | 'gzip' | 'deflate' | 'none'
/** Each server reads and answers in its own way. */
export type Role = 'plugin' | 'glpi' | 'ocs'

export interface Unpacked {
  readonly packing: Packing
  readonly body: Buffer
}

/** A test server need not take more than any sane document. */
const limit = { maxOutputLength: 512 * 1024 * 1024 }

const unpack: Readonly<Record<Packing, (bytes: Buffer) => Buffer>> = {
  zlib: (bytes) => inflateSync(bytes, limit),
  gzip: (bytes) => gunzipSync(bytes, limit),
  deflate: (bytes) => inflateRawSync(bytes, limit),
  none: (bytes) => bytes,
}

const packers: Readonly<Record<Packing, (bytes: Buffer) => Buffer>> = {
  zlib: (bytes) => deflateSync(bytes, { level: constants.Z_DEFAULT_COMPRESSION }),
  gzip: (bytes) => gzipSync(bytes),
  deflate: (bytes) => deflateRawSync(bytes),
  none: (bytes) => bytes,
}

export const pack = (body: Buffer, packing: Packing): Buffer => packers[packing](body)

/** What the GLPI plugin and GLPI itself know by Content-Type, compared whole and in lower case. */
const types: Readonly<Record<'plugin' | 'glpi', Readonly<Record<string, Packing>>>> = {
  plugin: { 'application/x-compress-zlib': 'zlib', 'application/x-compress-gzip': 'gzip', 'application/xml': 'none' },
  glpi: {
    'application/x-compress-zlib': 'zlib',
    'application/x-zlib': 'zlib',
    'application/x-compress-gzip': 'gzip',
    'application/x-gzip': 'gzip',
    'application/x-compress-deflate': 'deflate',
    'application/x-deflate': 'deflate',
  },
}

/** The media type that goes with a packing in an answer of the plugin and of GLPI. */
export const mediaTypes: Readonly<Record<Exclude<Packing, 'none'>, string>> = {
  zlib: 'application/x-compress-zlib',
  gzip: 'application/x-compress-gzip',
  deflate: 'application/x-compress-deflate',
}

/** The body of a request as that server would see it; undefined where it would give up. */
export function unpackAs(role: Role, contentType: string | undefined, raw: Buffer): Unpacked | undefined {
  if (role === 'ocs')
    return raw.subarray(0, 5).toString('latin1') === '<?xml' ? plain(raw) : first(raw, ['zlib', 'gzip'])
  const told = types[role][(contentType ?? '').toLowerCase()]
  if (told) return attempt(raw, told) ?? { packing: told, body: raw }
  if (role === 'glpi') return plain(raw)
  return first(raw, ['zlib', 'gzip']) ?? skipped(raw) ?? plain(raw)
}

const plain = (body: Buffer): Unpacked => ({ packing: 'none', body })

/** The plugin's third try: raw deflate behind two bytes. */
function skipped(raw: Buffer): Unpacked | undefined {
  const found = raw.length > 2 ? attempt(raw.subarray(2), 'deflate') : undefined
  return found && found.body.length > 0 ? found : undefined
}

const first = (raw: Buffer, order: readonly Packing[]): Unpacked | undefined => {
  for (const packing of order) {
    const found = attempt(raw, packing)
    if (found) return found
  }
  return undefined
}

function attempt(raw: Buffer, packing: Packing): Unpacked | undefined {
  try {
    return { packing, body: unpack[packing](raw) }
  } catch {
    return undefined
  }
}
