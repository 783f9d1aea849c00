import type { X509Certificate } from 'node:crypto'
import { isIP } from 'node:net'
import { checkServerIdentity, type TLSSocket } from 'node:tls'
import { fingerprintOf, matchesFingerprint } from './fingerprint.ts'
import type { Trust } from './load.ts'

export interface PeerProblem {
  readonly kind: 'chain' | 'name' | 'fingerprint'
  /** `certificate verify failed`, `hostname verification failed`, `fingerprint mismatch`. */
  readonly reason: string
  /** What is wrong with which certificate, and the option that cures it. */
  readonly hint: string
}

/** What the codes of the chain verification mean; OpenSSL's X509_V_ERR_*. */
const causes: Readonly<Record<string, string>> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: 'it is self-signed',
  SELF_SIGNED_CERT_IN_CHAIN: 'its chain ends in an authority that is not trusted here',
  UNABLE_TO_GET_ISSUER_CERT: 'an authority of its chain is not known here',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'its authority is not known here',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its authority is not known here, or the server does not send its chain',
  CERT_HAS_EXPIRED: 'it has expired',
  CERT_NOT_YET_VALID: 'it is not valid yet (is the clock right?)',
  CERT_REVOKED: 'it is revoked',
}

const oneLine = (text: string): string => text.replace(/[\x00-\x1f\x7f-\x9f]+/g, ', ').slice(0, 200)

const describe = (leaf: X509Certificate): string =>
  `certificate of ${oneLine(leaf.subject || 'nobody')}, issued by ${oneLine(leaf.issuer || 'nobody')}, valid from ${leaf.validFrom} to ${leaf.validTo}`

/**
 * Whether this connection, whose handshake is done, ends where it should: undefined, or what is wrong.
 * The handshake itself refuses nothing, since its refusal would not tell whose certificate it was, nor let a
 * fingerprint stand for the chain; so nothing may be written before this has answered.
 */
export function verifyPeer(socket: TLSSocket, host: string, trust: Trust): PeerProblem | undefined {
  if (!trust.check) return undefined
  const leaf = socket.getPeerX509Certificate()
  if (leaf === undefined) {
    return { kind: 'chain', reason: 'certificate verify failed', hint: 'the server has no certificate' }
  }
  const pin = `--ssl-fingerprint 'sha256$${fingerprintOf(leaf, 'sha256')}'`
  if (trust.fingerprints.length > 0) {
    if (matchesFingerprint(leaf, trust.fingerprints)) return undefined
    return {
      kind: 'fingerprint',
      reason: 'fingerprint mismatch',
      hint: `${describe(leaf)}: none of the given fingerprints is its own, which would be ${pin}`,
    }
  }
  if (!socket.authorized) {
    const code = String(socket.authorizationError)
    return {
      kind: 'chain',
      reason: 'certificate verify failed',
      hint: `${describe(leaf)}: ${causes[code] ?? code}; trust its authority with --ca-cert-file or --ca-cert-dir, or this certificate with ${pin}`,
    }
  }
  const name = host.replace(/^\[|\]$/g, '')
  if (checkServerIdentity(name, leaf.toLegacyObject()) === undefined) return undefined
  const names = oneLine(leaf.subjectAltName ?? leaf.subject)
  return {
    kind: 'name',
    reason: 'hostname verification failed',
    hint: `${describe(leaf)}: it is for ${names}, not for ${isIP(name) ? 'the address ' : ''}${name}; use that name in --url, or trust this certificate with ${pin}`,
  }
}
