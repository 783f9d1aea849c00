/** Kinds of devices as people call them, by their name in the protocol, in the order in which they are asked for. */
const kinds: Readonly<Record<string, string>> = {
  NETWORKING: 'network',
  COMPUTER: 'computer',
  PRINTER: 'printer',
  STORAGE: 'storage',
  POWER: 'power',
  PHONE: 'phone',
  VIDEO: 'video',
  KVM: 'KVM',
}

const unknown = 'unknown'

export const kindOf = (type: string): string => kinds[type] ?? (type === '' ? unknown : type.toLowerCase())

/** By their place in the table; others after them, those of no known kind last. */
export function kindRank(type: string): number {
  const at = Object.keys(kinds).indexOf(type)
  return at >= 0 ? at : type === '' ? 1000 : 999
}

/** Before a noun, or as a heading. */
export const heading = (type: string): string => {
  const word = kindOf(type)
  return word.charAt(0).toUpperCase() + word.slice(1)
}
