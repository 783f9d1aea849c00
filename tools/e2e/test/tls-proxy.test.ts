import { X509Certificate } from 'node:crypto'
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { makeCertificates, runBin } from '@fusioninventory/testkit'
import { describe, expect, test } from 'vitest'
import { expectFailure, expectSuccess, folder, ID, inventoryFile, serve, serveProxy } from './kit.ts'

const certificates = makeCertificates()
const caFile = (): string => {
  const file = join(folder(), 'ca.pem')
  writeFileSync(file, certificates.ca)
  return file
}
const inject = (url: string, more: readonly string[] = [], env: Record<string, string> = {}, file = inventoryFile()) =>
  runBin('injector', ['--file', file, '--url', url, ...more], { env })

describe('certificates', () => {
  test('a good one, trusted by file or by folder', async () => {
    const server = await serve({ tls: certificates.good })
    const file = caFile()
    expectSuccess(await inject(server.url, ['--ca-cert-file', file]))
    expectSuccess(await inject(server.url, ['--ca-cert-dir', join(file, '..')]))
    expectSuccess(await inject(server.url.replace('127.0.0.1', 'localhost'), ['--ca-cert-file', file]))
    expect(server.requests).toHaveLength(3)
  })

  test('NODE_EXTRA_CA_CERTS adds an authority', async () => {
    const server = await serve({ tls: certificates.good })
    expectSuccess(await inject(server.url, [], { NODE_EXTRA_CA_CERTS: caFile() }))
  })

  test.each([
    ['unknown authority', 'good', false, /certificate verify failed/],
    ['expired', 'expired', true, /certificate verify failed|expired/],
    ['other name', 'wrongName', true, /hostname verification failed/],
    ['signed by itself', 'selfSigned', true, /certificate verify failed/],
  ] as const)('%s: refused, nothing is sent', async (_, name, trusted, says) => {
    const server = await serve({ tls: certificates[name] })
    const file = inventoryFile()
    const result = await inject(server.url, ['--remove', ...(trusted ? ['--ca-cert-file', caFile()] : [])], {}, file)
    expectFailure(result, 1, says)
    expect(server.requests).toHaveLength(0)
    expect(existsSync(file)).toBe(true)
  })

  test('--no-ssl-check takes any, and warns', async () => {
    const server = await serve({ tls: certificates.selfSigned })
    const result = await inject(server.url, ['--no-ssl-check', '--verbose'])
    expectSuccess(result)
    expect(result.stderr).toMatch(/^\[warning\] .*(ssl|tls|certificate)/im)
    expect(result.stdout.toString()).toMatch(/OK \(ssl check disabled\)/)
  })

  test('a fingerprint takes the place of the authority', async () => {
    const server = await serve({ tls: certificates.selfSigned })
    const print = new X509Certificate(certificates.selfSigned.cert).fingerprint256.replaceAll(':', '').toLowerCase()
    expectSuccess(await inject(server.url, ['--ssl-fingerprint', `sha256$${print}`]))
    const wrong = `sha256$${'0'.repeat(64)}`
    expectFailure(await inject(server.url, ['--ssl-fingerprint', wrong]), 1, /fingerprint|certificate/i)
    expect(server.requests).toHaveLength(1)
  })

  test('a client certificate where the server wants one', async () => {
    const server = await serve({ tls: { ...certificates.good, clientCa: certificates.ca } })
    const pem = join(folder(), 'client.pem')
    writeFileSync(pem, certificates.client.cert + certificates.client.key)
    expectSuccess(await inject(server.url, ['--ca-cert-file', caFile(), '--ssl-cert-file', pem]))
    expectFailure(await inject(server.url, ['--ca-cert-file', caFile()]), 1, /./)
  })

  test.each(['--ca-cert-file', '--ca-cert-dir'])('%s that is not there', async (option) => {
    const result = await inject('https://127.0.0.1:1/', [option, '/nonexistent'])
    expect([1, 2]).toContain(result.code)
    expect(result.stderr).toMatch(/\/nonexistent/)
    expect(result.stderr).not.toMatch(/^\s+at /m)
  })

  test('https never becomes http', async () => {
    const plain = await serve()
    const server = await serve({
      tls: certificates.good,
      fault: () => ({ kind: 'redirect', status: 307, location: plain.url }),
    })
    expectFailure(await inject(server.url, ['--ca-cert-file', caFile()]), 1, /redirect|http/i)
    expect(plain.requests).toHaveLength(0)
  })
})

describe('proxies', () => {
  const name = 'glpi.example.org'
  const auth = { user: 'pu', password: 'pr0xy-canary' }

  test('an option, with credentials that are never shown', async () => {
    const server = await serve()
    const proxy = await serveProxy({ auth, route: { [`${name}:80`]: { host: '127.0.0.1', port: server.port } } })
    const given = proxy.url.replace('//', `//pu:${auth.password}@`)
    const result = await inject(`http://${name}/plugins/fusioninventory/`, ['--proxy', given, '--debug', '--debug'])
    expectSuccess(result)
    expect(result.stderr).not.toContain(auth.password)
    expect(server.inventories.has(ID)).toBe(true)
    expect(server.requests[0]?.headers['proxy-authorization']).toBeUndefined()
  })

  test('407', async () => {
    const proxy = await serveProxy({ auth })
    const result = await inject(`http://${name}/`, ['--proxy', proxy.url])
    expectFailure(result, 1, /proxy authentication required, wrong or no proxy credentials/)
  })

  test('the environment, and no_proxy', async () => {
    const server = await serve()
    const proxy = await serveProxy({ route: { [`${name}:80`]: { host: '127.0.0.1', port: server.port } } })
    const url = `http://${name}/plugins/fusioninventory/`
    expectSuccess(await inject(url, [], { http_proxy: proxy.url }))
    expect(proxy.requests).toHaveLength(1)
    expectSuccess(await inject(server.url, [], { http_proxy: proxy.url, no_proxy: '127.0.0.1' }))
    expectSuccess(await inject(server.url, ['--proxy', 'none'], { http_proxy: proxy.url }))
    expect(proxy.requests).toHaveLength(1)
  })

  test('CONNECT for https: the tunnel hides the request, the certificate is checked', async () => {
    const server = await serve({ tls: certificates.good })
    const proxy = await serveProxy({
      auth,
      route: { [`localhost:${server.port}`]: { host: '127.0.0.1', port: server.port } },
    })
    const url = server.url.replace('127.0.0.1', 'localhost')
    const given = proxy.url.replace('//', `//pu:${auth.password}@`)
    expectSuccess(await inject(url, ['--proxy', given, '--ca-cert-file', caFile()]))
    expect(proxy.requests.map((one) => one.method)).toContain('CONNECT')
    expectFailure(await inject(url, ['--proxy', given]), 1, /certificate verify failed/)
    expectFailure(
      await inject(url, ['--proxy', proxy.url, '--ca-cert-file', caFile()]),
      1,
      /proxy authentication required/,
    )
  })

  test('a proxy that is down', async () => {
    const proxy = await serveProxy()
    await proxy.close()
    expectFailure(await inject(`http://${name}/`, ['--proxy', proxy.url]), 1, /proxy error: .*Connection refused/)
  })
})
