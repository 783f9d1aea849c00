/** The head of a database of ClamAV (clamav documentation, "Signatures": CVD header). */
interface DatabaseHeader {
  readonly version: string
  /** Epoch milliseconds. */
  readonly builtMs: number | undefined
}

/**
 * `ClamAV-VDB:07 Dec 2023 04-12 -0500:27116:...`: time of building with a dash between hours and minutes, version, and
 * more. Padded to 512 bytes. Undefined for anything else.
 */
export function parseDatabaseHeader(text: string): DatabaseHeader | undefined {
  const [magic, time = '', version = ''] = text.slice(0, 512).split(':')
  if (magic !== 'ClamAV-VDB' || !/^\d{1,9}$/.test(version)) return undefined
  const parts = /^(\d{1,2} [A-Z][a-z]{2} \d{4}) (\d\d)-(\d\d) ([+-]\d{4})$/.exec(time)
  const ms = parts ? Date.parse(`${parts[1]} ${parts[2]}:${parts[3]}:00 GMT${parts[4]}`) : Number.NaN
  return { version, builtMs: Number.isNaN(ms) ? undefined : ms }
}
