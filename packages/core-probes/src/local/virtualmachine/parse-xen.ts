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

/** The columns after the name: number, MiB, processors, state, time. A domain that does not run lacks the first and the state. */
function columnsOf(words: readonly string[]) {
  const [first = '', second = '', third = '', fourth = '', fifth = ''] = words
  const digits = (...found: readonly string[]): boolean => found.every((word) => /^\d{1,9}$/.test(word))
  const time = /^\d{1,12}(?:\.\d{1,3})?$/
  if (digits(first, second, third) && /^[a-z-]{5,6}$/.test(fourth) && time.test(fifth))
    return { number: first, MEMORY: second, VCPU: third, letters: fourth }
  if (digits(first, second) && time.test(third)) return { MEMORY: first, VCPU: second }
  return undefined
}

/** `xm list`, `xl list` and `xl list -v`, which adds a UUID. A domain without any letter waits for a processor. */
export function parseXenList(text: string): Guest[] {
  return text.split('\n', 100_000).flatMap((line) => {
    // A name may hold blanks, but no more of them than anybody would give it.
    const words = line.trim().split(/\s+/, 40)
    for (let at = 1; at < words.length; at++) {
      const columns = columnsOf(words.slice(at, at + 5))
      if (!columns) continue
      const { number, letters, ...sizes } = columns
      const NAME = words.slice(0, at).join(' ')
      if (number === '0' || NAME === 'Domain-0') return []
      const STATUS = states.find(([letter]) => letters?.includes(letter))?.[1] ?? 'off'
      return [{ NAME, UUID: parseXenUuid(line), ...sizes, STATUS, VMTYPE: 'xen' }]
    }
    return []
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
