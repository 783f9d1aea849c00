import { generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'

/** PEM texts. */
export interface KeyAndCertificate {
  readonly key: string
  readonly cert: string
}

export interface Certificates {
  /** The authority to trust. */
  readonly ca: string
  /** For 127.0.0.1 and localhost, valid. */
  readonly good: KeyAndCertificate
  /** The same, but its time is over. */
  readonly expired: KeyAndCertificate
  /** For other.example.org only. */
  readonly wrongName: KeyAndCertificate
  /** Right names, signed by itself. */
  readonly selfSigned: KeyAndCertificate
  /** For a client. */
  readonly client: KeyAndCertificate
}

/** Fresh certificates of an authority of its own, made without any other program. */
export function makeCertificates(): Certificates {
  const authority = makeKey()
  const ca = { name: 'Test Authority', key: authority.privateKey }
  const day = 24 * 3600 * 1000
  const from = (days: number): Date => new Date(Date.now() + days * day)
  const valid = { notBefore: from(-1), notAfter: from(30) }
  const here = ['localhost', '127.0.0.1']
  const issue = (name: string, names: readonly string[], validity = valid): KeyAndCertificate => {
    const { privateKey, publicKey } = makeKey()
    return { key: pem(privateKey), cert: certificate({ name, names, publicKey, issuer: ca, ...validity }) }
  }
  const own = makeKey()
  return {
    ca: certificate({ name: ca.name, publicKey: authority.publicKey, issuer: ca, authority: true, ...valid }),
    good: issue('localhost', here),
    expired: issue('localhost', here, { notBefore: from(-30), notAfter: from(-2) }),
    wrongName: issue('other.example.org', ['other.example.org']),
    selfSigned: {
      key: pem(own.privateKey),
      cert: certificate({
        name: 'localhost',
        names: here,
        publicKey: own.publicKey,
        issuer: { name: 'localhost', key: own.privateKey },
        ...valid,
      }),
    },
    client: issue('client', []),
  }
}

const makeKey = () => generateKeyPairSync('ec', { namedCurve: 'prime256v1' })
const pem = (key: KeyObject): string => key.export({ type: 'pkcs8', format: 'pem' }).toString()

interface Request {
  readonly name: string
  readonly names?: readonly string[]
  readonly publicKey: KeyObject
  readonly issuer: { readonly name: string; readonly key: KeyObject }
  readonly notBefore: Date
  readonly notAfter: Date
  readonly authority?: boolean
}

/** An X.509 v3 certificate (RFC 5280) signed with ECDSA and SHA-256, as PEM. */
function certificate(request: Request): string {
  const body = sequence(
    tagged(0xa0, integer(Buffer.of(2))),
    integer(Buffer.concat([Buffer.of(1), randomBytes(15)])),
    ecdsaWithSha256,
    commonName(request.issuer.name),
    sequence(time(request.notBefore), time(request.notAfter)),
    commonName(request.name),
    request.publicKey.export({ type: 'spki', format: 'der' }),
    tagged(0xa3, sequence(...extensions(request))),
  )
  const signature = sign('sha256', body, request.issuer.key)
  const der = sequence(body, ecdsaWithSha256, tagged(0x03, Buffer.of(0), signature))
  const lines = der.toString('base64').match(/.{1,64}/g) ?? []
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`
}

function extensions({ authority, names = [] }: Request): Buffer[] {
  const basic = extension('551d13', sequence(...(authority ? [tagged(0x01, Buffer.of(0xff))] : [])))
  const alternative = names.map((name) =>
    /^[\d.]+$/.test(name) ? tagged(0x87, Buffer.from(name.split('.').map(Number))) : tagged(0x82, Buffer.from(name)),
  )
  return alternative.length ? [basic, extension('551d11', sequence(...alternative))] : [basic]
}

/** Distinguished encoding (X.690): tag, length, content. */
function tagged(tag: number, ...content: readonly Buffer[]): Buffer {
  const inner = Buffer.concat(content)
  const { length } = inner
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 0xff]
  return Buffer.concat([Buffer.of(tag, ...size), inner])
}

const sequence = (...content: readonly Buffer[]): Buffer => tagged(0x30, ...content)
const integer = (value: Buffer): Buffer => tagged(0x02, value)
const identifier = (hex: string): Buffer => tagged(0x06, Buffer.from(hex, 'hex'))
const extension = (hex: string, value: Buffer): Buffer => sequence(identifier(hex), tagged(0x04, value))
const ecdsaWithSha256 = sequence(identifier('2a8648ce3d040302'))
const commonName = (name: string): Buffer =>
  sequence(tagged(0x31, sequence(identifier('550403'), tagged(0x0c, Buffer.from(name)))))
/** GeneralizedTime. */
const time = (date: Date): Buffer =>
  tagged(0x18, Buffer.from(`${date.toISOString().slice(0, 19).replaceAll(/[-:T]/g, '')}Z`))
