import { X509Certificate } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { makeCertificates, runBin } from '@fusioninventory/testkit'
import { describe, expect, test } from 'vitest'
import { expectFailure, expectSuccess, folder, ID, inventory, inventoryFile, serve } from './kit.ts'

const certificates = makeCertificates()
const pem = (name: string, text: string): string => {
  const file = join(folder(), name)
  writeFileSync(file, text)
  return file
}
const send = (url: string, options: readonly string[] = [], env: Record<string, string> = {}) =>
  runBin('protocol', [...options, '--url', url, 'send', inventoryFile()], { env })

describe('protocol send over TLS', () => {
  const mutual = () => serve({ tls: { ...certificates.good, clientCa: certificates.ca } })

  test('authorities by file and folder, and our own certificate', async () => {
    const server = await mutual()
    const ca = pem('ca.pem', certificates.ca)
    const own = pem('own.pem', certificates.client.cert + certificates.client.key)
    for (const trust of [
      ['--ca-cert-file', ca],
      ['--ca-cert-dir', join(ca, '..')],
    ]) {
      const result = await send(server.url, [...trust, '--ssl-cert-file', own])
      expectSuccess(result)
      expect(result.stdout.toString()).toMatch(/: sent\n$/)
      expectFailure(await send(server.url, trust), 1, /./)
    }
    expect(server.requests).toHaveLength(2)
    expect(server.inventories.has(ID)).toBe(true)
  })

  test('not a server that nothing vouches for; a fingerprint does; --no-ssl-check says what it does', async () => {
    const server = await serve({ tls: certificates.selfSigned })
    expectFailure(await send(server.url), 1, /certificate verify failed/)
    const print = new X509Certificate(certificates.selfSigned.cert).fingerprint256
    expectSuccess(await send(server.url, ['--ssl-fingerprint', `sha256$${print}`]))
    const result = await send(server.url, ['--no-ssl-check'])
    expectSuccess(result)
    expect(result.stderr).toMatch(/^\[warning\] the certificate of https:\/\/127\.0\.0\.1:\d+ is not verified/m)
    expect(server.requests).toHaveLength(2)
  })

  test('a password from a file, over TLS', async () => {
    const auth = { user: 'agent', password: 'canary-0815' }
    const server = await serve({ tls: certificates.good, auth })
    const options = ['--ca-cert-file', pem('ca.pem', certificates.ca), '--user', 'agent', '--debug', '--debug']
    const result = await send(server.url, [...options, '--password-file', pem('password', `${auth.password}\n`)])
    expectSuccess(result)
    expect(result.stderr + result.stdout.toString()).not.toContain('canary')
  })
})

test('protocol send --retries tries again', async () => {
  const server = await serve({
    fault: (_, n) => (n === 1 ? { kind: 'status', status: 503, headers: { 'Retry-After': '0' } } : undefined),
  })
  expectFailure(await send(server.url), 1, /503/)
  const again = await serve({
    fault: (_, n) => (n === 1 ? { kind: 'status', status: 503, headers: { 'Retry-After': '0' } } : undefined),
  })
  expectSuccess(await send(again.url, ['--retries', '1']))
  expect(again.inventories.get(ID)?.unpacked?.body.toString()).toBe(inventory(ID))
})
