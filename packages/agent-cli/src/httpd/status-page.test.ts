import { describe, expect, it } from 'vitest'
import { running } from './io/test-agent.ts'
import { server0, testView } from './io/test-view.ts'
import { distance } from './status-page.ts'

it.each([
  [0, 'now'],
  [30_000, 'in less than a minute'],
  [-30_000, 'less than a minute ago'],
  [60_000, 'in 1 minute'],
  [-119_000, '2 minutes ago'],
  [3_600_000, 'in 1 hour'],
  [-86_400_000 * 3, '3 days ago'],
])('%d ms: %s', (ms, text) => {
  const now = Date.UTC(2026, 10, 26)
  expect(distance(new Date(now + ms), now)).toBe(text)
})

describe('the page of who is trusted', () => {
  it('says what is planned and what was', async () => {
    const { get } = await running()
    const { text } = await get('/')
    for (const part of [
      'Waiting for the next run',
      'in 3 hours',
      'Done',
      '1 hour ago',
      '/var/tmp/inventories',
      'not planned',
      'none yet',
    ])
      expect(text).toContain(part)
  })
  it('says what failed and why, and what goes on', async () => {
    const view = testView()
    view.state = 'running task Inventory'
    view.list = [
      { ...server0, nextRun: new Date(0), lastRun: { at: new Date(0), ok: false, text: 'connection refused' } },
    ]
    const { text } = await (await running({}, { view })).get('/')
    for (const part of ['Running task Inventory', 'Failed', 'connection refused', '<dd>now</dd>'])
      expect(text).toContain(part)
    view.list = []
    view.state = 'paused'
    const { text: nothing } = await (await running({}, { view })).get('/')
    for (const part of ['Paused', 'None.']) expect(nothing).toContain(part)
  })
})

it('what is measured', async () => {
  const { get } = await running()
  await get('/status')
  await get('/now', { from: '127.0.0.2' })
  const { text, headers } = await get('/metrics')
  expect(headers['content-type']).toContain('text/plain; version=0.0.4')
  for (const line of [
    'fusioninventory_agent_running 0',
    'fusioninventory_target_next_run_timestamp_seconds{target="server0",kind="server"} 1795705200',
    'fusioninventory_target_last_run_success{target="server0",kind="server"} 1',
    'fusioninventory_http_requests_total{route="/status",status="200"} 1',
    'fusioninventory_http_requests_total{route="/now",status="403"} 1',
    'fusioninventory_http_refusals_total{reason="untrusted"} 1',
  ])
    expect(text.split('\n')).toContain(line)
})
