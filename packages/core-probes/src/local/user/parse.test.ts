import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseGroup, parsePasswd } from './parse-accounts.ts'
import { lastDate, parseLast, parseSession, parseWho } from './parse-sessions.ts'
import { type Layout, layoutOf, parseUtmp } from './parse-utmp.ts'
import { utmpRecord } from './utmp-record.ts'

const passwd =
  'root:x:0:0:root:/root:/bin/bash\n# note\n+nis::::::\n-no::::::\nann:x:1000:100:Ann, Room 1:/home/ann:/bin/sh\nbroken\n'

test('passwd', () => {
  expect(parsePasswd(passwd)).toEqual([
    { user: { LOGIN: 'root', ID: '0', NAME: 'root', HOME: '/root', SHELL: '/bin/bash' }, group: '0' },
    { user: { LOGIN: 'ann', ID: '1000', NAME: 'Ann, Room 1', HOME: '/home/ann', SHELL: '/bin/sh' }, group: '100' },
  ])
})

test('groups with members; accounts of that primary group belong to them too, once', () => {
  const text = 'root:x:0:\nusers:x:100:bob,ann\nadm:x:4:bob,\n+:::\n'
  expect(parseGroup(text, parsePasswd(passwd))).toEqual([
    { ID: '100', NAME: 'users', MEMBER: ['bob', 'ann'] },
    { ID: '4', NAME: 'adm', MEMBER: ['bob'] },
  ])
  expect(parseGroup('users:x:100:bob\n', parsePasswd(passwd))[0]?.MEMBER).toEqual(['bob', 'ann'])
})

describe('utmp', () => {
  const layouts: Layout[] = [384, 400].flatMap((size) =>
    [true, false].map((littleEndian) => ({ size: size as 384 | 400, littleEndian })),
  )
  test.each(layouts)('records of $size bytes, little-endian $littleEndian', (layout) => {
    const records = [
      utmpRecord(layout, { type: 2, user: 'reboot', time: 1_700_000_000 }),
      utmpRecord(layout, { type: 7, user: 'ann', time: 1_700_000_100 }),
      utmpRecord(layout, { type: 8, user: '', time: 1_700_000_200 }),
      utmpRecord(layout, { type: 7, user: 'a'.repeat(32), time: 1_700_000_300 }),
      utmpRecord(layout, { type: 7, user: '', time: 1_700_000_400 }),
    ]
    const bytes = Buffer.concat(records)
    expect(layoutOf(bytes)).toEqual(layout)
    expect(parseUtmp(bytes)).toEqual([
      { user: 'ann', time: 1_700_000_100 },
      { user: 'a'.repeat(32), time: 1_700_000_300 },
    ])
  })

  test('nothing is told by an empty or foreign file', () => {
    expect(parseUtmp(new Uint8Array())).toEqual([])
    expect(layoutOf(Buffer.from('x'.repeat(1200)))).toBeUndefined()
  })

  test('one torn record among many does not hide the others', () => {
    const layout: Layout = { size: 384, littleEndian: true }
    const records = Array.from({ length: 20 }, (_, at) =>
      utmpRecord(layout, { type: 7, user: `u${at}`, time: 1_700_000_000 + at }),
    )
    records[5]?.fill(0xff)
    expect(parseUtmp(Buffer.concat(records))).toHaveLength(19)
  })

  test('any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 2500 }), fc.constantFrom(undefined, ...layouts), (bytes, layout) => {
        expect(parseUtmp(bytes, layout).length).toBeLessThanOrEqual(bytes.length / 384)
      }),
    )
  })
})

test('sessions of systemd', () => {
  expect(parseSession('UID=1000\nUSER=ann\nACTIVE=1\nSTATE=active\nCLASS=user\n')).toBe('ann')
  expect(parseSession('USER=gdm\nSTATE=active\nCLASS=greeter\n')).toBeUndefined()
  expect(parseSession('USER=ann\nSTATE=closing\nCLASS=user\n')).toBeUndefined()
  expect(parseSession('')).toBeUndefined()
})

test('who', () => {
  expect(parseWho('ann      tty1         2026-11-22 08:00\nbob      pts/0        2026-11-22 09:00 (:0)\n\n')).toEqual([
    'ann',
    'bob',
  ])
})

test('last: the latest user, not a reboot, and never the closing line', () => {
  const text = [
    'reboot   system boot  6.1.0-18-amd64   Sun Nov 22 07:59   still running',
    'a-very-long-login-name pts/0        192.0.2.7        Sun Nov  2 08:01   still logged in',
    'bob      pts/1        192.0.2.8        Sat Nov  1 08:01 - 09:00  (00:59)',
    '',
    'wtmp begins Tue May 20 00:00:00 2025',
  ]
  expect(parseLast(text.join('\n'))).toEqual({ user: 'a-very-long-login-name', date: 'Sun Nov 2 08:01' })
  expect(parseLast(text.slice(3).join('\n'))).toBeUndefined()
  expect(parseLast('wtmp.db begins Tue May 20 00:00:00 2025\n')).toBeUndefined()
})

test('dates in the time of the machine', () => {
  expect(lastDate(Date.UTC(2025, 6, 8, 8, 8) / 1000, 120)).toBe('Tue Jul 8 10:08')
  expect(lastDate(Date.UTC(2025, 11, 31, 23, 30) / 1000, 60)).toBe('Thu Jan 1 00:30')
})

test('the text parsers are total', () => {
  const text = fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^[a-z:,\n+#0-9 ]{0,200}$/))
  fc.assert(
    fc.property(text, (given) => {
      const accounts = parsePasswd(given)
      expect(accounts.every(({ user }) => user.LOGIN !== '' && user.ID !== '')).toBe(true)
      expect(parseGroup(given, accounts).every(({ MEMBER }) => (MEMBER ?? []).length > 0)).toBe(true)
      expect(parseWho(given).every((login) => /^\S+$/.test(login))).toBe(true)
      parseLast(given)
      parseSession(given)
    }),
  )
})

test('accounts survive the round trip through passwd', () => {
  const field = fc.stringMatching(/^[a-z][a-z0-9 ]{0,10}$/)
  fc.assert(
    fc.property(fc.array(fc.tuple(field, fc.nat(), fc.nat(), field, field, field)), (rows) => {
      const text = rows.map(([login, uid, gid, ...rest]) => [login, 'x', uid, gid, ...rest].join(':')).join('\n')
      expect(parsePasswd(text)).toEqual(
        rows.map(([LOGIN, uid, gid, NAME, HOME, SHELL]) => ({
          user: { LOGIN, ID: `${uid}`, NAME, HOME, SHELL },
          group: `${gid}`,
        })),
      )
    }),
  )
})
