import type { Host } from '../../host/port.ts'

/** What the Host port gives at once, and what one section of a capture holds. */
const slice = 4 * 1024 * 1024
const usual = 16 * slice

/** A database that may be larger than one reading, up to `most` bytes of it; undefined where it cannot be read. */
export async function readLarge(
  host: Host,
  path: string,
  debug: (message: string) => void,
  most = usual,
): Promise<Uint8Array | undefined> {
  const parts: Uint8Array[] = []
  let from = 0
  while (from < most) {
    const reading = await host.files.bytes(path, { from, limit: slice })
    if (reading.state !== 'ok') {
      if (reading.state !== 'absent')
        debug(`${path} from byte ${from}: ${reading.state} ${reading.detail ?? ''}`.trimEnd())
      if (from === 0) return undefined
      break
    }
    parts.push(reading.value)
    from += reading.value.length
    if (reading.value.length < slice) break
  }
  const [only] = parts
  return parts.length === 1 && only ? only : Buffer.concat(parts)
}
