/** The elements that are open, as their tags come and go. */
import { classes, is } from './chars.ts'
import { xmlLimits } from './limits.ts'
import { code, reference, same } from './tokens.ts'

/** Names of all open elements together. */
export const nameBytes = 16_384

export interface OpenElements {
  /** One behind the other. */
  readonly names: Buffer
  /** Where each begins. */
  readonly starts: Int32Array
  depth: number
  /** Behind the last name. */
  top: number
}

export const openElements = (): OpenElements => ({
  names: Buffer.alloc(nameBytes),
  starts: new Int32Array(xmlLimits.depth),
  depth: 0,
  top: 0,
})

// Properties of objects would be read again for each byte.
const { text: inText, nameStart, name: inName } = is
const { text: longest, depth: deepest } = xmlLimits
const { amp, gt, lt, slash } = code

/** Where names of elements that open in the bytes at hand begin and end there. */
const opened = new Int32Array(xmlLimits.depth)
const ended = new Int32Array(xmlLimits.depth)

/**
 * Elements without attributes and their texts, which is nearly all: told in a fraction of the time that it takes to ask
 * what each part is. Ends behind the last tag before something else, or before the end of the root, or where an element
 * above `least` comes. `before` bytes of text stand before these.
 */
export function passElements(bytes: Buffer, from: number, open: OpenElements, least: number, before: number): number {
  const end = bytes.length
  const { names, starts, depth } = open
  let [at, done, level, low, top] = [from, from, depth, depth, open.top]
  let room = nameBytes - top
  let textStart = from - before
  while (level >= least) {
    while (at < end && ((classes[bytes[at] as number] as number) & inText) === 0) at++
    // The last byte ends nothing.
    if (at + 1 >= end || at - textStart > longest) break
    if (bytes[at] === amp) {
      at = reference(bytes, at)
      if (at < 0) break
      continue
    }
    if (bytes[at] !== lt) break
    if (bytes[at + 1] === slash) {
      const here = level > low
      const name = (here ? opened[level - 1] : starts[level - 1]) as number
      const length = here ? (ended[level - 1] as number) - name : top - name
      const stop = at + 2 + length
      if (level === 1 || stop >= end || bytes[stop] !== gt) break
      if (!same(here ? bytes : names, name, bytes, at + 2, length)) break
      room += length
      level--
      if (!here) {
        low = level
        top = name
      }
      at = stop + 1
    } else {
      const name = at + 1
      let stop = name + 1
      if (level === deepest || ((classes[bytes[name] as number] as number) & nameStart) === 0) break
      while (stop < end && ((classes[bytes[stop] as number] as number) & inName) !== 0) stop++
      if (stop >= end || bytes[stop] !== gt || stop - name > room) break
      room -= stop - name
      opened[level] = name
      ended[level++] = stop
      at = stop + 1
    }
    done = at
    textStart = at
  }
  for (let one = low; one < level; one++) {
    starts[one] = top
    top += bytes.copy(names, top, opened[one], ended[one])
  }
  open.depth = level
  open.top = top
  return done
}
