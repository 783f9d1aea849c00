import { expect, it } from 'vitest'
import { running, stranger } from './io/test-agent.ts'

it('routes: what is there, what is not, and by which method', async () => {
  const { get, lines } = await running()
  const { text, headers } = await get('/status')
  expect([text, headers['content-type']?.split(';')[0]]).toEqual(['status: waiting', 'text/plain'])
  for (const path of ['/', '/status', '/healthz', '/metrics', '/logo.png', '/site.css', '/favicon.ico', '/now'])
    expect([path, (await get(path)).status]).toEqual([path, 200])
  for (const path of ['/deploy/getFile/a/ab/abc', '/nothing', '/index.html', '//now', '/now2'])
    expect([path, (await get(path)).status]).toEqual([path, 404])
  expect(lines).toContain('[debug] [http server] unknown path: /nothing')
  for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH'])
    expect([method, (await get('/status', { method })).status]).toEqual([method, 405])
  expect((await get('/status', { method: 'PUT' })).headers.allow).toBe('GET, HEAD')
  const head = await get('/status', { method: 'HEAD' })
  expect([head.status, head.text]).toEqual([200, ''])
  expect((await get('/logo.png')).bytes.subarray(1, 4).toString()).toBe('PNG')
})

it('every answer has the headers of safety', async () => {
  const { get } = await running()
  for (const path of ['/', '/status', '/now', '/metrics', '/nothing', '/site.css']) {
    const { headers } = await get(path)
    expect(headers).toMatchObject({
      server: 'FusionInventory-Agent',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    })
    expect(headers['content-security-policy']).toContain("default-src 'none'; style-src 'self'; img-src 'self'")
    if (path !== '/site.css') expect(headers['cache-control']).toBe('no-store')
  }
  expect((await get('/', { headers: { Host: 'evil.example' } })).headers['x-content-type-options']).toBe('nosniff')
})

it('S-10: who is not trusted sees the state and nothing else', async () => {
  const { get, view } = await running()
  const { text, status } = await get('/', { from: stranger })
  expect(status).toBe(200)
  expect(text).toContain('Waiting for the next run')
  for (const secret of ['glpi.example', '/var/tmp', view.deviceid, 'server0', 'Version', '<form', 'Next run'])
    expect(text).not.toContain(secret)
  expect((await get('/')).text).toContain('glpi.example')
  expect((await get('/metrics', { from: stranger })).status).toBe(403)
})

it('a HEAD of /now asks only', async () => {
  const { get, view } = await running()
  expect((await get('/now', { method: 'HEAD' })).status).toBe(200)
  expect(view.runs).toEqual([])
  expect((await get('/now')).text).toContain('OK')
  expect(view.runs).toEqual([['server0', 'local0']])
})
