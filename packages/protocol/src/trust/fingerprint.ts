import { createHash, type X509Certificate } from 'node:crypto'

/** Length of the digest in bytes. */
const algorithms: Readonly<Record<string, number>> = { sha1: 20, sha224: 28, sha256: 32, sha384: 48, sha512: 64 }

export interface Fingerprint {
  readonly algorithm: string
  /** Lower-case hex. */
  readonly hex: string
  /** Of the public key alone (`sha256$pub$...`), so that it survives a renewed certificate. */
  readonly publicKey: boolean
}

/**
 * `algo$hex` or `algo$pub$hex`, hex with or without colons, case ignored; without an algorithm 64 digits are SHA-256.
 * undefined when it is none of these.
 */
export function parseFingerprint(text: string): Fingerprint | undefined {
  const parts = text.trim().toLowerCase().split('$')
  const hex = (parts.at(-1) ?? '').replaceAll(':', '')
  const algorithm = parts.length > 1 ? (parts[0] ?? '').replace('-', '') : 'sha256'
  if (parts.length > 3 || (parts.length === 3 && parts[1] !== 'pub')) return undefined
  const length = Object.hasOwn(algorithms, algorithm) ? algorithms[algorithm] : undefined
  if (length === undefined || hex.length !== length * 2 || !/^[0-9a-f]+$/.test(hex)) return undefined
  return { algorithm, hex, publicKey: parts.length === 3 }
}

export const fingerprintOf = (certificate: X509Certificate, algorithm: string, publicKey = false): string =>
  createHash(algorithm)
    .update(publicKey ? certificate.publicKey.export({ type: 'spki', format: 'der' }) : certificate.raw)
    .digest('hex')

export const matchesFingerprint = (certificate: X509Certificate, list: readonly Fingerprint[]): boolean =>
  list.some(({ algorithm, hex, publicKey }) => fingerprintOf(certificate, algorithm, publicKey) === hex)
