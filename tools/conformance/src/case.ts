import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve, sep } from 'node:path'

/** A file of the corpus by its name in it, or its content. */
export type Content = string | { readonly text: string }

/** Any JSON value. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json }

type Named<T> = Readonly<Record<string, T>>

/** What is known of the machine of a case (corpus README, Fields of a case). */
interface Recorded {
  readonly commands?: Named<Content>
  readonly files?: Named<Content>
  readonly queries?: Named<Content>
  readonly wmi?: Named<Content>
  readonly registry?: Named<string | { readonly tree: Json }>
  readonly tree?: Named<string>
  readonly exists?: readonly string[]
}

export interface Case {
  readonly id: string
  readonly platform: string
  readonly area: string
  readonly level: 'section' | 'parser'
  readonly section?: string
  readonly unit: string
  readonly capture: Recorded
  readonly params: Named<Json>
  readonly expected: Json
  readonly compare?: 'bag'
  readonly expected_fusion?: Json
  readonly origin?: string
}

export interface Corpus {
  readonly dir: string
  readonly cases: readonly Case[]
  /** The bytes of a capture. */
  bytes(content: Content): Buffer
}

/** All cases of a corpus, in the order of their files. @throws Error where a file is missing or no JSON. */
export function openCorpus(dir: string): Corpus {
  const root = resolve(dir)
  const folder = join(root, 'cases')
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.jsonl'))
  const cases = files.sort().flatMap((name) =>
    readFileSync(join(folder, name), 'utf8')
      .split('\n')
      .filter((line) => line.trim() !== '')
      .map((line) => readCase(JSON.parse(line) as Case)),
  )
  return { dir: root, cases, bytes: (content) => bytes(root, content) }
}

const readCase = (found: Case): Case => ({ ...found, capture: found.capture ?? {}, params: found.params ?? {} })

function bytes(root: string, content: Content): Buffer {
  if (typeof content !== 'string') return Buffer.from(content.text)
  const path = resolve(root, content)
  if (!path.startsWith(root + sep)) throw new Error(`outside of the corpus: ${content}`)
  return readFileSync(path)
}
