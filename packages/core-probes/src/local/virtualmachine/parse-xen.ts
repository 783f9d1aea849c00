import type { Guest, Status } from './guest.ts'

/** Letters of the state column, in the order in which more than one of them counts. */
const states: readonly (readonly [letter: string, status: Status])[] = [
  ['d', 'dying'],
  ['c', 'crashed'],
  ['s', 'shutdown'],
  ['p', 'paused'],
  ['r', 'running'],
  ['b', 'blocked'],
]

const uuid = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/i

/** The first UUID of a text: `xm list -l NAME`, `xl list -v NAME`. */
export const parseXenUuid = (text: string): string | undefined => uuid.exec(text)?.[0]

/**
 * `xm list`, `xl list` and `xl list -v`: name, number, MiB, processors, state, time, perhaps a UUID. A domain that does
 * not run has no number and no state. One without any letter waits for a processor.
 */
export function parseXenList(text: string): Guest[] {
  return text.split('\n', 100_000).flatMap((line) => {
    const row = /^(\S.*?)\s+(?:(\d{1,6})\s+)?(\d{1,9})\s+(\d{1,5})\s+(?:([a-z-]{5,6})\s+)?[\d.]+(?:\s|$)/.exec(line)
    if (!row) return []
    const [, NAME = '', number, MEMORY, VCPU, letters] = row
    if (number === '0' || NAME === 'Domain-0') return []
    const STATUS =
      letters === undefined ? 'off' : (states.find(([letter]) => letters.includes(letter))?.[1] ?? ('off' as const))
    return [{ NAME, UUID: parseXenUuid(line), MEMORY, VCPU, STATUS, VMTYPE: 'xen' }]
  })
}

/** `xm list -l`: an S-expression with a `(name ...)` and a `(uuid ...)` for each domain. */
export function parseXmDetails(text: string): Map<string, string> {
  const found = new Map<string, string>()
  let name: string | undefined
  let id: string | undefined
  const keep = (): void => {
    if (name !== undefined && id !== undefined) found.set(name, id)
  }
  for (const line of text.split('\n', 1_000_000)) {
    if (/^\(domain\b/.test(line)) {
      keep()
      name = undefined
      id = undefined
    }
    const pair = /^ {4}\((name|uuid) ([^()]{1,200})\)/.exec(line)
    if (pair?.[1] === 'name') name ??= pair[2]
    else if (pair) id ??= pair[2]
  }
  keep()
  return found
}
