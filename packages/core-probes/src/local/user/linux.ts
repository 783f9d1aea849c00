import { type Host, valueOf as ifOk } from '../../host/port.ts'
import { defineProbe, type Patch } from '../probe.ts'
import { parseGroup, parsePasswd } from './parse-accounts.ts'
import { lastDate, parseLast, parseSession, parseWho } from './parse-sessions.ts'
import { parseUtmp } from './parse-utmp.ts'
import { lastLogin, wtmp } from './sessions.ts'

const utmp = '/run/utmp'
const sessions = '/run/systemd/sessions'

const text = async (host: Host, path: string): Promise<string> => ifOk(await host.files.text(path)) ?? ''
const patch = (from: string, logins: readonly (string | undefined)[]): Patch => ({
  from,
  content: { USERS: [...new Set(logins)].filter((login) => login !== undefined).map((LOGIN) => ({ LOGIN })) },
})

/** A machine whose /run can be listed has nobody logged in where neither file names one: `who` reads the same. */
export const linuxUsers = defineProbe({
  name: 'linux/users',
  category: 'user',
  platforms: ['linux'],
  reads: [{ file: utmp }, { dir: sessions }, { file: '/run' }, { command: ['who'] }],
  yields: ['USERS'],
  async run(host) {
    const [records, open] = await Promise.all([host.files.bytes(utmp), host.files.list(sessions)])
    const logins = parseUtmp(ifOk(records) ?? new Uint8Array()).map(({ user }) => user)
    const ids = (ifOk(open) ?? []).filter(({ type, name }) => type === 'f' && !name.endsWith('.ref'))
    const users = await Promise.all(ids.map(async ({ name }) => parseSession(await text(host, `${sessions}/${name}`))))
    if (logins.length + users.length > 0 || (await host.files.list('/run')).state === 'ok') {
      return [
        patch(utmp, logins),
        patch(
          sessions,
          users.filter((user) => user !== undefined && !logins.includes(user)),
        ),
      ]
    }
    return [patch('who', parseWho(ifOk(await host.commands.run(['who']))?.stdout ?? ''))]
  },
})

/** The tool of wtmp, which may be that of the database; else the database's own. */
const commands = [
  ['last', '-w'],
  ['wtmpdb', 'last', '-w'],
] as const

export const linuxLastUser = defineProbe({
  name: 'linux/last-user',
  category: 'user',
  platforms: ['linux'],
  reads: [
    { file: wtmp },
    { file: '/var/log' },
    { dir: '/var/lib/wtmpdb' },
    ...commands.map((command) => ({ command })),
  ],
  yields: ['HARDWARE'],
  async run(host) {
    const login = await lastLogin(host)
    if (login) {
      const date = lastDate(login.time, host.facts.utcOffset(login.time * 1000))
      return [{ from: wtmp, content: { HARDWARE: { LASTLOGGEDUSER: login.user, DATELASTLOGGEDUSER: date } } }]
    }
    // Without a wtmp `last` has nothing to read either, but where it reads the database that took its place.
    const elsewhere =
      (await host.files.list('/var/log')).state !== 'ok' || (await host.files.list('/var/lib/wtmpdb')).state === 'ok'
    for (const argv of elsewhere ? commands : []) {
      const last = parseLast(ifOk(await host.commands.run(argv))?.stdout ?? '')
      if (last)
        return [{ from: argv[0], content: { HARDWARE: { LASTLOGGEDUSER: last.user, DATELASTLOGGEDUSER: last.date } } }]
    }
    return []
  },
})

export const linuxLocalUsers = defineProbe({
  name: 'linux/local-users',
  category: 'local_user',
  platforms: ['linux'],
  reads: [{ file: '/etc/passwd' }],
  yields: ['LOCAL_USERS'],
  async run(host) {
    const LOCAL_USERS = parsePasswd(await text(host, '/etc/passwd')).map(({ user }) => user)
    return [{ from: '/etc/passwd', content: { LOCAL_USERS } }]
  },
})

export const linuxLocalGroups = defineProbe({
  name: 'linux/local-groups',
  category: 'local_group',
  platforms: ['linux'],
  reads: [{ file: '/etc/group' }, { file: '/etc/passwd' }],
  yields: ['LOCAL_GROUPS'],
  async run(host) {
    const [groups, accounts] = await Promise.all([text(host, '/etc/group'), text(host, '/etc/passwd')])
    return [{ from: '/etc/group', content: { LOCAL_GROUPS: parseGroup(groups, parsePasswd(accounts)) } }]
  },
})
