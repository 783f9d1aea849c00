import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseTarget, sshArguments, targetName } from './target.ts'

test.each([
  ['ssh://lab1', { host: 'lab1' }],
  ['lab1', { host: 'lab1' }],
  ['ssh://root@lab1.example.org:2222/', { host: 'lab1.example.org', user: 'root', port: 2222 }],
  ['SSH://admin@10.0.0.1', { host: '10.0.0.1', user: 'admin' }],
  ['ssh://[fe80::1%eth0]:22', { host: 'fe80::1%eth0', port: 22 }],
  ['ssh://me@corp.example@[2001:db8::1]', { host: '2001:db8::1', user: 'me@corp.example' }],
])('%s', (text, target) => {
  expect(parseTarget(text)).toEqual(target)
})

test.each([
  '',
  'ssh://',
  'ssh://-oProxyCommand=x',
  '-oProxyCommand=x',
  'ssh://root@-x',
  'ssh://-l@host',
  'ssh://root:secret@host',
  'ssh://host/path',
  'ssh://host:0',
  'ssh://host:65536',
  'ssh://host:22x',
  'ssh://a b',
  'ssh://a;b',
  'ssh://$(id)',
  'ssh://a\nb',
  'ssh://é',
  'ssh://::1',
  'ssh://[lab1]',
  'http://host',
  'winrm://host',
])('%j is refused', (text) => expect(parseTarget(text)).toBeUndefined())

test('no text becomes an option of ssh, and what is taken has one name', () => {
  const text = fc.oneof(fc.string(), fc.stringMatching(/^ssh:\/\/[-\w@.:[\]%$+]{0,30}$/))
  fc.assert(
    fc.property(text, (given) => {
      const target = parseTarget(given)
      if (!target) return
      const args = sshArguments(target, 'exec sh')
      expect(args.at(-2)).toMatch(/^[A-Za-z0-9_:]/)
      expect(args.at(-3)).toBe('--')
      const user = args.indexOf('-l')
      if (user >= 0) expect(args[user + 1]).toMatch(/^[A-Za-z0-9_]/)
      expect(parseTarget(targetName(target))).toEqual(target)
    }),
    { numRuns: 500 },
  )
})
