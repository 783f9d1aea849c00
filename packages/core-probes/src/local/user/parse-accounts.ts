import type { Content } from '@fusioninventory/protocol'

type LocalUser = NonNullable<Content['LOCAL_USERS']>[number]
export type LocalGroup = NonNullable<Content['LOCAL_GROUPS']>[number]

/** More lines than any account file has that was made by hand. */
const most = 200_000

/** Fields of the lines of an account file; comments and the `+` and `-` entries of NIS (nsswitch.conf(5)) are none. */
const rows = (text: string): string[][] =>
  text
    .split('\n', most)
    .filter((line) => line !== '' && !/^[#+-]/.test(line))
    .map((line) => line.split(':', 8))

/** An account of `/etc/passwd`, with the number of its primary group. */
export interface Account {
  readonly user: LocalUser
  readonly group: string | undefined
}

/** `/etc/passwd` (passwd(5)): login, password, user id, group id, full name, home, shell. */
export const parsePasswd = (text: string): Account[] =>
  rows(text).flatMap(([LOGIN, , ID, group, NAME, HOME, SHELL]) =>
    LOGIN && ID ? [{ user: { LOGIN, ID, NAME, HOME, SHELL }, group }] : [],
  )

/**
 * `/etc/group` (group(5)): name, password, group id, members. Groups that list members only; then the accounts whose
 * primary group it is belong to it as well.
 */
export function parseGroup(text: string, accounts: readonly Account[] = []): LocalGroup[] {
  const primary = new Map<string, string[]>()
  for (const { user, group } of accounts)
    if (group !== undefined && user.LOGIN !== undefined) {
      const logins = primary.get(group)
      if (logins) logins.push(user.LOGIN)
      else primary.set(group, [user.LOGIN])
    }
  return rows(text).flatMap(([NAME, , ID, list = '']) => {
    const members = list.split(',').filter((login) => login !== '')
    if (!NAME || !ID || members.length === 0) return []
    return [{ ID, NAME, MEMBER: [...new Set([...members, ...(primary.get(ID) ?? [])])] }]
  })
}
