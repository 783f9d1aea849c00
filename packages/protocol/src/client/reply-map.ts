/** What stands in an answer, read out of its XML. Apart from the reading, so that who only looks into maps loads no parser. */

/** A text, a map of what an element holds, or a list of these where a name occurs several times. */
export type ReplyValue = string | ReplyMap | readonly (string | ReplyMap)[]

/** Attributes and children of an element in one; text beside them under `content`. Without prototype. */
export interface ReplyMap {
  readonly [name: string]: ReplyValue
}

/** Elements below `map` with this name; none when there are none. */
export function listOf(map: ReplyMap, name: string): readonly ReplyMap[] {
  const value = map[name]
  if (value === undefined) return []
  return (Array.isArray(value) ? value : [value]).map((one) => (typeof one === 'string' ? textMap(one) : one))
}

/** The text under a name; the first one of several. */
export function textOf(map: ReplyMap, name: string): string | undefined {
  const value = map[name]
  const first: string | ReplyMap | undefined = Array.isArray(value)
    ? value[0]
    : (value as string | ReplyMap | undefined)
  if (typeof first !== 'object') return first
  const content = first.content
  return typeof content === 'string' ? content : undefined
}

export const empty = (): Record<string, ReplyValue> => Object.create(null)
export const textMap = (content: string): ReplyMap => Object.assign(empty(), { content })
