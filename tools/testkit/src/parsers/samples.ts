import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { type Capture, parseCapture } from '@fusioninventory/core-probes/host'
import { stagedMachines } from '../stage/machines.ts'
import type { Input } from './discover.ts'

const hosts = fileURLToPath(new URL('../../../../testdata/hosts/', import.meta.url))

/** Every text of the machines that we have: files, and what commands print. */
export function recordedTexts(): readonly string[] {
  const captures = [
    ...readdirSync(hosts).map((name) => readFileSync(`${hosts}${name}/machine.capture`, 'utf8')),
    ...Object.values(stagedMachines).map((capture) => capture()),
  ]
  const texts = captures.flatMap((text) =>
    (parseCapture(text) as Capture).sections
      .filter(({ kind, content }) => (kind === 'file' || kind === 'command') && content !== '')
      .map(({ content }) => content),
  )
  return [...new Set(texts)]
}

/** The text as the parser takes it: bytes as one character each. */
export function asInput(text: string, input: Input): unknown {
  if (input === 'bytes') return new Uint8Array(Buffer.from(text, 'latin1'))
  return input === 'texts' ? text.split('\n\n') : text
}

/** How much came out: the more, the better the parser knows this kind of text. */
export function yieldOf(result: unknown): number {
  const plain = (_: string, value: unknown): unknown =>
    value instanceof Map || value instanceof Set ? [...value] : typeof value === 'bigint' ? String(value) : value
  return JSON.stringify(result, plain)?.length ?? 0
}

/** What comes out of a parser that gives one entry after the other is taken out. */
export function taken(result: unknown): unknown {
  return typeof result === 'object' && result !== null && 'next' in result && Symbol.iterator in result
    ? [...(result as Iterable<unknown>)]
    : result
}
