import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { running, testClock, testLog } from '../io/test-agent.ts'
import { usual } from '../io/test-view.ts'
import { addressOf, clientKey, isLoopback, shownAddress } from './address.ts'
import { parseTrustEntry } from './parse-entry.ts'
import { type Lookup, openTrust } from './trust-set.ts'

const nobody: Lookup = async () => {
  throw new Error('no DNS here')
}

function trust(entries: readonly string[], lookup: Lookup = nobody, servers: { id: string; host: string }[] = []) {
  const clock = testClock()
  const { log, lines } = testLog()
  return { ...{ clock, lines }, set: openTrust({ entries, servers }, lookup, clock, log) }
}

it('addresses', () => {
  expect(['::ffff:10.0.0.5', '::ffff:a00:5', '10.0.0.5', 'fe80::1%eth0', 'x'].map(shownAddress)).toEqual([
    ...['10.0.0.5', '10.0.0.5', '10.0.0.5', 'fe80::1', 'x'],
  ])
  expect(['2001:db8::1', '2001:db8::ffff:1', '::ffff:10.0.0.5'].map(clientKey)).toEqual([
    ...['2001:db8::/64', '2001:db8::/64', '10.0.0.5'],
  ])
  const loopback = ['127.0.0.1', '127.9.9.9', '::1', '::ffff:127.0.0.1', '::2', '128.0.0.1']
  expect(loopback.map((text) => isLoopback(addressOf(text) ?? { family: 4, first: 0n, last: 0n }))).toEqual([
    ...[true, true, true, true, false, false],
  ])
})

describe('httpd-trust', () => {
  it.each([
    ['10.0.0.5', '10.0.0.5', true],
    ['10.0.0.5', '::ffff:10.0.0.5', true],
    ['::ffff:10.0.0.5', '10.0.0.5', true],
    ['192.168.0.5/24', '192.168.0.77', true],
    ['192.168.0.0/24', '192.168.1.1', false],
    ['10.0.0.1 - 10.0.0.9', '10.0.0.9', true],
    ['10.0.0.1-10.0.0.9', '10.0.0.10', false],
    [' 10.0.0.5 ', '10.0.0.5', true],
    ['127.0.0.1', '::1', true],
    ['::1', '127.0.0.1', true],
    ['127.0.0.1', '127.0.0.2', false],
    ['2001:db8::/32', '2001:db8:1::1', true],
    ['2001:db8::/32', '10.0.0.5', false],
  ])('%s trusts %s: %s', (entry, address, trusted) => {
    expect(trust([entry]).set.judge(address).trusted).toBe(trusted)
  })

  it.each([
    '0.0.0.0/0',
    '::/0',
    '0.0.0.0-255.255.255.255',
    '10.0.0.5/33',
    '1.2.3.999',
    '10.0.0.9-10.0.0.1',
    'a b',
    '',
    '-',
  ])('S-12: %j trusts nobody, and that is told', (entry) => {
    const { set, lines } = trust([entry])
    expect(set.judge('10.0.0.5').trusted).toBe(false)
    expect(lines.some((line) => line.includes('httpd-trust is ignored'))).toBe(true)
  })

  it('any text is an address, a name or wrong', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        expect(['range', 'name', 'bad']).toContain(parseTrustEntry(text).kind)
      }),
    )
  })
})

describe('S-12: names', () => {
  it('are resolved again every minute: a new address counts, an old one no more', async () => {
    let address = '10.0.0.1'
    const { set, clock } = trust(['proxy.example'], async () => [address])
    await set.ready()
    expect(['10.0.0.1', '10.0.0.2'].map((one) => set.judge(one).trusted)).toEqual([true, false])
    address = '10.0.0.2'
    await clock.advance(59_000)
    expect(set.judge('10.0.0.1').trusted).toBe(true)
    await clock.advance(1000)
    expect(['10.0.0.1', '10.0.0.2'].map((one) => set.judge(one).trusted)).toEqual([false, true])
    set.stop()
    expect(clock.timers).toBe(0)
  })

  it('that fail are believed for ten minutes, and told once', async () => {
    let fails = false
    const { set, clock, lines } = trust(['proxy.example'], async () => {
      if (fails) throw new Error('SERVFAIL')
      return ['10.0.0.1']
    })
    await set.ready()
    fails = true
    await clock.advance(600_000)
    expect(set.judge('10.0.0.1').trusted).toBe(true)
    await clock.advance(60_000)
    expect(set.judge('10.0.0.1').trusted).toBe(false)
    expect(lines.filter((line) => line.includes('is not resolved')).length).toBe(1)
    fails = false
    await clock.advance(60_000)
    expect(set.judge('10.0.0.1').trusted).toBe(true)
  })

  it('that hang keep no request longer than two seconds', async () => {
    const { set, clock } = trust(['slow.example', '10.0.0.5'], () => new Promise(() => undefined))
    const ready = set.ready()
    await clock.advance(2000)
    await ready
    expect(set.judge('10.0.0.5').trusted).toBe(true)
  })

  it('nothing wakes up where there are none', () => {
    const { clock } = trust(['10.0.0.5', '192.168.0.0/24'], nobody, [{ id: 'server0', host: '10.0.0.9' }])
    expect(clock.timers).toBe(0)
  })
})

it('servers are trusted, and known as such', async () => {
  const { set } = trust([], async () => ['10.0.0.1', '2001:db8::1'], [
    { id: 'server0', host: 'glpi.example' },
    { id: 'server1', host: '[2001:db8::9]' },
  ])
  await set.ready()
  expect(['::ffff:10.0.0.1', '2001:db8::1', '2001:db8::9', '10.0.0.2'].map((one) => set.judge(one).servers)).toEqual([
    ...[['server0'], ['server0'], ['server1'], []],
  ])
})

it('a reload with another trust forgets nothing that still holds', async () => {
  let fails = false
  const lookup: Lookup = async () => {
    if (fails) throw new Error('SERVFAIL')
    return ['127.0.0.3']
  }
  const { server, get } = await running({}, { lookup })
  expect((await get('/now', { from: '127.0.0.3' })).status).toBe(200)
  fails = true
  await server.reload({ ...usual, 'httpd-trust': [] })
  expect((await get('/now', { from: '127.0.0.3' })).status).toBe(200)
  expect((await get('/now')).status).toBe(403)
})
