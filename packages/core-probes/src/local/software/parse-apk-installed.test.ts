import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseApkInstalled } from './parse-apk-installed.ts'

const busybox = `C:Q1abc=
P:busybox
V:1.36.1-r15
A:x86_64
S:510000
I:950272
T:Size optimized toolbox of many common UNIX utilities
U:https://busybox.net/
L:GPL-2.0-only
o:busybox
m:A Maintainer <maintainer@example.org>
t:1700000000
c:0123456789
F:bin
R:busybox
a:0:0:755
Z:Q1def=
`

describe('parseApkInstalled', () => {
  it('reads the head of each stanza', () => {
    const packages = parseApkInstalled(`${busybox}\nP:musl\nV:1.2.4-r2\nA:x86_64\n`)
    expect(packages).toEqual([
      {
        name: 'busybox',
        version: '1.36.1-r15',
        arch: 'x86_64',
        size: '950272',
        description: 'Size optimized toolbox of many common UNIX utilities',
        maintainer: 'A Maintainer <maintainer@example.org>',
      },
      { name: 'musl', version: '1.2.4-r2', arch: 'x86_64', size: '', description: '', maintainer: '' },
    ])
  })

  it('takes no file for a field', () => {
    expect(parseApkInstalled('P:a\nV:1\nF:usr\nV:2\nP:b\n')).toMatchObject([{ name: 'a', version: '1' }])
  })

  it('is total, and never finds more packages than there are P lines', () => {
    const line = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('P:a', 'P:', 'V:1', 'F:x', '', ':', 'constructor:'),
    )
    fc.assert(
      fc.property(fc.array(line), (lines) => {
        const text = lines.join('\n')
        expect(parseApkInstalled(text).length).toBeLessThanOrEqual(text.split('P:').length - 1)
      }),
    )
  })
})
