import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseRpmQuery, rpmQueryFormat } from './parse-rpm-query.ts'

describe('parseRpmQuery', () => {
  it('asks for eight columns', () => {
    expect(rpmQueryFormat).toBe(
      '%{NAME}\\t%{ARCH}\\t%{VERSION}-%{RELEASE}\\t%{INSTALLTIME}\\t%{SIZE}\\t%{VENDOR}\\t%{SUMMARY}\\t%{GROUP}\\n',
    )
  })

  it('reads a line a package', () => {
    expect(parseRpmQuery('bash\tx86_64\t5.1.8-6.el9\t1700000000\t7738778\tExample\tThe shell\tShells\n')).toEqual([
      {
        name: 'bash',
        arch: 'x86_64',
        version: '5.1.8-6.el9',
        installed: 1_700_000_000,
        size: '7738778',
        vendor: 'Example',
        summary: 'The shell',
        group: 'Shells',
      },
    ])
  })

  it('drops (none) and signing keys', () => {
    const lines = [
      'gpg-pubkey\t(none)\t1-2\t1\t0\t(none)\tgpg(key)\tPublic Keys',
      'a\t(none)\t1-1\t(none)\t(none)\t(none)\ts\t(none)',
    ]
    expect(parseRpmQuery(lines.join('\n'))).toEqual([
      { name: 'a', arch: '', version: '1-1', installed: undefined, size: '', vendor: '', summary: 's', group: '' },
    ])
  })

  it('is total: at most one package a line, each with a name and a version', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.constantFrom('\t', '\n', '(none)', '9'), fc.string())), (parts) => {
        const text = parts.join('')
        const packages = parseRpmQuery(text)
        expect(packages.length).toBeLessThanOrEqual(text.split('\n').length)
        for (const one of packages) expect(one.name && one.version).toBeTruthy()
      }),
    )
  })
})
