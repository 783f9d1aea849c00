import { describe, expect, it } from 'vitest'
import { databaseLogins, parseCredentials } from './credentials.ts'

describe('parseCredentials', () => {
  it.each([
    ['', {}],
    ['use:mysql,login:root', { use: 'mysql', login: 'root' }],
    ['type:login_password, host:db1 , port:3307', { host: 'db1', port: '3307' }],
    [`login:"a,b",password:'it\\'s:, "x"'`, { login: 'a,b', password: `it's:, "x"` }],
    ['socket:localhost\\SQLExpress', { socket: 'localhost\\SQLExpress' }],
    ['socket:connect:192.0.2.1/ORCL', { socket: 'connect:192.0.2.1/ORCL' }],
  ])('reads %j', (text, login) => {
    expect(parseCredentials(text)).toEqual(login)
  })

  it.each([['hunter2'], ['colour:hunter2'], ['use:hunter2'], ['port:hunter2'], ['login:a,,password:hunter2']])(
    'refuses %j without a word of the value',
    (text) => {
      expect(() => parseCredentials(text)).toThrow()
      try {
        parseCredentials(text)
      } catch (error) {
        expect(String(error)).not.toContain('hunter2')
      }
    },
  )
})

describe('databaseLogins', () => {
  it.each([
    [[], undefined, undefined],
    [[], 'CPUS', undefined],
    [[], 'DATABASES_SERVICES', [{}]],
    [['login:x'], undefined, [{ login: 'x' }]],
  ])('of %j, explaining %s', (credentials, explained, logins) => {
    expect(databaseLogins(credentials, explained)).toEqual(logins)
  })
})
