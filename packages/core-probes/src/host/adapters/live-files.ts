/** The Files of this machine. Local file systems are asked directly, others only when a child process got an answer. */
import { Buffer } from 'node:buffer'
import { type Commands, type Files, ok, type Reading } from '../port.ts'
import type { Redaction } from '../secrets.ts'
import { decodeText, encodeText } from '../text.ts'
import { listDirectory, readLink, readRegular, SHARED_BYTES, statFsOf, statPath } from './fs.ts'
import { mountGuard } from './guard.ts'

/** A relative path would depend on where the tool was started. */
const RELATIVE: Reading<never> = { state: 'failed', detail: 'EINVAL' }
const isAbsolute = (path: string): boolean => path.startsWith('/') || /^[A-Za-z]:[\\/]/.test(path)

/** Text of a file; `native` is its path for this process, `path` that on the described machine. */
export function readText(native: string, path: string, redaction: Redaction): Reading<string> {
  const bytes = readRegular(native, 0, undefined)
  if (bytes.state !== 'ok') return bytes
  const text = decodeText(bytes.value)
  return ok(redaction.file(path)?.(text) ?? text)
}

/** Bytes of a file, as `readText`. `disks`: or of a block device. */
export function readBytes(
  native: string,
  path: string,
  redaction: Redaction,
  from = 0,
  limit?: number,
  disks = false,
): Reading<Uint8Array> {
  const redact = redaction.file(path)
  const bytes = redact ? readRegular(native, 0, undefined) : readRegular(native, from, limit, disks)
  if (bytes.state !== 'ok') return bytes
  // A small one may be a view of what the next reading overwrites.
  if (!redact) return ok(bytes.value.length > SHARED_BYTES ? bytes.value : Buffer.from(bytes.value))
  return ok(encodeText(redact(decodeText(bytes.value))).subarray(from, limit === undefined ? undefined : from + limit))
}

export function liveFiles(commands: Commands, redaction: Redaction): Files {
  const guard = mountGuard(commands)
  const at = <T>(path: string, read: () => Reading<T>): Promise<Reading<T>> =>
    isAbsolute(path) ? guard.read(path, read) : Promise.resolve(RELATIVE)
  return {
    text: (path) => at(path, () => readText(path, path, redaction)),
    bytes: (path, { from = 0, limit } = {}) => at(path, () => readBytes(path, path, redaction, from, limit, true)),
    list: (dir) => at(dir, () => listDirectory(dir)),
    stat: (path, options) => at(path, () => statPath(path, options?.follow ?? true)),
    link: (path) => at(path, () => readLink(path)),
    statfs: async (path) => {
      if (!isAbsolute(path)) return RELATIVE
      return guard.mounts.risky(path, '') ? guard.statfs(path) : statFsOf(path)
    },
  }
}
