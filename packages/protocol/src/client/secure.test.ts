import { X509Certificate } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as tls from 'node:tls'
import {
  makeCertificates,
  type ServerOptions,
  startProxy,
  startServer,
  type TestServer,
} from '@fusioninventory/testkit'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { loadTrust, type TrustOptions } from '../trust/index.ts'
import { type ClientOptions, createClient } from './client.ts'

const certificates = makeCertificates()
const folder = mkdtempSync(join(tmpdir(), 'fi-trust-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const file = (name: string, text: string): string => {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}
const caCertFile = file('ca.pem', certificates.ca)
const own = file('client.pem', certificates.client.cert + certificates.client.key)

const open: { close(): unknown }[] = []
afterEach(async () => {
  for (const one of open.splice(0)) await one.close()
})
async function serve(options: ServerOptions): Promise<TestServer> {
  const server = await startServer(options)
  open.push(server)
  return server
}
async function proxy(options: Parameters<typeof startProxy>[0] = {}) {
  const made = await startProxy(options)
  open.push(made)
  return made
}

const log = { warning: () => undefined, debug: () => undefined }
const send = (url: string, trust: TrustOptions, options: Partial<ClientOptions> = {}) => {
  const client = createClient({ url, userAgent: 'Test', trust: loadTrust(trust), env: {}, log, ...options })
  open.push(client)
  return client.send({ body: Buffer.from('<REQUEST/>') })
}
const fingerprint = (pem: string): string => new X509Certificate(pem).fingerprint256

describe('TLS', () => {
  it('a good certificate, by address and by name', async () => {
    const server = await serve({ tls: certificates.good })
    expect((await send(server.url, { caCertFile })).status).toBe(200)
    expect((await send(server.url.replace('127.0.0.1', 'localhost'), { caCertFile })).status).toBe(200)
  })

  it.each([
    ['good', {}, 'certificate verify failed', /its authority is not known.*--ca-cert-file.*sha256\$/],
    ['selfSigned', { caCertFile }, 'certificate verify failed', /self-signed/],
    ['expired', { caCertFile }, 'certificate verify failed', /has expired/],
    [
      'wrongName',
      { caCertFile },
      'hostname verification failed',
      /it is for DNS:other\.example\.org, not for the address 127\.0\.0\.1/,
    ],
  ] as const)('S-6: %s with %j: %s', async (name, trust, reason, hint) => {
    const server = await serve({ tls: certificates[name] })
    await expect(send(server.url, trust)).rejects.toMatchObject({
      code: 'TLS',
      message: `communication error: 500 Can't connect to 127.0.0.1:${server.port} (${reason})`,
      hint: expect.stringMatching(hint),
    })
    expect(server.requests).toHaveLength(0)
  })

  it('S-6: a fingerprint stands for the chain, and only it', async () => {
    const server = await serve({ tls: certificates.expired })
    const right = `sha256$${fingerprint(certificates.expired.cert)}`
    expect((await send(server.url, { sslFingerprints: [`sha1$${'0'.repeat(40)}`, right] })).status).toBe(200)
    const good = await serve({ tls: certificates.good })
    await expect(send(good.url, { caCertFile, sslFingerprints: [right] })).rejects.toMatchObject({
      message: expect.stringContaining('(fingerprint mismatch)'),
    })
    expect(good.requests).toHaveLength(0)
  })

  it('the fingerprint that the hint shows is the one to give', async () => {
    const server = await serve({ tls: certificates.selfSigned })
    const error: unknown = await send(server.url, {}).catch((one: unknown) => one)
    const given = /--ssl-fingerprint '([^']*)'/.exec(String((error as { hint: string }).hint))?.[1] ?? ''
    expect((await send(server.url, { sslFingerprints: [given] })).status).toBe(200)
  })

  it('no check takes any', async () => {
    const server = await serve({ tls: certificates.wrongName })
    expect((await send(server.url, { noSslCheck: true })).status).toBe(200)
  })

  it('S-5: our certificate is for the target alone', async () => {
    const tlsOptions = { ...certificates.good, clientCa: certificates.ca }
    const other = await serve({ tls: tlsOptions })
    const server = await serve({
      tls: tlsOptions,
      fault: () => ({ kind: 'redirect', status: 307, location: other.url }),
    })
    await expect(send(server.url, { caCertFile })).rejects.toMatchObject({ code: expect.stringMatching('TLS|RESET') })
    await expect(send(server.url, { caCertFile, sslCertFile: own })).rejects.toMatchObject({
      code: expect.stringMatching('TLS|RESET'),
    })
    expect([server.requests.length, other.requests.length]).toEqual([1, 0])
    expect((await send(other.url, { caCertFile, sslCertFile: own })).status).toBe(200)
  })

  it('S-6: never becomes plain', async () => {
    const plain = await serve({})
    const server = await serve({
      tls: certificates.good,
      fault: () => ({ kind: 'redirect', status: 308, location: plain.url }),
    })
    await expect(send(server.url, { caCertFile })).rejects.toMatchObject({
      message: 'communication error: 308 Permanent Redirect',
      hint: 'a redirect from https:// to http:// is not followed',
    })
    expect(plain.requests).toHaveLength(0)
  })

  it('S-6: nothing older than TLS 1.2', async () => {
    const server = tls.createServer({
      ...certificates.good,
      minVersion: 'TLSv1',
      maxVersion: 'TLSv1.1',
      ciphers: 'DEFAULT@SECLEVEL=0',
    })
    server.on('tlsClientError', () => undefined)
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    open.push(server)
    const address = server.address()
    const port = typeof address === 'object' && address ? address.port : 0
    await expect(send(`https://127.0.0.1:${port}/`, { noSslCheck: true })).rejects.toMatchObject({ code: 'TLS' })
  })
})

describe('a proxy', () => {
  const name = 'glpi.example.org'
  const auth = { user: 'pu', password: 'pr0xy:canary' }
  const withUser = (url: string) => url.replace('//', '//pu:pr0xy%3Acanary@')

  it('for http: the absolute form, once, on one connection', async () => {
    const server = await serve({})
    const through = await proxy({ auth, route: { [`${name}:80`]: { host: '127.0.0.1', port: server.port } } })
    const url = `http://${name}/plugins/fusioninventory/`
    expect((await send(url, {}, { proxy: withUser(through.url) })).status).toBe(200)
    expect(through.requests.map((one) => `${one.method} ${one.target}`)).toEqual([`POST ${name}:80`])
    expect(server.requests[0]?.headers['proxy-authorization']).toBeUndefined()
    await expect(send(url, {}, { proxy: through.url })).rejects.toMatchObject({
      code: 'PROXY_AUTH',
      message: 'proxy authentication required, wrong or no proxy credentials',
    })
  })

  it('for https: a tunnel, in which the server is verified by its own name', async () => {
    const server = await serve({ tls: certificates.good })
    const through = await proxy({
      auth,
      route: { [`localhost:${server.port}`]: { host: '127.0.0.1', port: server.port } },
    })
    const options = { proxy: withUser(through.url) }
    expect((await send(server.url, { caCertFile }, options)).status).toBe(200)
    expect((await send(server.url.replace('127.0.0.1', 'localhost'), { caCertFile }, options)).status).toBe(200)
    expect(through.requests.map((one) => one.method)).toEqual(['CONNECT', 'CONNECT'])
    await expect(send(server.url, {}, options)).rejects.toMatchObject({
      message: expect.stringContaining('certificate verify failed'),
    })
    const pinned = { sslFingerprints: [fingerprint(certificates.good.cert).replaceAll(':', '')] }
    expect((await send(server.url, pinned, options)).status).toBe(200)
    await expect(send(server.url, { caCertFile }, { proxy: through.url })).rejects.toMatchObject({ code: 'PROXY_AUTH' })
    expect(server.requests).toHaveLength(3)
  })

  it('cannot answer in the name of the server that it should connect to', async () => {
    const sockets = new Set<Socket>()
    const answer = 'HTTP/1.1 201 Created\r\nContent-Type: application/xml\r\nContent-Length: 8\r\n\r\n<REPLY/>'
    const liar = createServer((socket) => {
      sockets.add(socket.on('error', () => undefined))
      socket.once('data', () => socket.write(answer))
    })
    await new Promise<void>((resolve) => liar.listen(0, '127.0.0.1', resolve))
    open.push({
      close() {
        for (const one of sockets) one.destroy()
        liar.close()
      },
    })
    const address = liar.address()
    const port = typeof address === 'object' && address ? address.port : 0
    await expect(send(`https://${name}/`, { caCertFile }, { proxy: `127.0.0.1:${port}` })).rejects.toMatchObject({
      message: 'proxy error: 201 Created',
    })
  })

  it('that is down, or that cannot reach the server', async () => {
    const gone = await startProxy()
    await gone.close()
    const refused = `proxy error: 500 Can't connect to 127.0.0.1:${gone.port} (Connection refused)`
    await expect(send(`http://${name}/`, {}, { proxy: gone.url })).rejects.toMatchObject({ message: refused })
    await expect(send(`https://${name}/`, {}, { proxy: gone.url })).rejects.toMatchObject({ message: refused })
    const through = await proxy({ route: { [`${name}:443`]: { host: '127.0.0.1', port: gone.port } } })
    await expect(send(`https://${name}/`, {}, { proxy: through.url })).rejects.toMatchObject({
      message: 'proxy error: 502 Bad Gateway',
    })
  })

  it('of the environment is used, but not for loopback', async () => {
    const server = await serve({})
    const through = await proxy({ route: { [`${name}:80`]: { host: '127.0.0.1', port: server.port } } })
    const env = { http_proxy: through.url }
    expect((await send(`http://${name}/plugins/fusioninventory/`, {}, { env })).status).toBe(200)
    expect((await send(server.url, {}, { env })).status).toBe(200)
    expect(through.requests).toHaveLength(1)
  })
})
