import { captureText, dpkgStatus, runProbe } from '@fusioninventory/testkit'
import { describe, expect, it } from 'vitest'
import { linuxApk } from './apk.ts'
import { linuxDpkg } from './deb.ts'
import { dpkgQueryFormat } from './parse-dpkg-status.ts'
import { rpmQueryFormat } from './parse-rpm-query.ts'
import { linuxRpm } from './rpm.ts'

const status = '/var/lib/dpkg/status'
const dpkgQuery = `dpkg-query --show '--showformat=${dpkgQueryFormat}'`
const rpmQuery = `rpm -qa --queryformat '${rpmQueryFormat}'`

describe('linuxDpkg', () => {
  it('tells of each package, with the day of its list of files in local time', async () => {
    const capture = captureText({
      files: {
        [status]: dpkgStatus({ name: 'adduser', version: '3.134', architecture: 'all', size: 686, section: 'admin' }),
        '/etc/os-release': 'NAME="Debian GNU/Linux"\nID=debian\n',
      },
      lists: { '/var/lib/dpkg/info': ['f adduser.list'] },
      // 2026-01-31T23:30:00Z is February in Paris.
      stats: { '/var/lib/dpkg/info/adduser.list': 'f 644 0 0 10 1769902200' },
    })
    const { patches } = await runProbe(linuxDpkg, capture)
    expect(patches).toEqual([
      {
        from: status,
        content: {
          SOFTWARES: [
            {
              NAME: 'adduser',
              VERSION: '3.134',
              ARCH: 'all',
              FROM: 'deb',
              FILESIZE: 702_464,
              INSTALLDATE: '01/02/2026',
              PUBLISHER: 'Debian',
              COMMENTS: 'adduser',
              SYSTEM_CATEGORY: 'admin',
            },
          ],
        },
      },
    ])
  })

  it('finds the list of a package of several architectures', async () => {
    const capture = captureText({
      files: { [status]: 'Package: libc6\nArchitecture: i386\nMulti-Arch: same\nVersion: 2\nMaintainer: Some Team\n' },
      stats: { '/var/lib/dpkg/info/libc6:i386.list': 'f 644 0 0 10 1700000000' },
    })
    const { patches } = await runProbe(linuxDpkg, capture)
    expect(patches[0]?.content.SOFTWARES).toMatchObject([{ INSTALLDATE: '14/11/2023', PUBLISHER: 'Some Team' }])
  })

  it('reads images without dpkg, and never their checksums', async () => {
    const capture = captureText({
      files: {
        '/var/lib/dpkg/status.d/base-files': 'Package: base-files\nVersion: 12.4\n',
        '/var/lib/dpkg/status.d/base-files.md5sums': 'Package: wrong\nVersion: 0\n',
      },
    })
    const { patches } = await runProbe(linuxDpkg, capture)
    expect(patches.map((one) => one.from)).toEqual(['/var/lib/dpkg/status.d'])
    expect(patches[0]?.content.SOFTWARES).toMatchObject([{ NAME: 'base-files', VERSION: '12.4' }])
  })

  it('reads a database of more than one slice, cut anywhere', async () => {
    const packages = Array.from({ length: 5000 }, (_, at) => ({
      name: `p${at}`,
      version: '1',
      summary: 'é'.repeat(500),
    }))
    const text = dpkgStatus(...packages)
    expect(Buffer.byteLength(text)).toBeGreaterThan(4 * 1024 * 1024)
    const { patches, debug } = await runProbe(linuxDpkg, captureText({ files: { [status]: text } }))
    expect(patches[0]?.content.SOFTWARES?.map((one) => one.NAME)).toEqual(packages.map((one) => one.name))
    expect(patches[0]?.content.SOFTWARES?.every((one) => one.COMMENTS === 'é'.repeat(500))).toBe(true)
    expect(debug).toEqual([])
  })

  it('asks dpkg-query only where the database is absent', async () => {
    const commands = { [dpkgQuery]: 'foo\tall\t1.0\t2\tadmin\tinstall ok installed\n' }
    const without = await runProbe(linuxDpkg, captureText({ commands }))
    expect(without.patches).toMatchObject([
      { from: 'dpkg-query', content: { SOFTWARES: [{ NAME: 'foo', FILESIZE: 2048 }] } },
    ])
    const beside = await runProbe(linuxDpkg, captureText({ commands, files: { [status]: '' } }))
    expect(beside.patches).toEqual([])
  })

  it('keeps bytes that are not UTF-8', async () => {
    const capture = captureText({ files: { [status]: Buffer.from('Package: caf\xe9\nVersion: 1\n', 'latin1') } })
    expect((await runProbe(linuxDpkg, capture)).patches[0]?.content.SOFTWARES?.[0]?.NAME).toBe('caf\udce9')
  })

  it('looks for no file by a name that is none', async () => {
    const capture = captureText({
      files: { [status]: 'Package: ../../../etc/x\nVersion: 1\n' },
      stats: { '/etc/x.list': 'f 644 0 0 10 1700000000' },
    })
    const { patches } = await runProbe(linuxDpkg, capture)
    expect(patches[0]?.content.SOFTWARES).toMatchObject([{ NAME: '../../../etc/x', INSTALLDATE: undefined }])
  })

  it('has nothing to say on another system', async () => {
    expect(await runProbe(linuxDpkg, captureText())).toEqual({ patches: [], debug: [], hints: [] })
  })
})

describe('publisher', () => {
  it.each([
    [{ '/etc/os-release': 'ID=debian\n' }, 'Debian'],
    [{ '/usr/lib/os-release': 'NAME=x\nID="linuxmint"\nID_LIKE="ubuntu debian"\n' }, 'Linuxmint'],
    [{ '/etc/os-release': 'ID_LIKE=debian\n' }, 'A Maintainer <maintainer@example.org>'],
  ])('by %j is %s', async (files, word) => {
    const capture = captureText({ files: { ...files, [status]: dpkgStatus({ name: 'a', version: '1' }) } })
    expect((await runProbe(linuxDpkg, capture)).patches[0]?.content.SOFTWARES?.[0]?.PUBLISHER).toBe(word)
  })
})

describe('linuxRpm', () => {
  const line = 'bash\tx86_64\t5.1-6\t1769902200\t77\tExample\tThe shell\tShells\n'

  it('tells of each package', async () => {
    const { patches } = await runProbe(linuxRpm, captureText({ commands: { [rpmQuery]: line } }))
    expect(patches).toEqual([
      {
        from: 'rpm -qa',
        content: {
          SOFTWARES: [
            {
              NAME: 'bash',
              VERSION: '5.1-6',
              ARCH: 'x86_64',
              FROM: 'rpm',
              FILESIZE: '77',
              INSTALLDATE: '01/02/2026',
              PUBLISHER: 'Example',
              COMMENTS: 'The shell',
              SYSTEM_CATEGORY: 'Shells',
            },
          ],
        },
      },
    ])
  })

  it.each([['Packages'], ['rpmdb.sqlite'], ['Packages.db']])('asks where there is %s', async (store) => {
    const capture = captureText({ commands: { [rpmQuery]: line }, lists: { '/usr/lib/sysimage/rpm': [`f ${store}`] } })
    expect((await runProbe(linuxRpm, capture)).patches).toHaveLength(1)
  })

  it('does not start rpm where its directory holds no database', async () => {
    const capture = captureText({ commands: { [rpmQuery]: line }, lists: { '/var/lib/rpm': ['f .rpm.lock'] } })
    expect((await runProbe(linuxRpm, capture)).patches).toEqual([])
  })

  it('keeps what came before rpm failed, and says so', async () => {
    const { patches, debug } = await runProbe(
      linuxRpm,
      captureText({ commands: { [rpmQuery]: { exit: 1, stdout: line } } }),
    )
    expect(patches).toHaveLength(1)
    expect(debug).toEqual(['rpm -qa: exit code 1'])
  })
})

describe('linuxApk', () => {
  it.each([['/lib/apk/db/installed'], ['/usr/lib/apk/db/installed']])('reads %s', async (path) => {
    const text = 'P:musl\nV:1.2.4-r2\nA:aarch64\nI:634880\nT:the C library\nm:A Maintainer <maintainer@example.org>\n\n'
    const { patches } = await runProbe(linuxApk, captureText({ files: { [path]: text } }))
    expect(patches).toEqual([
      {
        from: path,
        content: {
          SOFTWARES: [
            {
              NAME: 'musl',
              VERSION: '1.2.4-r2',
              ARCH: 'aarch64',
              FROM: 'apk',
              FILESIZE: '634880',
              PUBLISHER: 'A Maintainer <maintainer@example.org>',
              COMMENTS: 'the C library',
            },
          ],
        },
      },
    ])
  })
})
