import { dpkgStatus } from '@fusioninventory/testkit'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dpkgQueryFormat, parseDpkgQuery, parseDpkgStatus } from './parse-dpkg-status.ts'

describe('parseDpkgStatus', () => {
  it('reads the fields that an inventory wants', () => {
    const [one] = parseDpkgStatus(
      [
        'Package: libfoo1',
        'Status: install ok installed',
        'Section: libs',
        'Installed-Size: 42',
        'Maintainer: A Maintainer <maintainer@example.org>',
        'Architecture: amd64',
        'Multi-Arch: same',
        'Version: 1:2.0-3',
        'Conffiles:',
        ' /etc/foo 0123',
        'Description: foo library',
        ' Version: not a field, for it is indented',
        'Homepage: https://example.org/',
        '',
      ].join('\n'),
    )
    expect(one).toEqual({
      name: 'libfoo1',
      status: 'install ok installed',
      version: '1:2.0-3',
      arch: 'amd64',
      section: 'libs',
      maintainer: 'A Maintainer <maintainer@example.org>',
      summary: 'foo library',
      installedKib: '42',
      multiArch: 'same',
    })
  })

  it('leaves out what is not installed, keeps what is on hold or has no status', () => {
    const text = ['install ok installed', 'hold ok installed', 'deinstall ok config-files', 'install ok half-installed']
      .map((status, at) => `Package: p${at}\nStatus: ${status}\nVersion: 1\n`)
      .concat('Package: distroless\nVersion: 2\n')
      .join('\n')
    expect(parseDpkgStatus(text).map((one) => one.name)).toEqual(['p0', 'p1', 'distroless'])
  })

  it('keeps bytes that are not UTF-8', () => {
    expect(parseDpkgStatus('Package: caf\udce9\nVersion: 1\n')).toMatchObject([{ name: 'caf\udce9' }])
  })

  it('finds every package again, in order, whatever surrounds it', () => {
    const word = fc.stringMatching(/^[a-z0-9][a-z0-9.+-]{0,20}$/)
    fc.assert(
      fc.property(fc.array(fc.record({ name: word, version: word })), fc.string(), (packages, noise) => {
        const text = dpkgStatus(...packages.map((one) => ({ ...one, summary: noise.replaceAll('\n', ' ') })))
        expect(parseDpkgStatus(text).map(({ name, version }) => ({ name, version }))).toEqual(packages)
      }),
    )
  })

  it('is total, and never finds more packages than there are Package lines', () => {
    const line = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('Package: a', 'Package:', 'Status: x installed', 'Version: 1', '', '\r', ' x', 'Description'),
    )
    fc.assert(
      fc.property(fc.array(line), (lines) => {
        const text = lines.join('\n')
        expect(parseDpkgStatus(text).length).toBeLessThanOrEqual(text.split('Package:').length - 1)
      }),
    )
  })
})

describe('parseDpkgQuery', () => {
  it('asks for the columns by their names', () => {
    const columns = ['Package', 'Architecture', 'Version', 'Installed-Size', 'Section', 'Status']
    expect(dpkgQueryFormat).toBe(`${columns.map((column) => `$\{${column}}`).join('\\t')}\\n`)
  })

  it('reads a line a package; old versions leave the status out', () => {
    const lines = [
      'foo\tall\t1.0\t12\tadmin\tinstall ok installed',
      'bar\tamd64\t2.0\t\tbase\tinstall ok installed',
      'old\tamd64\t3.0\t7\tlibs',
      'gone\tamd64\t4.0\t1\tweb\tdeinstall ok config-files',
      'dpkg-query: no packages found',
    ]
    expect(parseDpkgQuery(lines.join('\n'))).toMatchObject([
      { name: 'foo', arch: 'all', version: '1.0', installedKib: '12', section: 'admin' },
      { name: 'bar', installedKib: '', section: 'base' },
      { name: 'old', section: 'libs' },
    ])
  })

  it('is total', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('a', '\t', '\n', ' installed', '1'), { maxLength: 60 }), (parts) => {
        for (const one of parseDpkgQuery(parts.join(''))) expect(one.name && one.version).toBeTruthy()
      }),
    )
  })
})
