import { captureText, runProbe } from '@fusioninventory/testkit'
import { expect, test } from 'vitest'
import { linuxLastUser, linuxLocalGroups, linuxLocalUsers, linuxUsers } from './linux.ts'
import type { Layout } from './parse-utmp.ts'
import { utmpRecord } from './utmp-record.ts'

const x86: Layout = { size: 384, littleEndian: true }
const login = (user: string, time = 1_700_000_000) => utmpRecord(x86, { type: 7, user, time })

test('users of utmp and of systemd sessions, each once', async () => {
  const session = (user: string) => `USER=${user}\nSTATE=active\nCLASS=user\n`
  const capture = captureText({
    files: {
      '/run/utmp': Buffer.concat([login('ann'), login('ann'), login('bob')]),
      '/run/systemd/sessions/1': session('bob'),
      '/run/systemd/sessions/2': session('eve'),
    },
    lists: { '/run/systemd/sessions': ['f 1', 'f 2', 'o 1.ref'] },
    commands: { who: 'mallory tty1\n' },
  })
  const { patches } = await runProbe(linuxUsers, capture)
  expect(patches).toEqual([
    { from: '/run/utmp', content: { USERS: [{ LOGIN: 'ann' }, { LOGIN: 'bob' }] } },
    { from: '/run/systemd/sessions', content: { USERS: [{ LOGIN: 'eve' }] } },
  ])
})

test('`who` where there is no /run', async () => {
  const capture = captureText({ commands: { who: 'ann tty1 2026-11-22 08:00\nann pts/0 2026-11-22 08:00\n' } })
  expect((await runProbe(linuxUsers, capture)).patches).toEqual([
    { from: 'who', content: { USERS: [{ LOGIN: 'ann' }] } },
  ])
})

const hardware = async (capture: string) =>
  (await runProbe(linuxLastUser, capture)).patches.map(({ from, content }) => [from, content.HARDWARE])

test('the last user stands near the end of wtmp', async () => {
  const time = Date.UTC(2026, 6, 8, 8, 8) / 1000
  const logout = utmpRecord(x86, { type: 8, user: '', time: time + 60 })
  // More logouts than one reading holds.
  const wtmp = Buffer.concat([login('ann', time - 60), login('bob', time), ...Array<Uint8Array>(900).fill(logout)])
  const capture = captureText({ header: { timezone: 'Europe/Paris' }, files: { '/var/log/wtmp': wtmp } })
  expect(await hardware(capture)).toEqual([
    ['/var/log/wtmp', { LASTLOGGEDUSER: 'bob', DATELASTLOGGEDUSER: 'Wed Jul 8 10:08' }],
  ])
})

test('an empty wtmp names nobody, whatever `last` prints', async () => {
  const commands = { 'last -w': '\nwtmp begins Tue May 20 00:00:00 2025\n' }
  expect(await hardware(captureText({ files: { '/var/log/wtmp': '' }, commands }))).toEqual([])
  expect(await hardware(captureText({ commands }))).toEqual([])
})

test('`last -w` where there is no wtmp to read', async () => {
  const commands = { 'last -w': 'ann      pts/0        192.0.2.7        Tue Jul  8 10:08   still logged in\n' }
  const expected = [['last', { LASTLOGGEDUSER: 'ann', DATELASTLOGGEDUSER: 'Tue Jul 8 10:08' }]]
  expect(await hardware(captureText({ commands }))).toEqual(expected)
  const lists = { '/var/log': ['f syslog'], '/var/lib/wtmpdb': ['f wtmp.db'] }
  expect(await hardware(captureText({ commands, lists }))).toEqual(expected)
  expect(await hardware(captureText({ commands, lists: { '/var/log': ['f syslog'] } }))).toEqual([])
  const own = {
    'wtmpdb last -w': 'bob tty1 Wed Jul  9 10:08 - still logged in\n\nwtmpdb begins Wed Jul  9 10:00:00 2025\n',
  }
  expect(await hardware(captureText({ commands: own, lists }))).toEqual([
    ['wtmpdb', { LASTLOGGEDUSER: 'bob', DATELASTLOGGEDUSER: 'Wed Jul 9 10:08' }],
  ])
})

test('local users and groups', async () => {
  const files = { '/etc/passwd': 'ann:x:1000:100::/home/ann:/bin/sh\n', '/etc/group': 'users:x:100:bob\nempty:x:5:\n' }
  const users = await runProbe(linuxLocalUsers, captureText({ files }))
  expect(users.patches[0]?.content.LOCAL_USERS).toEqual([
    { LOGIN: 'ann', ID: '1000', NAME: '', HOME: '/home/ann', SHELL: '/bin/sh' },
  ])
  const groups = await runProbe(linuxLocalGroups, captureText({ files }))
  expect(groups.patches[0]?.content.LOCAL_GROUPS).toEqual([{ ID: '100', NAME: 'users', MEMBER: ['bob', 'ann'] }])
})
