import type { LiveMethods } from '@fusioninventory/core-probes/network'
import type { DiscoveryJob, NetworkReport } from '@fusioninventory/protocol/message'
import { expect, it } from 'vitest'
import { type JobOptions, runDiscoveryJob } from './job.ts'

const range = (start: string, end: string, entity?: string): DiscoveryJob['ranges'][number] => ({
  start,
  end,
  ports: [],
  protocols: [],
  ...(entity !== undefined && { entity }),
})
const job = (...ranges: DiscoveryJob['ranges']): DiscoveryJob => ({
  pid: '77',
  threads: 4,
  timeout: 1,
  credentials: [],
  ranges,
})

/** Machines with a name, by address; what ends with 9 cannot be examined. */
const names: Readonly<Record<string, string>> = { '192.0.2.1': 'one', '192.0.2.3': 'three', '198.51.100.7': 'far' }
const closed: string[] = []
const methods: NonNullable<JobOptions['methods']> = async ({ size }) =>
  ({
    methods: {
      place: () => 'routed',
      ping: async (_family: 4 | 6, address: string) => {
        if (address.endsWith('.9')) throw new Error('broken')
        return names[address] === undefined ? undefined : 'echo'
      },
      name: async (address: string) => names[address],
    },
    pings: '',
    counts: [],
    namesGivenUp: () => false,
    close: () => closed.push(String(size)),
  }) as unknown as LiveMethods

async function done(of: DiscoveryJob, more: Partial<JobOptions> = {}) {
  const [sent, told]: [string[], string[]] = [[], []]
  const sink = async (report: NetworkReport): Promise<void> => {
    const { IP, DNSHOSTNAME, ENTITY } = ('device' in report ? report.device : {}) as Record<string, unknown>
    sent.push('device' in report ? [IP, DNSHOSTNAME, ENTITY].filter(Boolean).join(' ') : JSON.stringify(report))
  }
  const found = await runDiscoveryJob(of, {
    agentVersion: '3.0',
    signal: new AbortController().signal,
    tell: (level, line) => told.push(`${level}: ${line}`),
    methods,
    sink,
    ...more,
  })
  return { found, sent, told }
}

it('a job is START, how many addresses, each device of each range, END; what cannot be examined is told', async () => {
  closed.length = 0
  const all = await done(
    job(range('192.0.2.1', '192.0.2.9', '5'), range('nothing', 'x'), range('198.51.100.7', '198.51.100.7')),
  )
  expect(all.sent).toEqual([
    '{"start":"3.0"}',
    '{"count":10}',
    '192.0.2.1 one 5',
    '192.0.2.3 three 5',
    '198.51.100.7 far',
    '{"end":true}',
  ])
  expect(all.found).toBe(3)
  expect(all.told).toEqual([expect.stringMatching(/^warning: invalid range: /), 'error: 192.0.2.9: broken'])
  expect(closed).toEqual(['9', '1'])
})

it('a signal ends it with EXIT, and no range is begun any more', async () => {
  const stop = new AbortController()
  const sent: NetworkReport[] = []
  const sink = async (report: NetworkReport): Promise<void> => {
    sent.push(report)
    if ('device' in report) stop.abort()
  }
  await done(job(range('192.0.2.1', '192.0.2.1'), range('198.51.100.7', '198.51.100.7')), { sink, signal: stop.signal })
  expect(sent.at(-1)).toEqual({ exit: true })
  expect(sent.filter((one) => 'device' in one)).toHaveLength(1)
})

it('whoever cannot take a device any more gets no other, and the reason', async () => {
  let taken = 0
  const sink = async (report: NetworkReport): Promise<void> => {
    if (!('device' in report)) return
    taken++
    throw new Error('the agent is gone')
  }
  closed.length = 0
  const both = job(range('192.0.2.1', '192.0.2.9'), range('198.51.100.7', '198.51.100.7'))
  await expect(done(both, { sink })).rejects.toThrow('the agent is gone')
  expect([taken, closed]).toEqual([1, ['9']])
})
