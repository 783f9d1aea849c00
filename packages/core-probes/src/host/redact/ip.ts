/** IPv6 addresses as eight groups. */
export type Groups = readonly [number, number, number, number, number, number, number, number]

/** Undefined for what is no address. */
export function parseIpv6(text: string): Groups | undefined {
  const halves = text.split('::')
  if (halves.length > 2) return undefined
  const [head, tail] = halves.map((half) => (half === '' ? [] : half.split(':')))
  if (!head || [...head, ...(tail ?? [])].some((group) => !/^[0-9a-f]{1,4}$/i.test(group))) return undefined
  const missing = 8 - head.length - (tail?.length ?? 0)
  if (tail ? missing < 1 : missing !== 0) return undefined
  const groups = [...head, ...Array<string>(tail ? missing : 0).fill('0'), ...(tail ?? [])]
  return groups.map((group) => Number.parseInt(group, 16)) as unknown as Groups
}

/** RFC 5952: the longest run of two zeros or more is left out. */
export function formatIpv6(groups: Groups): string {
  let [start, length] = [0, 1]
  for (let at = 0; at < 8; at++) {
    let end = at
    while (groups[end] === 0) end++
    if (end - at > length) [start, length] = [at, end - at]
  }
  const text = (part: readonly number[]): string => part.map((group) => group.toString(16)).join(':')
  return length < 2 ? text(groups) : `${text(groups.slice(0, start))}::${text(groups.slice(start + length))}`
}

export const hexOf = (groups: Groups): string => groups.map((group) => group.toString(16).padStart(4, '0')).join('')

export const fromHex = (hex: string): Groups =>
  Array.from({ length: 8 }, (_, at) => Number.parseInt(hex.slice(4 * at, 4 * at + 4), 16)) as unknown as Groups
