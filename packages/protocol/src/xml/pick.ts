import { xmlLimits } from './limits.ts'
import { same } from './tokens.ts'

/** Text of elements, taken on the way. Such an element has no element of its own within, or only its own text counts. */
export interface Picks {
  readonly found: ReadonlyMap<string, string>
  /** No element that is wanted is nested deeper. */
  readonly deepest: number
  /** Of the wanted element that is open; -1 where none is. */
  readonly depth: number
  /** An element begins; the names of all that are open stand one behind the other. */
  open(names: Buffer, starts: Int32Array, depth: number, top: number): void
  /** Of the wanted element; with references in it, or as it stands. */
  text(bytes: Buffer, from: number, to: number, references: boolean): void
  close(): void
}

/** `REQUEST/CONTENT/VERSIONCLIENT` is such a path. */
export function openPicks(paths: readonly string[]): Picks {
  const wanted = paths.map((path) => ({ path, names: path.split('/').map((name) => Buffer.from(name)) }))
  const found = new Map<string, string>()
  const deepest = Math.max(0, ...wanted.map(({ names }) => names.length))
  let depth = -1
  let path = ''
  return {
    found,
    deepest,
    get depth() {
      return depth
    },
    open(names, starts, at, top) {
      const here = wanted.find(
        (one) =>
          one.names.length === at &&
          !found.has(one.path) &&
          one.names.every((name, i) => {
            const [from = 0, to = top] = [starts[i], i + 1 < at ? starts[i + 1] : top]
            return to - from === name.length && same(names, from, name, 0, name.length)
          }),
      )
      if (here === undefined) return
      found.set(here.path, '')
      path = here.path
      depth = at
    },
    text(bytes, from, to, references) {
      const text = bytes.toString('utf8', from, to).replace(/\r\n?/g, '\n')
      const read = references ? text.replace(/&(#?)(\w+);/g, referred) : text
      found.set(path, ((found.get(path) ?? '') + read).slice(0, xmlLimits.text))
    },
    close() {
      depth = -1
    },
  }
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

const referred = (_: string, number: string, name: string): string =>
  number === ''
    ? (entities[name] ?? '')
    : String.fromCodePoint(name.startsWith('x') ? Number.parseInt(name.slice(1), 16) : Number.parseInt(name, 10))
