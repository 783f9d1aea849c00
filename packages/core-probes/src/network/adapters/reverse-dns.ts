import { promises } from 'node:dns'

/** The names that this machine's table of hosts, or else a name server, has for an address: asked once, within `timeoutMs`. */
export function reverseDns(timeoutMs: number): {
  readonly ask: (address: string) => Promise<readonly string[] | 'silent'>
  readonly close: () => void
} {
  const resolver = new promises.Resolver({ timeout: timeoutMs, tries: 1 })
  return {
    async ask(address) {
      try {
        return await resolver.reverse(address)
      } catch (error) {
        const { code } = error as NodeJS.ErrnoException
        return code === 'ENOTFOUND' || code === 'ENODATA' || code === 'ENONAME' ? [] : 'silent'
      }
    },
    close: () => resolver.cancel(),
  }
}
