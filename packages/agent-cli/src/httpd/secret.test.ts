import { beforeEach, describe, expect, it, vi } from 'vitest'
import { running } from './io/test-agent.ts'

const seen = vi.hoisted(() => ({ lengths: [] as (readonly number[])[] }))
vi.mock('node:crypto', async (original) => {
  const real = await original<typeof import('node:crypto')>()
  return {
    ...real,
    timingSafeEqual(one: Uint8Array, other: Uint8Array) {
      seen.lengths.push([one.length, other.length])
      return real.timingSafeEqual(one, other)
    },
  }
})
beforeEach(() => {
  seen.lengths = []
})

const token = 'a token of 24 characters'
const files = {
  'inventory-server-plugin.cfg': `disabled = no\ntoken = "${token}"\n`,
  'proxy-server-plugin.cfg': `disabled = no\ntoken = "${token}"\n`,
}

/** A clock would tell little of this on a busy machine; how it is compared is what can be known. */
describe('S-19: how a secret is compared tells nothing of it', () => {
  it.each(['', 'a', token.slice(0, -1), `${token}x`, 'x'.repeat(5000)])('whatever is given: %#', async (guess) => {
    const run = await running({ 'httpd-token': token }, { files })
    const once = async (ask: () => Promise<unknown>): Promise<void> => {
      seen.lengths = []
      await ask()
      expect(seen.lengths.length).toBeGreaterThan(0)
      for (const lengths of seen.lengths) expect(lengths).toEqual([32, 32])
    }
    await once(() => run.get(`/now/${encodeURIComponent(guess)}`))
    await once(() =>
      run.get('/now', { method: 'POST', body: new URLSearchParams({ key: guess.slice(0, 200) }).toString() }),
    )
    const id = { 'X-Request-ID': 'abc' }
    await run.get('/inventory/session', { headers: id })
    await once(() => run.get('/inventory/get', { headers: { ...id, 'X-Auth-Payload': guess } }))
    const headers = {
      'Content-Type': 'application/xml',
      Authorization: `Basic ${Buffer.from(`a:${guess.slice(0, 1000)}`).toString('base64')}`,
    }
    await once(() => run.get('/proxy/fusioninventory', { method: 'POST', body: 'x', headers }))
  })
})
