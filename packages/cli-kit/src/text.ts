/** Text from anywhere, made fit for one line of a terminal or a log. */

const named: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' }

const escaped = (char: string): string => {
  const code = char.charCodeAt(0)
  if (code >= 0xdc80 && code <= 0xdcff) return `\\x${(code - 0xdc00).toString(16)}`
  return named[char] ?? (code < 0x100 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u${code.toString(16)}`)
}

// C0, DEL, C1, line and paragraph separator, writing-direction overrides, and lone surrogates (bytes that were no UTF-8).
const unsafe =
  /[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g

/** Control characters as `\n`, `\x1b`, `\u202e`: nothing that a stranger wrote can move the cursor or forge a line. */
export const escapeControls = (text: string): string => text.replace(unsafe, escaped)

/** At most `max` characters, the cut marked. */
export const capped = (text: string, max = 8192): string => (text.length <= max ? text : `${text.slice(0, max - 3)}...`)

// What stands between `://` and the last `@` before the path. Linear: the text after `://` holds no further `/`.
const userInfo = /:\/\/[^\s/?#]*@/g

/** URLs without `user:password@`. */
export const withoutUserInfo = (text: string): string => text.replace(userInfo, '://')

/**
 * One word of a command line without what may be a user and a password: all between the scheme, where there is one, and
 * the last `@`. Stricter than for running text, since a password that was not encoded may hold a slash or a blank.
 */
export function wordWithoutUserInfo(word: string): string {
  const scheme = /^[a-z][a-z0-9+.-]*:\/\//i.exec(word)?.[0] ?? ''
  const at = word.lastIndexOf('@')
  const secret = at >= scheme.length && (scheme !== '' || word.slice(0, at).includes(':'))
  return secret ? `${scheme}${word.slice(at + 1)}` : word
}

/** One safe line of bounded length. */
export const oneLine = (text: string): string => capped(escapeControls(withoutUserInfo(text.slice(0, 65_536))))
