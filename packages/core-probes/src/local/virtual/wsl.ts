import { type Host, valueOf as ifOk } from '../../host/port.ts'
import { md5 } from '../hash.ts'
import { once, type Source } from '../probe.ts'

/** A distribution under Windows: who started it, and what it is called there. */
export interface WslAccount {
  readonly distribution: string
  readonly user: string
  readonly sid: string
}

/** `"DOMAIN\user","S-1-5-21-..."` as `whoami.exe /user /fo csv /nh` prints it. */
export function parseWhoami(text: string): { readonly user: string; readonly sid: string } | undefined {
  const parts = /^"(?:[^"\\]*\\)?([^"\\]{1,256})","(S-1-[0-9-]{3,180})"\s*$/.exec(text)
  return parts ? { user: parts[1] ?? '', sid: parts[2] ?? '' } : undefined
}

const whoami = ['/mnt/c/Windows/System32/whoami.exe', '/user', '/fo', 'csv', '/nh'] as const

/** All that `wslAccount` may read. */
export const wslReads: readonly Source[] = [{ fact: 'env' }, { command: whoami }]

export const wslAccount = once(async (host: Host): Promise<WslAccount | undefined> => {
  const distribution = ifOk(await host.facts.env())?.WSL_DISTRO_NAME
  if (!distribution) return undefined
  const output = ifOk(await host.commands.run(whoami))
  const account = parseWhoami(output?.stdout ?? '')
  return account && { distribution, ...account }
})

/** Name space for names of DNS (RFC 4122, appendix C). */
const dnsNameSpace = Buffer.from('6ba7b8109dad11d180b400c04fd430c8', 'hex')

/** UUID version 3 of `<SID>/<distribution>`, upper case: the one that the Windows side gives the same guest. */
export function wslUuid(sid: string, distribution: string): string {
  const hash = Buffer.from(md5(Buffer.concat([dnsNameSpace, Buffer.from(`${sid}/${distribution}`)])))
  hash[6] = ((hash[6] ?? 0) & 0x0f) | 0x30
  hash[8] = ((hash[8] ?? 0) & 0x3f) | 0x80
  return hash
    .toString('hex')
    .replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
    .toUpperCase()
}
