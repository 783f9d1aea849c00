/** Name servers and domains of resolv.conf(5). */
export interface Resolver {
  readonly servers: readonly string[]
  /** Of `domain` and `search` lines the first word; sorted, each once. */
  readonly domains: readonly string[]
}

export function parseResolv(text: string): Resolver {
  const servers = new Set<string>()
  const domains = new Set<string>()
  for (const line of text.split('\n', 1000)) {
    const [keyword, value] = line.trim().split(/[ \t]+/, 2)
    const word = value?.replace(/\.+$/, '')
    if (!word) continue
    if (keyword === 'nameserver') servers.add(word)
    if (keyword === 'domain' || keyword === 'search') domains.add(word)
  }
  return { servers: [...servers].sort(), domains: [...domains].sort() }
}

/** The address under which systemd-resolved hides the real servers. */
export const isStub = ({ servers }: Resolver): boolean => servers.length === 1 && servers[0] === '127.0.0.53'
