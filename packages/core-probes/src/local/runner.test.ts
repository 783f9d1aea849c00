import { describe, expect, it } from 'vitest'
import { captureHost, parseCapture } from '../host/index.ts'
import type { Probe } from './probe.ts'
import { type RunnerOptions, runProbes } from './runner.ts'

const host = captureHost(parseCapture('fusioninventory-capture 1\nplatform: linux\n\n'))
const options = (more: Partial<RunnerOptions> = {}): RunnerOptions => ({
  without: new Set(),
  timeoutMs: 1000,
  probe: { scanHomedirs: false, scanProfiles: false, assetname: 1, maskSecrets: true },
  debug: () => undefined,
  hint: () => undefined,
  ...more,
})
const probe = (name: string, run: Probe['run'], more: Partial<Probe> = {}): Probe => ({
  name,
  category: 'software',
  platforms: ['linux'],
  reads: [],
  yields: ['SOFTWARES'],
  run,
  ...more,
})
const gives = (NAME: string) => async () => [{ from: 'test', content: { SOFTWARES: [{ NAME }] } }]
const names = (run: Awaited<ReturnType<typeof runProbes>>) =>
  run.findings.flatMap((f) => f.patches.flatMap((p) => p.content.SOFTWARES?.map((s) => s.NAME)))

describe('runProbes', () => {
  it('keeps the order of the registry, whoever ends first', async () => {
    let release = () => {}
    const gate = new Promise<void>((resolve) => {
      release = resolve
    })
    const slow = probe('slow', async () => {
      await gate
      return gives('first')()
    })
    const fast = probe('fast', async () => {
      release()
      return gives('second')()
    })
    expect(names(await runProbes(host, [slow, fast], options()))).toEqual(['first', 'second'])
  })

  it('a probe that throws takes no other with it', async () => {
    const said: string[] = []
    const bad = probe('bad', () => Promise.reject(new Error('broken')))
    const worse = probe('worse', () => {
      throw new Error('at once')
    })
    const run = await runProbes(host, [bad, worse, probe('good', gives('x'))], options({ debug: (m) => said.push(m) }))
    expect(names(run)).toEqual(['x'])
    expect(run.reports.map((r) => r.status)).toEqual(['failed', 'failed', 'ok'])
    expect(said.sort()).toEqual(['bad: broken', 'worse: at once'])
  })

  it('a probe that never ends is cut off and told', async () => {
    let ended = false
    const hanging = probe('hanging', (_, ctx) => {
      ctx.signal.addEventListener('abort', () => {
        ended = true
      })
      return new Promise(() => {})
    })
    const run = await runProbes(host, [hanging, probe('good', gives('x'))], options({ timeoutMs: 20 }))
    expect(names(run)).toEqual(['x'])
    expect(run.reports[0]).toMatchObject({ status: 'timeout', detail: 'no result within 0.02 s' })
    expect(ended).toBe(true)
  })

  it('stops when asked, with what is done by then', async () => {
    const stop = new AbortController()
    const run = runProbes(
      host,
      [probe('good', gives('x')), probe('hanging', () => new Promise(() => {}))],
      options({ timeoutMs: 60_000, signal: stop.signal }),
    )
    await new Promise((resolve) => setImmediate(resolve))
    stop.abort()
    expect(names(await run)).toEqual(['x'])
  })

  it('leaves out other platforms and unwanted categories', async () => {
    const all = [
      probe('windows', gives('w'), { platforms: ['win32'] }),
      probe('off', gives('o'), { category: 'process' }),
      probe('groups', gives('g'), { category: 'local_group' }),
      probe('on', gives('x')),
    ]
    const run = await runProbes(host, all, options({ without: new Set(['process', 'local_group']) }))
    expect(names(run)).toEqual(['x'])
  })
})
