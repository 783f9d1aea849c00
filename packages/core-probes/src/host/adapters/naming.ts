/** Names of a machine from its own files: no resolver is asked, so nothing can block. Pure. */

/** Fields of each line without its comment. */
const linesOf = (text: string): readonly (readonly string[])[] =>
  text.split('\n').map((line) => (line.split(/[#;]/, 1)[0] ?? '').trim().split(/\s+/))

/**
 * The fully qualified name in files: that of the host's line in hosts(5), else the host name with the domain, or first
 * search word, of resolv.conf(5), of which the last line holds. Without any domain the name as hosts(5) spells it.
 */
export function fqdnOf(hostname: string, hosts: string, resolvConf: string): string | undefined {
  if (hostname === '' || hostname.includes('.')) return hostname || undefined
  const wanted = hostname.toLowerCase()
  const named = (name: string): boolean => name.toLowerCase() === wanted
  const names =
    linesOf(hosts)
      .find(([, ...all]) => all.some(named))
      ?.slice(1) ?? []
  // The first name is the canonical one; on the line of `localhost` it is not that of this machine.
  const full = [...names.filter((name) => name.toLowerCase().startsWith(`${wanted}.`)), names[0] ?? ''].find(
    (name) => name.includes('.') && !/^localhost\./i.test(name),
  )
  if (full) return full
  const domain = linesOf(resolvConf)
    .filter(([key]) => key === 'domain' || key === 'search')
    .at(-1)?.[1]
    ?.replace(/^\.|\.$/g, '')
  return domain ? `${hostname}.${domain}` : names.find(named)
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
