const longest = 500

/** Words of others on one line: white space, control and direction characters become one blank, at most 500 characters. */
export function oneLine(text: string): string {
  const line = text
    .slice(0, 16 * longest)
    .replace(/[\s\p{Cc}\p{Cs}\u200e\u200f\u2028-\u202e\u2066-\u2069]+/gu, ' ')
    .trim()
  return line.length > longest ? `${line.slice(0, longest).replace(/\p{Cs}$/u, '')}...` : line
}
