import { createHash, X509Certificate } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as tls from 'node:tls'
import { makeCertificates } from '@fusioninventory/testkit'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { fingerprintOf, matchesFingerprint, parseFingerprint } from './fingerprint.ts'
import { loadTrust, TrustError } from './load.ts'
import { certificatesOf, hasPrivateKey } from './pem.ts'
import { systemCertificates } from './system.ts'

const certificates = makeCertificates()
const folder = mkdtempSync(join(tmpdir(), 'fi-trust-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const file = (name: string, content: string | Uint8Array): string => {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}
const { ca, good, client } = certificates

describe('certificatesOf', () => {
  it('finds PEM blocks between other text, and DER', () => {
    const text = `# comment\n${ca}\r\njunk\n${good.cert}${good.key}`
    expect(certificatesOf(Buffer.from(text)).map((pem) => new X509Certificate(pem).subject)).toEqual([
      'CN=Test Authority',
      'CN=localhost',
    ])
    const der = new X509Certificate(ca).raw
    expect(certificatesOf(der).map((pem) => new X509Certificate(pem).fingerprint256)).toEqual([
      new X509Certificate(ca).fingerprint256,
    ])
    expect(certificatesOf(Buffer.from('-----BEGIN CERTIFICATE-----\nnever ends'))).toEqual([])
  })

  it('is total', () => {
    fc.assert(fc.property(fc.uint8Array(), (bytes) => Array.isArray(certificatesOf(bytes))))
  })

  it('knows keys', () => {
    expect(['', 'EC ', 'RSA ', 'ENCRYPTED '].every((kind) => hasPrivateKey(`-----BEGIN ${kind}PRIVATE KEY-----`))).toBe(
      true,
    )
    expect(hasPrivateKey(good.cert)).toBe(false)
  })
})

describe('fingerprints', () => {
  const certificate = new X509Certificate(good.cert)
  const hex = createHash('sha256').update(certificate.raw).digest('hex')

  it.each([
    `sha256$${hex}`,
    `SHA-256$${hex.toUpperCase()}`,
    hex,
    `sha256$${certificate.fingerprint256}`,
    `sha1$${certificate.fingerprint}`,
  ])('%s', (text) => {
    const parsed = parseFingerprint(text)
    expect(parsed && matchesFingerprint(certificate, [parsed])).toBe(true)
    expect(parsed && matchesFingerprint(new X509Certificate(ca), [parsed])).toBe(false)
  })

  it('of the public key alone', () => {
    const parsed = parseFingerprint(`sha256$pub$${fingerprintOf(certificate, 'sha256', true)}`)
    expect(parsed && matchesFingerprint(certificate, [parsed])).toBe(true)
    expect(parsed?.hex).not.toBe(hex)
  })

  it.each([
    '',
    'sha256$',
    'sha256$12',
    `md5$${'0'.repeat(32)}`,
    `sha256$${'g'.repeat(64)}`,
    `constructor$${hex}`,
    `sha256$x$${hex}`,
    hex.slice(1),
  ])('%j is none', (text) => {
    expect(parseFingerprint(text)).toBeUndefined()
  })
})

describe('loadTrust', () => {
  it.each([
    [{ caCertFile: join(folder, 'none.pem') }, /^non-existing certificate file .*none\.pem$/],
    [{ caCertDir: join(folder, 'none') }, /^non-existing certificate directory .*none$/],
    [{ sslCertFile: join(folder, 'none.pem') }, /^non-existing certificate file .*none\.pem$/],
    [{ caCertFile: folder }, /is not a regular file$/],
    [{ caCertDir: file('plain', 'x') }, /is not a directory$/],
    [{ caCertFile: file('empty.txt', '') }, /^no certificate in file .*empty\.txt$/],
    [{ sslCertFile: file('cert-only.pem', client.cert) }, /no private key in file/],
    [{ sslCertFile: file('mixed.pem', client.cert + good.key) }, /do not fit/],
    [{ sslFingerprints: ['sha256$12'] }, /invalid fingerprint "sha256\$12"/],
  ])('%j is an error at once', (options, message) => {
    expect(() => loadTrust(options)).toThrow(TrustError)
    expect(() => loadTrust(options)).toThrow(message)
  })

  it('reads a folder: *.pem, *.crt and *.0, whatever else is in it', () => {
    const dir = join(folder, 'dir')
    mkdirSync(dir)
    expect(() => loadTrust({ caCertDir: dir })).toThrow(/no certificate in directory/)
    writeFileSync(join(dir, 'readme.txt'), ca)
    expect(() => loadTrust({ caCertDir: dir })).toThrow(/no certificate in directory/)
    writeFileSync(join(dir, 'a.crt'), new X509Certificate(ca).raw)
    symlinkSync('a.crt', join(dir, '12345678.0'))
    symlinkSync('gone.pem', join(dir, 'dangling.0'))
    mkdirSync(join(dir, 'sub.pem'))
    expect(loadTrust({ caCertDir: dir }).check).toBe(true)
  })

  it('makes one context for all, and another with our certificate', () => {
    const trust = loadTrust({ caCertFile: file('ca.pem', ca), sslCertFile: file('own.pem', client.key + client.cert) })
    expect(trust.context(false)).toBe(trust.context(false))
    expect(trust.context(true)).toBe(trust.context(true))
    expect(trust.context(true)).not.toBe(trust.context(false))
    const without = loadTrust({ caCertFile: join(folder, 'ca.pem') })
    expect(without.context(true)).toBe(without.context(false))
  })
})

describe('systemCertificates', () => {
  it('takes the first bundle that holds any, and adds the extra ones', () => {
    const bundle = file('bundle.crt', ca + good.cert)
    const paths = [join(folder, 'missing'), file('hollow.crt', '# nothing'), bundle, file('second.crt', client.cert)]
    expect(systemCertificates(undefined, paths)).toHaveLength(2)
    expect(systemCertificates(file('extra.pem', client.cert), paths)).toHaveLength(3)
    expect(systemCertificates(join(folder, 'missing'), paths)).toHaveLength(2)
  })

  it('never leaves one without any', () => {
    expect(systemCertificates(undefined, []).length).toBeGreaterThan(50)
    expect(tls.rootCertificates.length).toBeGreaterThan(50)
  })
})
