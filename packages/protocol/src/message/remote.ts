const nameOf = (host: string): string => host.toLowerCase().replace(/\.$/, '')

/**
 * A URL that a server sends us to: http or https, on the host of the target or one of those allowed, without user-info, and not
 * from https to http. The URL, or in one line why it is not followed.
 */
export function remoteOf(text: string, target: URL, foreign: readonly string[] = []): URL | string {
  const url = text.length <= 2048 && URL.canParse(text) ? new URL(text) : undefined
  if (url === undefined) return 'it is no URL'
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return `${url.protocol} is neither http nor https`
  if (url.username !== '' || url.password !== '') return 'it has a user name or password in it'
  const host = nameOf(url.hostname)
  if (host !== nameOf(target.hostname) && !foreign.some((one) => nameOf(one) === host))
    return `${host} is not the host of the target; --allow-foreign-remote may allow it`
  if (target.protocol === 'https:' && url.protocol === 'http:') return 'it leads from https to http'
  url.hash = ''
  return url
}
