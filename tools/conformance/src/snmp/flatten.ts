/** A device document as leaves by path, so that two of them can be compared field by field. */

export type Tree = string | number | boolean | null | undefined | readonly Tree[] | { readonly [name: string]: Tree }

/** Entries of these lists are told apart by one of their own fields, not by their position. */
const keys: Readonly<Record<string, string>> = { PORT: 'IFNUMBER', COMPONENT: 'INDEX', VLAN: 'NUMBER' }

/**
 * Path to text. `INFO.MODEL`, `PORTS.PORT[10101].IFDESCR`, `PORTS.PORT[3].VLANS.VLAN[7].NAME`; members of plain lists, whose
 * order is free, are leaves themselves: `INFO.IPS.IP[10.0.0.1]`. Entries without a key of their own stand by their content.
 */
export function flatten(tree: Tree): Map<string, string> {
  const leaves = new Map<string, string>()
  visit(tree, '', '', leaves)
  return leaves
}

/** A path without what stands in brackets: what kind of field it is. */
export const fieldOf = (path: string): string => path.replace(/\[(?:[^\]\\]|\\.)*\]/g, '')

function visit(tree: Tree, path: string, name: string, leaves: Map<string, string>): void {
  if (tree === null || tree === undefined) return
  if (Array.isArray(tree)) {
    list(tree, path, name, leaves)
  } else if (typeof tree === 'object') {
    for (const [key, value] of Object.entries(tree)) visit(value, path === '' ? key : `${path}.${key}`, key, leaves)
  } else if (tree !== '') {
    // An element without content says nothing.
    leaves.set(path, String(tree))
  }
}

function list(entries: readonly Tree[], path: string, name: string, leaves: Map<string, string>): void {
  const seen = new Map<string, number>()
  for (const entry of entries) {
    const key = keyOf(entry, name).replace(/[[\]\\]/g, '\\$&')
    const count = seen.get(key) ?? 0
    seen.set(key, count + 1)
    const place = `${path}[${key}${count === 0 ? '' : `#${count}`}]`
    if (typeof entry === 'object' && entry !== null) visit(entry, place, name, leaves)
    else leaves.set(place, String(entry))
  }
}

function keyOf(entry: Tree, name: string): string {
  if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) return String(entry)
  const map = entry as { readonly [name: string]: Tree }
  const own = map[keys[name] ?? 'NAME'] ?? map.IFDESCR ?? map.DESCRIPTION ?? map.MODEL ?? map.INDEX ?? map.SERIAL
  return String(own ?? '')
}
