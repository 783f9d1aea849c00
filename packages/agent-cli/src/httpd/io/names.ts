import { lookup as resolve } from 'node:dns/promises'
import { readFileSync } from 'node:fs'
import { hostname } from 'node:os'
import type { Lookup } from '../trust/trust-set.ts'

/** As every program of this machine resolves names: hosts file, DNS and what else it is set to. */
export const lookup: Lookup = async (host) => (await resolve(host, { all: true })).map(({ address }) => address)

/** Domains that this machine completes names with: resolv.conf(5). */
export const searchDomains = (text: string): readonly string[] =>
  [...text.slice(0, 65_536).matchAll(/^[ \t]*(?:search|domain)[ \t]+(.+)$/gm)]
    .flatMap(([, domains = '']) => domains.trim().split(/\s+/))
    .filter((domain) => /^[\w.-]+$/.test(domain) && !/^\.*$/.test(domain))
    .slice(0, 32)

function resolvConf(): string {
  try {
    return readFileSync('/etc/resolv.conf', 'utf8')
  } catch {
    return ''
  }
}

/** Names that this machine has for itself, in lower case. */
export function ownNames(name = hostname(), conf = resolvConf()): readonly string[] {
  const whole = name.toLowerCase().replace(/\.$/, '')
  if (whole === '') return ['localhost']
  const [short = whole] = whole.split('.', 1)
  const more = searchDomains(conf).map((domain) => `${short}.${domain.toLowerCase().replace(/^\.|\.$/g, '')}`)
  return [...new Set(['localhost', whole, short, ...more])]
}
