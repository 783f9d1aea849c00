/** What a question of the REST dialect can hold. undefined, null-like and empty values are left out. */
export type RestValue = string | number | undefined | readonly RestValue[] | { readonly [key: string]: RestValue }

/** The longest value, percent-encoded. */
const longest = 1500

/** UTF-8, and all but letters, digits, `-`, `.`, `_` and `~` (RFC 3986 section 2.3). */
const encoded = (text: string): string =>
  encodeURIComponent(text.replace(/\p{Cs}/gu, '\ufffd')).replace(
    /[!'()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  )

/** A value that is too long loses its beginning, five characters at a time, and says so. */
function shortened(text: string): string {
  const whole = encoded(text)
  if (whole.length <= longest) return whole
  const chars = Array.from(text.length > 2 * longest ? text.slice(-2 * longest) : text)
  const offset = chars.length % 5
  for (let at = offset; at < chars.length; at += 5) {
    const rest = encoded(`…${chars.slice(at).join('')}`)
    if (rest.length <= longest) return rest
  }
  return encoded('…')
}

/** `a=1&list%5B%5D=x&map%5Bkey%5D=y`: names encoded too, or a name of others could bring in arguments of its own. */
export function queryOf(values: { readonly [key: string]: RestValue }): string {
  const parts: string[] = []
  const put = (name: string, value: RestValue): void => {
    if (value === undefined || value === '') return
    if (typeof value === 'string' || typeof value === 'number')
      parts.push(`${encoded(name)}=${shortened(String(value))}`)
    else if (Array.isArray(value)) for (const one of value as readonly RestValue[]) put(`${name}[]`, one)
    else for (const [key, one] of Object.entries(value)) put(`${name}[${key}]`, one)
  }
  for (const [name, value] of Object.entries(values)) put(name, value)
  return parts.join('&')
}

/** The URL of a call. What stands in the query of the target stays. */
export function restUrl(target: URL, values: { readonly [key: string]: RestValue }): URL {
  const url = new URL(target)
  url.username = ''
  url.password = ''
  url.hash = ''
  url.search = [url.search.slice(1), queryOf(values)].filter((part) => part !== '').join('&')
  return url
}
