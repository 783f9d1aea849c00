import { X509Certificate } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect } from 'node:tls'
import { makeCertificates } from '@fusioninventory/testkit'
import { afterAll, expect, it } from 'vitest'
import { running } from '../io/test-agent.ts'
import { usual } from '../io/test-view.ts'

const dir = mkdtempSync(join(tmpdir(), 'fi-ssl-'))
afterAll(() => rmSync(dir, { recursive: true }))

/** Two that are different. */
const certificates = makeCertificates()
for (const [name, { cert, key }] of Object.entries({ one: certificates.good, two: certificates.selfSigned })) {
  writeFileSync(join(dir, `${name}.pem`), cert)
  writeFileSync(join(dir, `${name}.key`), key, { mode: 0o600 })
}
const printOf = (pem: string): string => new X509Certificate(pem).fingerprint256
const [one, two] = [printOf(certificates.good.cert), printOf(certificates.selfSigned.cert)]

/** Who is there, and by which version. */
const peer = (port: number, maxVersion: 'TLSv1.1' | 'TLSv1.3' = 'TLSv1.3'): Promise<string> =>
  new Promise((done, failed) => {
    const options = {
      rejectUnauthorized: false,
      minVersion: 'TLSv1',
      maxVersion,
      ciphers: 'DEFAULT@SECLEVEL=0',
    } as const
    const socket = connect({ host: '127.0.0.1', port, ...options }, () => {
      done(`${socket.getPeerCertificate().fingerprint256} ${socket.getProtocol()}`)
      socket.destroy()
    })
    socket.once('error', failed)
  })

const file = (name: string): string =>
  `disabled = no\nssl_cert_file = ${join(dir, `${name}.pem`)}\nssl_key_file = ${join(dir, `${name}.key`)}\n`

it('TLS: from 1.2 on, no plain HTTP, another certificate after a reload', async () => {
  const run = await running({}, { files: { 'ssl-server-plugin.cfg': file('one') } })
  expect((await run.get('/status', { tls: true })).text).toBe('status: waiting')
  expect(await peer(run.port)).toBe(`${one} TLSv1.3`)
  await expect(peer(run.port, 'TLSv1.1')).rejects.toThrow()
  await expect(run.get('/status')).rejects.toThrow()
  writeFileSync(join(run.confdir, 'ssl-server-plugin.cfg'), file('two'))
  await run.server.reload(usual)
  expect([run.server.ports[0], await peer(run.port)]).toEqual([run.port, `${two} TLSv1.3`])
  // A file that is broken costs nothing that works.
  writeFileSync(join(run.confdir, 'ssl-server-plugin.cfg'), file('three'))
  await run.server.reload(usual)
  expect(await peer(run.port)).toBe(`${two} TLSv1.3`)
  expect(run.lines.join('\n')).toContain('certificate file is missing')
})

it.each([
  ['disabled = no', 'Plugin enabled without certificate file set in configuration'],
  ['disabled = no\nssl_cert_file = nothing.pem', 'certificate file is missing'],
])('%j: no plain HTTP instead', async (text, message) => {
  const run = await running({}, { files: { 'ssl-server-plugin.cfg': text } })
  expect(run.server.ports).toEqual([])
  expect(run.lines.join('\n')).toContain(message)
})

it('the test plugin, at a port of its own, with nothing else there', async () => {
  const port = await freePort()
  const run = await running({}, { files: { 'server-test-plugin.cfg': `disabled = no\nport = ${port}\n` } })
  expect((await run.get('/test/abc')).status).toBe(404)
  const answer = await run.get('/test/abc', { port })
  expect([answer.status, answer.text]).toEqual([200, ''])
  for (const path of ['/test/', '/test/a/b', '/now', '/'])
    expect([path, (await run.get(path, { port })).status]).toEqual([path, 404])
})

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const address = server.address()
  await new Promise((done) => server.close(done))
  return typeof address === 'object' && address !== null ? address.port : 0
}
