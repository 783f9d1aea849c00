import type { Capture } from '../capture/model.ts'

/**
 * A capture without what tells whose machine it is: serial numbers, UUIDs, hardware and network addresses, names of
 * machine, domain and users, e-mail addresses, keys. The same value has the same replacement of the same shape
 * everywhere, so that it replays to a document with the same sections and entries. Replacements differ from call to call
 * unless `salt` is given.
 */
export async function redactCapture(capture: Capture, salt?: Uint8Array): Promise<Capture> {
  const { redact } = await import('./redact.ts')
  return redact(capture, salt)
}
