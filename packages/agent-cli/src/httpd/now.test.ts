import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { running, stranger, testClock } from './io/test-agent.ts'
import { nowEveryMs, openNow } from './now.ts'

describe('S-11: contacts that are asked for', () => {
  it('a flood makes one now and one a minute later', async () => {
    const { get, view, clock } = await running()
    for (let count = 0; count < 200; count++) expect((await get('/now')).status).toBe(200)
    expect(view.runs).toEqual([['server0', 'local0']])
    await clock.advance(nowEveryMs)
    expect(view.runs.length).toBe(2)
    await clock.advance(10 * nowEveryMs)
    expect(view.runs.length).toBe(2)
  })
  it('who is not trusted gets none', async () => {
    const { get, view, lines } = await running()
    for (const path of ['/now', '/now/12345678', '/now/', '/now?target=server0'])
      expect([path, (await get(path, { from: stranger })).status]).toEqual([path, 403])
    expect(view.runs).toEqual([])
    expect(lines).toContain('[debug] [http server] invalid request (untrusted address)')
    expect(lines.join('\n')).toContain('127.0.0.2 asked for a contact and is not among: 127.0.0.1')
  })
  it('however it is asked: each target at most once a minute, and never forgotten', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ wait: fc.integer({ min: 0, max: 90_000 }), ids: fc.subarray(['a', 'b', 'c']) }), {
          maxLength: 40,
        }),
        async (asks) => {
          const clock = testClock()
          const runs: { readonly at: number; readonly ids: readonly string[] }[] = []
          const now = openNow((ids) => void runs.push({ at: clock.now(), ids }), clock)
          const lastAsked = new Map<string, number>()
          for (const { wait, ids } of asks) {
            await clock.advance(wait)
            now.ask(ids)
            for (const id of ids) lastAsked.set(id, clock.now())
          }
          await clock.advance(2 * nowEveryMs)
          for (const [id, asked] of lastAsked) {
            const times = runs.filter((run) => run.ids.includes(id)).map(({ at }) => at)
            for (const [at, time] of times.entries())
              if (at > 0) expect(time - (times[at - 1] ?? 0)).toBeGreaterThanOrEqual(nowEveryMs)
            expect(times.at(-1)).toBeGreaterThanOrEqual(asked)
          }
          expect(clock.timers).toBe(0)
        },
      ),
      { numRuns: 50 },
    )
  })
  it('a clock that was set back ends the wait', () => {
    const clock = testClock()
    const runs: unknown[] = []
    const now = openNow((ids) => void runs.push(ids), clock)
    now.ask(['a'])
    clock.set(clock.now() - 86_400_000)
    expect([now.ask(['a']), runs.length]).toEqual(['now', 2])
  })
})

it('a server asks for itself, others for all', async () => {
  const { get, view, lines } = await running({}, { lookup: async () => ['127.0.0.3'] })
  expect((await get('/now/12345678', { from: '127.0.0.3' })).status).toBe(200)
  expect(view.runs).toEqual([['server0']])
  expect(lines.join('\n')).toContain(
    'rescheduling next contact for target http://glpi.example/front/inventory.php right now',
  )
  await get('/now')
  expect(view.runs).toEqual([['server0'], ['local0']])
  expect(lines.join('\n')).toContain('rescheduling next contact for all targets right now')
})

it('one target can be named', async () => {
  const { get, view, lines } = await running()
  await get('/now?target=local0')
  await get('/now?target=nothing')
  expect(lines).toContain('[info] [http server] a contact was asked for, and there is no such target')
  expect(view.runs).toEqual([['local0']])
})

it('with httpd-token, who is no server has to know it', async () => {
  const token = 'a secret of many letters/+'
  const { get, view, lines } = await running({ 'httpd-token': token }, { lookup: async () => ['127.0.0.3'] })
  for (const path of ['/now', '/now/12345678', `/now/${encodeURIComponent(token.slice(1))}`])
    expect([path, (await get(path)).status]).toEqual([path, 403])
  expect(view.runs).toEqual([])
  expect((await get('/now/12345678', { from: '127.0.0.3' })).status).toBe(200)
  expect((await get(`/now/${encodeURIComponent(token)}`)).status).toBe(200)
  expect(view.runs.length).toBe(2)
  expect(lines.join('\n')).not.toContain(token)
  const page = (await get('/')).text
  expect([page.includes('type="password"'), page.includes(token)]).toEqual([true, false])
})

it('all addresses: IPv4 comes as IPv6, and is known', async () => {
  const { get, view, lines } = await running({ 'httpd-ip': undefined })
  expect((await get('/now', { from: stranger })).status).toBe(403)
  expect((await get('/now')).status).toBe(200)
  expect(view.runs.length).toBe(1)
  expect(lines.join('\n')).toContain('GET request /now from client 127.0.0.1')
})
