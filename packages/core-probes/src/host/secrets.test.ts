import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isSecretName, redactArguments, redactEnv, redactionOf, redactOutput, redactPlain } from './secrets.ts'

test.each([
  'PASSWORD',
  'db-passwd',
  'MYSQL_PWD',
  'pass',
  'GPG_PASSPHRASE',
  'GITHUB_TOKEN',
  'accessToken',
  'client_secret',
])('%s names a secret', (name) => expect(isSecretName(name)).toBe(true))
test.each(['API_KEY', 'apikey', 'key', 'AWS_SECRET_ACCESS_KEY', 'community', 'SNMP_COMMUNITY', 'credentials'])(
  '%s names a secret too',
  (name) => expect(isSecretName(name)).toBe(true),
)
test.each([
  'PWD',
  'OLDPWD',
  'PATH',
  'KEYMAP',
  'XKB_KEYBOARD',
  'password-file',
  'compass',
  'passive',
  'bypass-cache',
  'monkey',
])('%s does not', (name) => expect(isSecretName(name)).toBe(false))

test.each([
  [
    ['app', '--password=hunter 2', 'x'],
    ['app', '--password=<redacted>', 'x'],
  ],
  [
    ['app', '--api-key', 'hunter2', '-v'],
    ['app', '--api-key', '<redacted>', '-v'],
  ],
  [
    ['app', '--token', '--verbose', 'x'],
    ['app', '--token', '--verbose', 'x'],
  ],
  [
    ['app', 'community=hunter2,ro'],
    ['app', 'community=<redacted>'],
  ],
  [
    ['app', '-o', 'user=me,password=hunter2,ro'],
    ['app', '-o', 'user=me,password=<redacted>,ro'],
  ],
  [
    ['curl', '-u', 'me:hunter2', 'https://me:hunter2@h/x'],
    ['curl', '-u', '<redacted>', 'https://me:<redacted>@h/x'],
  ],
  [
    ['curl', '-H', 'Authorization: Bearer hunter2'],
    ['curl', '-H', 'Authorization: <redacted>'],
  ],
  [
    ['/usr/bin/snmpwalk', '-v2c', '-chunter2', 'h'],
    ['/usr/bin/snmpwalk', '-v2c', '-c<redacted>', 'h'],
  ],
  [
    ['mysql', '-phunter2', 'db'],
    ['mysql', '-p<redacted>', 'db'],
  ],
  [
    ['ssh', '-p', '22', 'h'],
    ['ssh', '-p', '22', 'h'],
  ],
  [
    ['sshd', '/etc/ssh/key'],
    ['sshd', '/etc/ssh/key'],
  ],
  [['worker: token=hunter2 queue=a'], ['worker: token=<redacted> queue=a']],
  [
    ['run', '--env', '{"AWS_SECRET": "hunt\\"er2", "HOME":"/root"}'],
    ['run', '--env', '{"AWS_SECRET": "<redacted>", "HOME":"/root"}'],
  ],
])('the arguments %j become %j', (args, clean) => {
  expect(redactArguments(args)).toEqual(clean)
})

test('variables', () => {
  expect(redactEnv({ A: '1', TOKEN: 'hunter2', URL: 'http://u:hunter2@h/' })).toEqual({
    A: '1',
    TOKEN: '<redacted>',
    URL: 'http://u:<redacted>@h/',
  })
})

test('files that hold arguments, variables and options', () => {
  expect(redactionOf('/proc/17/cmdline')?.('app\0--secret\0hunter2\0')).toBe('app\0--secret\0<redacted>\0')
  expect(redactionOf('/proc/17/environ')?.('A=b\0PGPASSWORD=hunter2\nx\0')).toBe('A=b\0PGPASSWORD=<redacted>\0')
  expect(redactionOf('/proc/self/mounts')?.('//h/s /m cifs rw,password=hunter2,ro 0 0')).toContain(
    'password=<redacted>,ro',
  )
  expect(redactionOf('/proc/cmdline')?.('quiet rd.luks.key=hunter2')).toBe('quiet rd.luks.key=<redacted>')
  expect(redactionOf('/etc/cups/printers.conf')?.('DeviceURI smb://u:hunter2@s/p')).toBe(
    'DeviceURI smb://u:<redacted>@s/p',
  )
  expect(redactionOf('/proc/cpuinfo')).toBeUndefined()
  expect(redactionOf('/etc/os-release')).toBeUndefined()
})

test('the output of ps', () => {
  const line = 'root  7 0.0  app  --token   hunter2 -v'
  expect(redactOutput('ps', `${line}\n`)).toBe('root  7 0.0  app  --token   <redacted> -v\n')
  expect(redactOutput('df', line)).toBe(line)
})

test('the output of programs that tell secrets beside what is asked', () => {
  expect(redactOutput('ipmitool', 'IP Address              : 192.0.2.1\nSNMP Community String   : public\n')).toBe(
    'IP Address              : 192.0.2.1\nSNMP Community String   : <redacted>\n',
  )
  expect(redactOutput('hponcfg', '<IP_ADDRESS VALUE = "192.0.2.1"/><SNMP_READ_COMMUNITY VALUE = "public"/>')).toBe(
    '<IP_ADDRESS VALUE = "192.0.2.1"/><SNMP_READ_COMMUNITY VALUE="<redacted>"/>',
  )
  expect(redactOutput('hponcfg', '<ADD_USER USER_NAME="ann" PASSWORD="hunter2">')).toBe(
    '<ADD_USER USER_NAME="ann" PASSWORD=<redacted>>',
  )
  expect(redactOutput('iwconfig', 'Encryption key:1234-5678-90   Security mode:open')).toBe(
    'Encryption key:<redacted>   Security mode:open',
  )
  expect(redactOutput('iwconfig', 'Encryption key:off')).toBe('Encryption key:off')
})

test('long texts are no trouble', () => {
  for (const part of ['x', '\\x', '"', '"token":"', 'key=', ' ', "'"]) {
    const text = `"token":"${part.repeat((8 << 20) / part.length)}`
    expect(redactPlain(text).length).toBeGreaterThan(0)
    expect(redactArguments([text, text])).toHaveLength(2)
  }
})

test('what is redacted stays as it is', () => {
  const word = fc.oneof(
    fc.constantFrom(
      '--password',
      '--token=a',
      'key=b c',
      '-chunter2',
      'http://a:b@c/',
      'Cookie: x',
      '{"token": "a\\"b"',
      'mysql',
      '<redacted>',
      '-',
    ),
    fc.string(),
  )
  fc.assert(
    fc.property(fc.array(word), (args) => {
      const once = redactArguments(args)
      expect(redactArguments(once)).toEqual(once)
      const text = redactPlain(args.join(' '))
      expect(redactPlain(text)).toBe(text)
    }),
  )
})
