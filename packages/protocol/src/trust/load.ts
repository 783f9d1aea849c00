import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { createSecureContext, type SecureContext } from 'node:tls'
import { type Fingerprint, parseFingerprint } from './fingerprint.ts'
import { certificatesOf, hasPrivateKey } from './pem.ts'
import { systemCertificates } from './system.ts'

/** What the user says about whom to trust. Authorities of file and folder add up, and replace those of the system. */
export interface TrustOptions {
  /** PEM bundle. */
  readonly caCertFile?: string
  /** Folder: every `*.pem`, `*.crt` and `*.0` in it. */
  readonly caCertDir?: string
  /** PEM with our certificate, its chain, and the private key. */
  readonly sslCertFile?: string
  /** `algo$hex` of the server's own certificate; when given, one of them has to match, and the chain is not looked at. */
  readonly sslFingerprints?: readonly string[]
  /** Neither chain nor name is verified. */
  readonly noSslCheck?: boolean
}

export interface Trust {
  readonly check: boolean
  readonly fingerprints: readonly Fingerprint[]
  /** TLS 1.2 or newer; made at the first use. Our own certificate is in it only when asked, for the target's own origin. */
  context(own: boolean): SecureContext
}

/** An option that cannot be honoured: the path is missing, unreadable, or has not what it should. */
export class TrustError extends Error {
  override readonly name = 'TrustError'
}

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'not readable',
  EISDIR: 'a directory',
  ENOTDIR: 'not a directory',
}

function read(what: string, path: string): Buffer {
  try {
    if (!statSync(path).isFile()) throw new TrustError(`${what} ${path} is not a regular file`)
    return readFileSync(path)
  } catch (error) {
    throw failure(what, path, error)
  }
}

function failure(what: string, path: string, error: unknown): Error {
  if (error instanceof TrustError) return error
  const code = String((error as NodeJS.ErrnoException).code)
  return new TrustError(
    code === 'ENOENT' ? `non-existing ${what} ${path}` : `${what} ${path} is ${reasons[code] ?? code}`,
  )
}

function authoritiesOfFolder(path: string): string[] {
  let names: string[]
  try {
    names = readdirSync(path).sort()
  } catch (error) {
    throw failure('certificate directory', path, error)
  }
  const found = names
    .filter((name) => /\.(?:pem|crt|0)$/.test(name))
    .flatMap((name) => {
      try {
        return certificatesOf(read('certificate file', join(path, name)))
      } catch {
        // A dangling hash link or a private file must not take the others down.
        return []
      }
    })
  if (found.length === 0) throw new TrustError(`no certificate in directory ${path} (*.pem, *.crt, *.0)`)
  return found
}

/** Reads and checks all that the options name, now. Throws TrustError. */
export function loadTrust(options: TrustOptions, env: Readonly<Record<string, string | undefined>> = {}): Trust {
  const authorities: string[] = []
  if (options.caCertFile !== undefined) {
    const found = certificatesOf(read('certificate file', options.caCertFile))
    if (found.length === 0) throw new TrustError(`no certificate in file ${options.caCertFile}`)
    authorities.push(...found)
  }
  if (options.caCertDir !== undefined) authorities.push(...authoritiesOfFolder(options.caCertDir))
  const fingerprints = (options.sslFingerprints ?? []).map((text) => {
    const parsed = parseFingerprint(text)
    if (parsed === undefined)
      throw new TrustError(`invalid fingerprint "${text}" (algorithm$hexadecimal expected, like sha256$3A5F...)`)
    return parsed
  })
  const own = options.sslCertFile === undefined ? undefined : ownCertificate(options.sslCertFile)
  const check = options.noSslCheck !== true

  const make = (identity: string | undefined): SecureContext =>
    createSecureContext({
      minVersion: 'TLSv1.2',
      ...(check && {
        ca: authorities.length > 0 ? [...new Set(authorities)] : [...systemCertificates(env.NODE_EXTRA_CA_CERTS)],
      }),
      ...(identity !== undefined && { cert: identity, key: identity }),
    })
  const made = new Map<boolean, SecureContext>()
  return {
    check,
    fingerprints,
    context(withOwn) {
      const wanted = withOwn && own !== undefined
      const context = made.get(wanted) ?? make(wanted ? own : undefined)
      made.set(wanted, context)
      return context
    },
  }
}

function ownCertificate(path: string): string {
  const pem = read('certificate file', path).toString('latin1')
  if (certificatesOf(Buffer.from(pem, 'latin1')).length === 0) throw new TrustError(`no certificate in file ${path}`)
  if (!hasPrivateKey(pem))
    throw new TrustError(`no private key in file ${path} (certificate and key are expected in one PEM file)`)
  try {
    createSecureContext({ cert: pem, key: pem })
  } catch {
    throw new TrustError(`certificate and key of file ${path} do not fit, or the key is encrypted`)
  }
  return pem
}
