/** Bounds for JSON that others wrote. */
const limits = { bytes: 4 * 1024 * 1024, depth: 32 }

const forbidden = new Set(['__proto__', 'constructor', 'prototype'])

/**
 * JSON as values whose objects have no prototype; keys that could reach one are left out.
 * undefined when it is no JSON, or beyond 4 MiB or 32 levels.
 */
export function parseJson(text: string): unknown {
  if (text.length > limits.bytes || depthOf(text) > limits.depth) return undefined
  try {
    return JSON.parse(text, (_, value: unknown) => {
      if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
      const safe: Record<string, unknown> = Object.create(null)
      for (const [key, one] of Object.entries(value)) if (!forbidden.has(key)) safe[key] = one
      return safe
    })
  } catch {
    return undefined
  }
}

/** Deepest nesting of brackets outside strings. */
function depthOf(text: string): number {
  let depth = 0
  let deepest = 0
  let quoted = false
  for (let at = 0; at < text.length; at++) {
    const char = text.charCodeAt(at)
    if (quoted) {
      if (char === 0x5c) at++
      else if (char === 0x22) quoted = false
    } else if (char === 0x22) quoted = true
    else if (char === 0x5b || char === 0x7b) deepest = Math.max(deepest, ++depth)
    else if (char === 0x5d || char === 0x7d) depth--
  }
  return deepest
}

/** The object, or undefined when the value is something else. */
export const objectOf = (value: unknown): Readonly<Record<string, unknown>> | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined
