import type { KnownAccess } from '@fusioninventory/core-probes/network'
import { Done } from './done.ts'

/** What a checkpoint says: lines that were written one at a time, the last of which may be cut. */
export interface Journal {
  /** Which search it belongs to. */
  readonly search: string
  readonly done: Done
  /** Which credential an address took. */
  readonly known: ReadonlyMap<string, KnownAccess>
  readonly finished: boolean
}

const title = 'fusioninventory-netdiscovery checkpoint 1'
/** 2^27 addresses in one search, a bit each. */
const highest = 2 ** 27

export const headLine = (search: string): string => `${title} ${search}\n`
/** The address of that number is done, and what was found is written. */
export const doneLine = (index: number): string => `done ${index}\n`
export const knownLine = (address: string, { credential, version }: KnownAccess): string =>
  `known ${address} ${encodeURIComponent(credential)} ${version}\n`
export const endLine = 'end\n'

/** Undefined for what is no checkpoint. A line that is none is left out: its address is searched once more. */
export function parseJournal(text: string): Journal | undefined {
  const lines = text.split('\n')
  // What stands behind the last line break was not written to its end.
  lines.pop()
  const [head = '', ...rest] = lines
  const search = head.startsWith(`${title} `) ? head.slice(title.length + 1) : ''
  if (search === '') return undefined
  const done = new Done()
  const known = new Map<string, KnownAccess>()
  let finished = false
  for (const line of rest) {
    const [word, first = '', second = '', third] = line.split(' ')
    if (word === 'done' && /^\d{1,9}$/.test(first) && Number(first) < highest) done.add(Number(first))
    else if (word === 'known' && (third === '1' || third === '2c' || third === '3'))
      known.set(first, { credential: decoded(second), version: third })
    else if (line === 'end') finished = true
  }
  return { search, done, known, finished }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
