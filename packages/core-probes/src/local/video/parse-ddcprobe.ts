/** Lines `key: value` of `ddcprobe`, ASCII only; of a key that comes twice the later value holds. */
export function parseDdcprobe(text: string): ReadonlyMap<string, string> {
  const values = new Map<string, string>()
  for (const line of text.split('\n')) {
    const plain = line.replace(/[^ -~]/g, '')
    const colon = plain.indexOf(': ')
    const key = plain.slice(0, colon)
    if (colon > 0 && !key.includes(' ')) values.set(key, plain.slice(colon + 1).trim())
  }
  return values
}
