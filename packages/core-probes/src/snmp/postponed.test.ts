import { expect, it } from 'vitest'
import { recordedSession } from './adapters/recorded.ts'
import { SnmpError, type SnmpSession } from './port.ts'
import { postponed } from './postponed.ts'

const name = '1.3.6.1.2.1.1.5.0'

function agent() {
  const log: string[] = []
  const values = new Map([[name, { type: 'octets' as const, value: Buffer.from('core') }]])
  const session: SnmpSession = { ...recordedSession({ values }, '192.0.2.1'), close: () => void log.push('closed') }
  const open = async (): Promise<SnmpSession> => {
    log.push('opened')
    return session
  }
  return { log, open, session }
}

it('is opened once, by the first question', async () => {
  const { log, open } = agent()
  const session = postponed('192.0.2.1', open)
  expect([session.address, session.stats.requests, log]).toEqual(['192.0.2.1', 0, []])
  await Promise.all([session.get([name]), session.walk([name]), session.vlan('7')])
  session.close()
  expect(log).toEqual(['opened', 'closed'])
})

it('counts what the session counts', async () => {
  const { open, session } = agent()
  const one = postponed('192.0.2.1', open)
  await one.get([name])
  expect(one.stats).toEqual(session.stats)
})

it('is not opened to be closed, and closed where it was opened too late', async () => {
  const never = agent()
  postponed('192.0.2.1', never.open).close()
  expect(never.log).toEqual([])
  const late = agent()
  const session = postponed('192.0.2.1', late.open)
  const asked = session.get([name])
  session.close()
  await asked
  expect(late.log).toEqual(['opened', 'closed'])
})

it('rejects as the opening does, each time', async () => {
  const session = postponed('192.0.2.1', () => Promise.reject(new SnmpError('unusable', 'no community')))
  await expect(session.get([name])).rejects.toThrow('no community')
  await expect(session.walk([name])).rejects.toThrow('no community')
})
