/** A value without what may be a password in a URL; one with several URLs is a list, and each of its entries comes alone. */
export const mask = (text: string): string =>
  text.replace(/^([a-z][a-z0-9+.-]*:\/\/)?[^/?#\s]*:[^/?#\s]*@/i, '$1<redacted>@')
