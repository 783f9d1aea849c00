const part = /\s*([\w-]+)\s*[:=]\s*((?:"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|\\.|[^,"'\\])(?:\\.|[^,\\])*|)\s*(?:,|$)/sy

/**
 * `key:value,key:value`: values plain, where a backslash takes the meaning from the next character, or in quotes. Names
 * in upper case. Undefined for a text that is none, for one name given twice too: nothing of it is told, for it may hold
 * secrets.
 */
export function parsePairs(text: string): Readonly<Record<string, string>> | undefined {
  const pairs = new Map<string, string>()
  for (let at = 0; at < text.length; at = part.lastIndex) {
    part.lastIndex = at
    const [whole, key = '', value = ''] = part.exec(text) ?? []
    if (!whole || pairs.has(key.toUpperCase())) return undefined
    pairs.set(key.toUpperCase(), unquoted(value))
  }
  return Object.fromEntries(pairs)
}

function unquoted(value: string): string {
  const quoted = /^(["'])((?:\\.|(?!\1)[^\\])*)\1\s*$/s.exec(value)?.[2]
  return (quoted ?? value.trim()).replace(/\\(.)/gs, '$1')
}
