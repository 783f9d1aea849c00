import type { Schema } from '../kinds.ts'

/** People and accounts. */
export const users = {
  USERS: {
    many: true,
    json: 'users',
    category: 'user',
    doc: 'Logged users.',
    fields: {
      DOMAIN: { kind: 'text', doc: 'Domain of the account.' },
      LOGIN: { kind: 'text', doc: 'Login.' },
    },
  },
  LOCAL_USERS: {
    many: true,
    json: 'local_users',
    category: 'local_user',
    doc: 'Accounts of the machine.',
    fields: {
      HOME: { kind: 'text', doc: 'Home folder.' },
      ID: { kind: 'text', required: true, doc: 'User id or SID.' },
      LOGIN: { kind: 'text', doc: 'Login.' },
      NAME: { kind: 'text', doc: 'Full name.' },
      SHELL: { kind: 'text', doc: 'Shell.' },
    },
  },
  LOCAL_GROUPS: {
    many: true,
    json: 'local_groups',
    category: 'local_group',
    doc: 'Groups of the machine.',
    fields: {
      ID: { kind: 'text', required: true, doc: 'Group id or SID.' },
      MEMBER: { kind: 'texts', json: 'members', doc: 'Logins of its members.' },
      NAME: { kind: 'text', required: true, doc: 'Name.' },
    },
  },
} as const satisfies Schema
