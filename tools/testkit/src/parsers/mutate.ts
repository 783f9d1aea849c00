/** Numbers from 0 up to, not including, `below`; the same for the same seed. */
export type Random = (below: number) => number

/** The generator "mulberry32": 32 bits of state, public domain. */
export function random(seed: number): Random {
  let state = seed >>> 0
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 2 ** 32) * below)
  }
}

/** What formats tend to choke on. */
export const hostile: readonly string[] = [
  '',
  '\0',
  '\n',
  '\n\n',
  '\r\n',
  '\t',
  ' ',
  '\ufeff',
  '\udc80',
  '\ud800',
  '=',
  ':',
  ': ',
  '"',
  "'",
  '\\',
  '\\x',
  '(',
  ')',
  '[',
  '{',
  '}',
  '<',
  '%',
  '-1',
  '0',
  '99999999999999999999999999',
  '1e999',
  '0xffffffffffffffff',
  'NaN',
  '-',
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  '$&',
  '2001:db8::1/129',
  '300.1.1.1',
]

type Step = (text: string, at: number, length: number, pick: Random, other: string) => string

const steps: readonly Step[] = [
  (text, at, length) => text.slice(0, at) + text.slice(at + length),
  (text, at, length) => text.slice(0, at + length) + text.slice(at),
  (text, at) => text.slice(0, at),
  (text, at) => text.slice(at),
  (text, at, _, pick) => text.slice(0, at) + hostile[pick(hostile.length)] + text.slice(at),
  (text, at, length, pick) => text.slice(0, at) + hostile[pick(hostile.length)] + text.slice(at + length),
  (text, at, _, pick) => text.slice(0, at) + String.fromCharCode(pick(256)) + text.slice(at + 1),
  (text, at, length, pick) => text.slice(0, at) + text.slice(at, at + length).repeat(2 + pick(30)) + text.slice(at),
  (text, at, length, _, other) => text.slice(0, at) + other.slice(at, at + length) + text.slice(at),
  (text, at) => text.slice(0, at) + text.slice(at).replace(/\d+/, '18446744073709551616'),
  (text, at) => text.slice(0, at) + text.slice(at).replace(/\d+/, ''),
  (text, at) => text.slice(0, at) + text.slice(at).replace(/\w+/, '__proto__'),
  (text, at) => text.slice(0, at) + text.slice(at).replace(/[\t ]+/, ''),
  (text, _, __, pick) => {
    const lines = text.split('\n')
    const [a, b] = [pick(lines.length), pick(lines.length)]
    const line = lines[a] ?? ''
    lines[a] = lines[b] ?? ''
    lines[b] = line
    return lines.join('\n')
  },
  (text) => text.replaceAll('\n', '\r\n'),
]

/** Longer texts are cut: what goes wrong does so early. */
const most = 1 << 16

/** The text after one to six small accidents; `other` is what may get mixed in. */
export function mutated(text: string, pick: Random, other = ''): string {
  let result = text
  for (let left = 1 + pick(6); left > 0; left--) {
    const step = steps[pick(steps.length)]
    if (step) result = step(result, pick(result.length + 1), 1 + pick(40), pick, other).slice(0, most)
  }
  return result
}
