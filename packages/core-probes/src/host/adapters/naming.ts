/** Names of a machine from its own files: no resolver is asked, so nothing can block. Pure. */

/** Fields of each line without its comment. */
const linesOf = (text: string): readonly (readonly string[])[] =>
  text.split('\n').map((line) => (line.split(/[#;]/, 1)[0] ?? '').trim().split(/\s+/))

/**
 * The fully qualified name as `hostname -f` finds it in files: the first name of the host's line in hosts(5), else the
 * host name with the domain, or first search word, of resolv.conf(5), of which the last line holds.
 */
export function fqdnOf(hostname: string, hosts: string, resolvConf: string): string | undefined {
  if (hostname === '' || hostname.includes('.')) return hostname || undefined
  const wanted = hostname.toLowerCase()
  const line = linesOf(hosts).find(([, ...names]) => names.some((name) => name.toLowerCase() === wanted))
  if (line?.[1]) return line[1]
  const domain = linesOf(resolvConf)
    .filter(([key]) => key === 'domain' || key === 'search')
    .at(-1)?.[1]
    ?.replace(/^\.|\.$/g, '')
  return domain ? `${hostname}.${domain}` : undefined
}

const ZONE = /^[A-Za-z][\w+-]*(?:\/[\w+-]+)*$/

/** The Olson name that a TZ variable, a localtime link or a line of /etc/timezone tells. */
export function zoneName(text: string | undefined): string | undefined {
  const name = text
    ?.trim()
    .replace(/^:/, '')
    .replace(/^.*\/zoneinfo\/(?:posix\/|right\/)?/, '')
  return name !== undefined && name.length < 100 && ZONE.test(name) ? name : undefined
}

/** Name of a user in passwd(5). */
export function userOf(passwd: string, uid: number): string | undefined {
  for (const line of passwd.split('\n')) {
    const fields = line.split(':', 3)
    if (fields[0] && fields[2] === String(uid)) return fields[0]
  }
  return undefined
}
