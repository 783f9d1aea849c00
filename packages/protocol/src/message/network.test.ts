import { expect, it } from 'vitest'
import { describe as inWords } from '../model/diagnostics.ts'
import { readXml, type XmlNode } from '../xml/read.ts'
import { type NetworkReport, networkReport } from './network.ts'
import { answering, failureOf } from './test-answers.ts'

const shape = ({ name, text, children }: XmlNode): unknown =>
  children.length > 0 ? { [name]: children.map(shape) } : `${name}=${text}`
const said = (report: NetworkReport, pid?: string): unknown => {
  const job = { query: 'NETDISCOVERY', version: '4.2', ...(pid !== undefined && { pid }) } as const
  const { request } = networkReport({ deviceid: 'me-1' }, job, report, { packing: 'none' })
  const root = readXml(String(request.body))
  expect(root.children.slice(1).map(shape)).toEqual(['DEVICEID=me-1', 'QUERY=NETDISCOVERY'])
  return root.children[0]?.children.map(shape)
}

it.each<[NetworkReport, unknown]>([
  [{ start: '2.6-3' }, [{ AGENT: ['AGENTVERSION=2.6-3', 'START=1'] }, 'MODULEVERSION=4.2', 'PROCESSNUMBER=7']],
  [{ count: 12 }, [{ AGENT: ['NBIP=12'] }, 'PROCESSNUMBER=7']],
  [{ end: true }, [{ AGENT: ['END=1'] }, 'MODULEVERSION=4.2', 'PROCESSNUMBER=7']],
  [{ exit: true }, [{ AGENT: ['EXIT=1'] }, 'MODULEVERSION=4.2', 'PROCESSNUMBER=7']],
  [
    { device: { MAC: '00-11-22-AA-BB-CC', IP: '10.0.0.1', SERIAL: 'N/A', COLOUR: 'red' } },
    [{ DEVICE: ['IP=10.0.0.1', 'MAC=00:11:22:aa:bb:cc'] }, 'MODULEVERSION=4.2', 'PROCESSNUMBER=7'],
  ],
  [
    { failed: { id: '5', message: 'No response from remote host', type: 'NETWORKING' } },
    [
      { DEVICE: [{ ERROR: ['ID=5', 'MESSAGE=No response from remote host', 'TYPE=NETWORKING'] }] },
      'MODULEVERSION=4.2',
      'PROCESSNUMBER=7',
    ],
  ],
])('%j', (report, expected) => {
  expect(said(report, '7')).toEqual(expected)
})

it('without a job', () => {
  expect(said({ end: true })).toEqual([{ AGENT: ['END=1'] }, 'MODULEVERSION=4.2'])
})

it('what a device cannot have is told and left out', () => {
  const told: string[] = []
  const { request } = networkReport(
    { deviceid: 'me' },
    { query: 'SNMPQUERY', version: '1' },
    { device: { 'a b': 'x', INFO: { NAME: 'sw1', CPU: 'much' }, STORAGES: [{ NAME: 'Disk 1' }] } },
    { packing: 'none', log: (diagnostic) => told.push(inWords(diagnostic)) },
  )
  expect(shape(readXml(String(request.body)))).toEqual({
    REQUEST: [
      {
        CONTENT: [{ DEVICE: [{ INFO: ['NAME=sw1'] }] }, 'MODULEVERSION=1', { STORAGES: ['NAME=Disk 1'] }],
      },
      'DEVICEID=me',
      'QUERY=SNMPQUERY',
    ],
  })
  expect(told).toEqual(['a b: unknown section, skipped', 'INFO/CPU "much": not a value of its kind, dropped'])
})

it('what the server says of it', async () => {
  const { read } = networkReport({ deviceid: 'me' }, { query: 'SNMPQUERY', version: '1' }, { end: true })
  expect(await read(answering('<REPLY>\n</REPLY>'))).toEqual({ warnings: [] })
  const refused = answering('<REPLY><ERROR>x</ERROR></REPLY>', { status: 400, statusText: 'Bad Request' })
  expect(await failureOf(read(refused))).toMatchObject({ code: 'HTTP', status: 400, message: '400 Bad Request: x' })
})
