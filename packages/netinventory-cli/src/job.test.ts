import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseSnmprec, recordedSession, SnmpError } from '@fusioninventory/core-probes/snmp'
import type { QueryJob, SnmpCredential, SnmpDevice } from '@fusioninventory/protocol'
import { type NetworkJob, type NetworkReport, networkReport } from '@fusioninventory/protocol/message'
import { expect, it } from 'vitest'
import { runQueryJob } from './job.ts'
import type { OpenDevice } from './sessions.ts'

const file = fileURLToPath(new URL('../../../testdata/snmp/ups/device.snmprec', import.meta.url))
const values = parseSnmprec(readFileSync(file, 'utf8'))

const credential = (id: string): SnmpCredential => ({
  id,
  version: '2c',
  community: 'private-word',
  ports: [],
  protocols: [],
})
const device = (ip: string, more: Partial<SnmpDevice> = {}): SnmpDevice => ({
  ip,
  credential: '1',
  ports: [],
  protocols: [],
  ...more,
})
const job = (devices: readonly SnmpDevice[], more: Partial<QueryJob> = {}): QueryJob => ({
  pid: '77',
  threads: 1,
  timeout: 60,
  credentials: [credential('1'), credential('2')],
  devices,
  ...more,
})

/** 192.0.2.1 answers to the second credential, 192.0.2.2 to the first, the others never. */
const open: OpenDevice = async ({ host }, { id }) => {
  if ((host === '192.0.2.1' && id === '2') || (host === '192.0.2.2' && id === '1'))
    return recordedSession({ values }, host)
  throw new SnmpError('no-response', `no response from host ${host}`)
}

/** What was sent, in short, and what was told. */
async function done(
  of: QueryJob,
  { signal = new AbortController().signal, from = open, stop = (_: NetworkReport): void => undefined } = {},
) {
  const sent: string[] = []
  const told: string[] = []
  const sink = async (report: NetworkReport, { pid, query }: NetworkJob): Promise<void> => {
    networkReport({ deviceid: 'agent-1' }, { query, version: '1', ...(pid !== undefined && { pid }) }, report)
    const what =
      'device' in report
        ? `device ${(report.device.INFO as { NAME?: string; ID?: string }).NAME} ${(report.device.INFO as { ID?: string }).ID}`
        : JSON.stringify(report)
    sent.push(`${pid}: ${what}`)
    stop(report)
  }
  const end = await runQueryJob(of, {
    agentVersion: '3.0',
    sink,
    signal,
    tell: (level, line) => told.push(`${level} ${line}`),
    open: from,
    now: () => 0,
  })
  return { sent, told, end }
}

it('begins, tells each device, ends', async () => {
  const devices = [
    device('192.0.2.1', { id: '10', credential: '2' }),
    device('192.0.2.2', { id: '11' }),
    device('192.0.2.3', { id: '12', type: 'PRINTER' }),
    device('192.0.2.4', { id: '13', credential: '9' }),
  ]
  const { sent, told, end } = await done(job(devices))
  expect(sent).toEqual([
    '77: {"start":"3.0"}',
    '77: device ups-lab3 10',
    '77: device ups-lab3 11',
    '77: {"failed":{"message":"SNMP communication error: no response from host 192.0.2.3","id":"12","type":"PRINTER"}}',
    '77: {"failed":{"message":"SNMP communication error: no credential for host 192.0.2.4","id":"13"}}',
    '77: {"end":true}',
  ])
  expect(end).toEqual({ described: 2, failed: 2, open: [] })
  expect(told.join('\n')).not.toContain('private-word')
  expect(told).toContain('info 192.0.2.3: tried credential 1 (SNMP v2c), udp port 161: no response from host 192.0.2.3')
})

it('devices with jobs of their own', async () => {
  const { sent } = await done(
    job([device('192.0.2.2', { id: '1', pid: '5' }), device('192.0.2.9', { id: '2', pid: '6' })]),
  )
  expect(sent).toEqual([
    '5: device ups-lab3 1',
    '5: {"end":true}',
    '6: {"failed":{"message":"SNMP communication error: no response from host 192.0.2.9","id":"2"}}',
    '6: {"end":true}',
  ])
})

it('a job that is stopped says so, and what is done stays done', async () => {
  const stop = new AbortController()
  const devices = [device('192.0.2.2', { id: '1' }), device('192.0.2.2', { id: '2' }), device('192.0.2.2', { id: '3' })]
  const { sent, end } = await done(job(devices), {
    signal: stop.signal,
    stop: (report) => 'device' in report && stop.abort(new Error('stop')),
  })
  expect(sent).toEqual(['77: {"start":"3.0"}', '77: device ups-lab3 1', '77: {"exit":true}'])
  expect(end).toMatchObject({ described: 1, failed: 0 })
})

it('a session that hangs does not outlive the signal', async () => {
  const stop = new AbortController()
  const hanging: OpenDevice = async (target, credentials, patience) => {
    const session = await open(target, credentials, patience)
    setTimeout(() => stop.abort(new Error('stop')), 5)
    return { ...session, get: () => new Promise(() => undefined) }
  }
  const { sent, end } = await done(job([device('192.0.2.2', { id: '1' })]), { signal: stop.signal, from: hanging })
  expect(sent).toEqual(['77: {"start":"3.0"}', '77: {"exit":true}'])
  expect(end.open).toHaveLength(1)
})

it('a fault in a description costs that device only', async () => {
  const faulty: OpenDevice = async (target, credentials, patience) => {
    const session = await open(target, credentials, patience)
    return target.id === '1' ? { ...session, walk: () => Promise.reject(new TypeError('not a function')) } : session
  }
  const { sent } = await done(job([device('192.0.2.2', { id: '1' }), device('192.0.2.2', { id: '2' })]), {
    from: faulty,
  })
  expect(sent.slice(1, 3)).toEqual([
    '77: {"failed":{"message":"device could not be described: not a function","id":"1"}}',
    '77: device ups-lab3 2',
  ])
})

it('a sink that fails ends the job', async () => {
  const failing = done(job([device('192.0.2.2', { id: '1' })]), {
    stop: () => {
      throw new Error('server is gone')
    },
  })
  await expect(failing).rejects.toThrow('server is gone')
})
