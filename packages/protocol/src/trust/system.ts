import { readFileSync } from 'node:fs'
import * as tls from 'node:tls'
import { certificatesOf } from './pem.ts'

/** Where systems keep their bundle: Debian, Fedora and RHEL (new, old), SUSE, BSD and macOS, Alpine, OpenBSD, Solaris. */
const bundles = [
  '/etc/ssl/certs/ca-certificates.crt',
  '/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem',
  '/etc/pki/tls/certs/ca-bundle.crt',
  '/etc/ssl/ca-bundle.pem',
  '/etc/ssl/cert.pem',
  '/usr/local/share/certs/ca-root-nss.crt',
  '/etc/openssl/certs/ca-certificates.crt',
  '/etc/certs/ca-certificates.crt',
]

/** Newer Nodes read the store of the system themselves (Windows, macOS). */
const native = tls as typeof tls & { getCACertificates?: (kind: 'system') => string[] }

const fileOf = (path: string): string[] => {
  try {
    return certificatesOf(readFileSync(path))
  } catch {
    return []
  }
}

/**
 * The authorities that the system trusts, and those of NODE_EXTRA_CA_CERTS, which Node forgets once a list is given.
 * Without a store of the system: those that Node brings along.
 */
export function systemCertificates(extra: string | undefined, paths: readonly string[] = bundles): readonly string[] {
  let system: readonly string[] = []
  for (const path of paths) {
    system = fileOf(path)
    if (system.length > 0) break
  }
  if (system.length === 0) system = native.getCACertificates?.('system') ?? []
  if (system.length === 0) system = tls.rootCertificates
  return extra ? [...system, ...fileOf(extra)] : system
}
