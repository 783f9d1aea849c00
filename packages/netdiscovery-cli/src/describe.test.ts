import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import {
  identify,
  parseSnmprec,
  recordedSession,
  remember,
  SnmpError,
  type SnmpSession,
} from '@fusioninventory/core-probes/snmp'
import { expect, it, test } from 'vitest'
import { described } from './describe.ts'

const file = fileURLToPath(new URL('../../../testdata/snmp/ups/device.snmprec', import.meta.url))
const recorded = (): SnmpSession =>
  remember(recordedSession({ values: parseSnmprec(readFileSync(file, 'utf8')) }, '192.0.2.1'))

it('a device is described on the session that found it', async () => {
  const session = recorded()
  const identity = await identify(session)
  const { content, error } = await described({ session, identity }, { type: 'NETWORKING', extra: false })
  expect(content).toMatchObject({
    INFO: { ID: 0, NAME: 'ups-lab3', TYPE: 'NETWORKING' },
    PORTS: { PORT: expect.any(Array) },
  })
  expect(error).toBeUndefined()
})

test.each([
  [
    new SnmpError('no-response', 'no response from host 192.0.2.1'),
    'SNMP communication error: no response from host 192.0.2.1',
  ],
  [new TypeError('x is no y'), 'device could not be described: x is no y'],
])('one that breaks off has a document that says so (%s)', async (reason, message) => {
  const session = recorded()
  const identity = await identify(session)
  const broken: SnmpSession = {
    ...session,
    get: async () => Promise.reject(reason),
    walk: async () => Promise.reject(reason),
  }
  const { content, error } = await described({ session: broken, identity }, { type: 'POWER', extra: false })
  expect(content).toEqual({ ERROR: { ID: 0, MESSAGE: message, TYPE: 'POWER' } })
  expect(error).toBe(message)
})
