import { expect, test } from 'vitest'
import { captureText } from './capture.ts'

test('header, then a section for each reading', () => {
  const text = captureText({
    header: { fqdn: '', version: '', release: '', machine: '' },
    files: { '/a': 'one\n-- two\n\\three', '/b': { state: 'denied' }, '/c': Buffer.of(0, 255) },
    lists: { '/d': ['f x'] },
    commands: { 'zpool list': { exit: 1 }, ls: 'x\n' },
    env: { A: '1' },
  })
  expect(text).toBe(
    [
      'fusioninventory-capture 1',
      'platform: linux',
      'hostname: lab1',
      'now: 2026-11-22T17:00:00Z',
      'timezone: Europe/Paris',
      '',
      '-- file(no-eol) /a --',
      'one',
      '\\-- two',
      '\\\\three',
      '-- file(denied) /b --',
      '-- file(base64) /c --',
      'AP8=',
      '-- list /d --',
      'f x',
      '-- command(exit=1) zpool list --',
      '-- command ls --',
      'x',
      '-- env --',
      '{"A":"1"}',
      '',
    ].join('\n'),
  )
})
