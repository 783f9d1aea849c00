import { gunzipSync, inflateRawSync, inflateSync } from 'node:zlib'
import { parseXml, type XmlElement } from '../testkit/src/server/xml.ts'

/** One side of a recorded exchange, read by means of its own: nothing here is what is being checked. */
export interface Side {
  /** `POST /ocsinventory HTTP/1.1` or `HTTP/1.1 200 OK` */
  readonly start: string
  /** Names in lower case; of several the last one. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer
}

export function sideOf(bytes: Buffer): Side {
  const split = bytes.indexOf('\r\n\r\n')
  const [start = '', ...lines] = bytes.subarray(0, split).toString('latin1').split('\r\n')
  const headers: Record<string, string> = {}
  for (const line of lines) {
    const [, name = '', value = ''] = /^([^:]+): *(.*)$/.exec(line) ?? []
    headers[name.toLowerCase()] = value
  }
  return { start, headers, body: bytes.subarray(split + 4) }
}

export function plainOf({ body, headers }: Pick<Side, 'body' | 'headers'>): Buffer {
  if (body[0] === 0x78 && body.length > 6) return inflateSync(body)
  if (body[0] === 0x1f && body[1] === 0x8b) return gunzipSync(body)
  return /-deflate$/.test(headers['content-type'] ?? '') ? inflateRawSync(body) : body
}

export function textOf(side: Side): string {
  const plain = plainOf(side)
  return plain.toString(/encoding="ISO-8859-1"/.test(plain.toString('latin1', 0, 100)) ? 'latin1' : 'utf8')
}

/** A document as `path=value`, in the order of the paths; every element has its number among those of its name. */
export type Leaves = ReadonlyMap<string, string>

/** Attributes count as children, blanks at the ends do not. */
export function xmlLeaves(text: string): Leaves {
  const leaves = new Map<string, string>()
  const walk = (element: XmlElement, path: string): void => {
    const counts = new Map<string, number>()
    const next = (name: string): string => {
      const count = counts.get(name) ?? 0
      counts.set(name, count + 1)
      return `${path}/${name}${count === 0 ? '' : `[${count}]`}`
    }
    for (const [name, value] of Object.entries(element.attributes)) leaves.set(next(name), value)
    for (const child of element.children) walk(child, next(child.name))
    const own = element.text.trim()
    const many = element.children.length + Object.keys(element.attributes).length > 0
    if (!many || own !== '') leaves.set(many ? `${path}/content` : path, own)
  }
  const root = parseXml(text)
  walk(root, root.name)
  return inOrder(leaves)
}

export function jsonLeaves(value: unknown, root = ''): Leaves {
  const leaves = new Map<string, string>()
  const walk = (one: unknown, path: string): void => {
    const inner = typeof one === 'object' && one !== null ? Object.entries(one) : []
    if (inner.length === 0) leaves.set(path, JSON.stringify(one))
    for (const [key, child] of inner) walk(child, `${path}/${Array.isArray(one) ? `[${key}]` : key}`)
  }
  walk(value, root)
  return inOrder(leaves)
}

const inOrder = (leaves: Leaves): Leaves => new Map([...leaves].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))

/** Paths where two documents differ, as `path: theirs -> ours`. */
export function differences(theirs: Leaves, ours: Leaves): readonly string[] {
  const paths = [...new Set([...theirs.keys(), ...ours.keys()])].sort()
  return paths
    .filter((path) => theirs.get(path) !== ours.get(path))
    .map((path) => `${path}: ${theirs.get(path) ?? '(none)'} -> ${ours.get(path) ?? '(none)'}`)
}
