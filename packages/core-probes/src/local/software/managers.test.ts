import { captureText, runProbe } from '@fusioninventory/testkit'
import { describe, expect, it } from 'vitest'
import { linuxAppImages } from './app-image.ts'
import { linuxPackageManagers } from './managers.ts'

type Parts = Parameters<typeof captureText>[0]

const run = async (name: string, parts: Parts) => {
  const probe = linuxPackageManagers.find((one) => one.name === `linux/${name}`)
  if (!probe) throw new Error(name)
  const { patches } = await runProbe(probe, captureText(parts))
  return patches.flatMap(({ content }) => content.SOFTWARES ?? [])
}

describe('package managers', () => {
  it.each(linuxPackageManagers.map((probe) => [probe.name, probe] as const))(
    '%s has nothing to say where it is not',
    async (_, probe) => {
      expect(await runProbe(probe, captureText())).toEqual({ patches: [], debug: [], hints: [] })
    },
  )

  it('pacman: a folder a package', async () => {
    const desc =
      '%NAME%\nzlib\n\n%VERSION%\n1:1.3-2\n\n%DESC%\nA library: small\n\n%ARCH%\nx86_64\n\n%INSTALLDATE%\n1700000000\n\n%SIZE%\n347000\n\n%GROUPS%\nbase\ncore\n'
    expect(
      await run('pacman', {
        lists: { '/var/lib/pacman/local': ['f ALPM_DB_VERSION', 'd zlib-1:1.3-2'] },
        files: { '/var/lib/pacman/local/zlib-1:1.3-2/desc': desc },
      }),
    ).toEqual([
      {
        NAME: 'zlib',
        VERSION: '1.3-2',
        ARCH: 'x86_64',
        FROM: 'pacman',
        FILESIZE: '347000',
        INSTALLDATE: '14/11/2023',
        PUBLISHER: undefined,
        COMMENTS: 'A library: small',
        SYSTEM_CATEGORY: 'base,core',
      },
    ])
  })

  it('pacman: its program where the database cannot be read', async () => {
    const info =
      'Name            : vim\nVersion         : 9.0-1\nGroups          : None\nInstalled Size  : 3.50 MiB\nInstall Date    : Sat Sep  2 10:55:23 2023\n                  more\n'
    expect(await run('pacman', { commands: { 'pacman -Qqi': info } })).toMatchObject([
      { NAME: 'vim', VERSION: '9.0-1', FILESIZE: 3_670_016, INSTALLDATE: '02/09/2023', SYSTEM_CATEGORY: undefined },
    ])
  })

  it('portage: a folder a package, a file a field, not what is being merged', async () => {
    const dir = '/var/db/pkg/app-arch'
    expect(
      await run('portage', {
        lists: {
          '/var/db/pkg': ['d app-arch'],
          [dir]: ['d -MERGING-xz-1', 'd bzip2-1.0.8-r4'],
        },
        files: {
          [`${dir}/bzip2-1.0.8-r4/SIZE`]: '180000\n',
          [`${dir}/bzip2-1.0.8-r4/BUILD_TIME`]: '1700000000\n',
          [`${dir}/bzip2-1.0.8-r4/repository`]: 'gentoo\n',
        },
      }),
    ).toMatchObject([
      {
        NAME: 'app-arch/bzip2',
        VERSION: '1.0.8-r4',
        FROM: 'portage',
        FILESIZE: '180000',
        INSTALLDATE: '14/11/2023',
        PUBLISHER: 'gentoo',
        SYSTEM_CATEGORY: 'app-arch',
      },
    ])
  })

  it('portage: equery of either age', async () => {
    for (const [version, list] of [
      ['equery(0.1.4) - Gentoo Package Query Tool', 'equery list -i'],
      ['equery (0.6.1) - Gentoo Package Query Tool', "equery list -i '*'"],
    ] as const)
      expect(
        await run('portage', { commands: { 'equery -V': version, [list]: ' * Searching\nsys-apps/sed-4.9\n' } }),
      ).toEqual([{ NAME: 'sys-apps/sed', VERSION: '4.9', FROM: 'portage' }])
  })

  it('slackware: a file a package', async () => {
    const path = '/var/log/packages'
    const name = 'gtk+2-2.24.33-x86_64-3'
    expect(
      await run('slackware', {
        lists: { [path]: [`f ${name}`, 'f README'] },
        files: {
          [`${path}/${name}`]: 'PACKAGE NAME: x\nUNCOMPRESSED PACKAGE SIZE:     26M\ngtk+2: gtk+2 (a toolkit)\n',
        },
        stats: { [`${path}/${name}`]: 'f 644 0 0 100 1700000000' },
      }),
    ).toEqual([
      {
        NAME: 'gtk+2',
        VERSION: '2.24.33',
        ARCH: 'x86_64',
        FROM: 'slackware',
        FILESIZE: 26 * 1024 ** 2,
        INSTALLDATE: '14/11/2023',
        COMMENTS: 'a toolkit',
      },
    ])
  })

  it('nix: packages among live paths, each once', async () => {
    const paths = ['aaa-git-2.43.0', 'bbb-git-2.43.0', 'ccc-git-2.43.0-doc', 'ddd-etc-conf', 'eee-x-1.0.drv']
      .map((name) => `/nix/store/${name}\n`)
      .join('')
    expect(await run('nix', { commands: { 'nix-store --gc --print-live': paths } })).toEqual([
      { NAME: 'git', VERSION: '2.43.0', FROM: 'nix' },
    ])
  })

  it('snap: what is mounted, and what snapd knows of it', async () => {
    const state = {
      data: {
        snaps: {
          core22: { type: 'base', current: '10', sequence: [{ revision: '10', 'snap-id': 'C' }] },
          tool: { type: 'app', current: '7', sequence: [{ revision: '6' }, { revision: '7', 'snap-id': 'T1' }] },
        },
      },
    }
    const store = '/var/lib/snapd/assertions/asserts-v0'
    expect(
      await run('snap', {
        lists: { '/snap': ['d bin', 'd core22', 'd tool'] },
        files: {
          '/var/lib/snapd/state.json': JSON.stringify(state),
          '/snap/tool/current/meta/snap.yaml':
            'name: tool\nversion: "1.4"\nsummary: A tool\ndescription: |\n  Long\n  text: here\ncontact: https://example.org\napps:\n  version: 9\n',
          [`${store}/snap-declaration/16/T1/active`]: 'type: snap-declaration\npublisher-id: ACC\n',
          [`${store}/account/ACC/active`]: 'type: account\ndisplay-name: Example Works\n',
        },
        stats: {
          '/snap/tool': 'd 755 0 0 3 1700000000',
          '/var/lib/snapd/snaps/tool_7.snap': 'f 600 0 0 4096 1700000000',
        },
      }),
    ).toEqual([
      {
        NAME: 'tool',
        VERSION: '1.4',
        FROM: 'snap',
        FILESIZE: 4096,
        INSTALLDATE: '14/11/2023',
        PUBLISHER: 'Example Works',
        COMMENTS: 'A tool',
        HELPLINK: 'https://example.org',
      },
    ])
  })

  it('snap: its program', async () => {
    const list =
      'Name    Version  Rev  Tracking  Publisher   Notes\ncore18  2020     12   stable    canonical*  base\ntool    1.4      7    stable    ex**        classic\n'
    const info =
      'name: tool\nsummary: |\n  A tool\n  of steel\npublisher: Example Works**\ninstalled: 1.4 (7) 12MB classic\n'
    expect(
      await run('snap', {
        commands: { 'snap list --color never': list, 'snap info --color never --abs-time tool': info },
      }),
    ).toMatchObject([
      {
        NAME: 'tool',
        VERSION: '1.4',
        PUBLISHER: 'Example Works',
        COMMENTS: 'A tool of steel',
        FILESIZE: 12 * 1024 ** 2,
      },
    ])
  })

  it('flatpak: its program', async () => {
    expect(
      await run('flatpak', {
        commands: {
          'flatpak list -a --columns=application,branch,installation,name': 'org.gnome.Platform.Locale\t44\tuser\t\n',
          'flatpak info --user org.gnome.Platform.Locale 44':
            '\nx - Version: 9\n\n          ID: org.gnome.Platform.Locale\n        Arch: x86_64\n      Origin: flathub\n   Installed: 1,5\u00a0MB\n        Date: 2023-11-14 23:30:00 +0000\n',
        },
      }),
    ).toEqual([
      {
        NAME: 'gnome platform translations',
        VERSION: '44',
        ARCH: 'x86_64',
        FROM: 'flatpak',
        FILESIZE: 1_572_864,
        // It is the next day in Paris.
        INSTALLDATE: '15/11/2023',
        PUBLISHER: 'flathub',
        COMMENTS: 'AppID: org.gnome.Platform.Locale',
        SYSTEM_CATEGORY: 'user',
      },
    ])
  })

  it('xbps: a property list', async () => {
    const plist =
      '<plist><dict><key>_XBPS_ALTERNATIVES_</key><dict><key>x</key><array><string>y</string></array></dict><key>xz</key><dict><key>architecture</key><string>x86_64</string><key>installed_size</key><integer>1024</integer><key>install-date</key><string>2023-11-14 12:00 UTC</string><key>pkgver</key><string>xz-libs-5.4.5_1</string><key>short_desc</key><string>A &amp; B</string><key>run_depends</key><array><string>glibc>=2</string></array><key>state</key><string>installed</string></dict></dict></plist>'
    expect(await run('xbps', { files: { '/var/db/xbps/pkgdb-0.38.plist': plist } })).toMatchObject([
      {
        NAME: 'xz-libs',
        VERSION: '5.4.5_1',
        ARCH: 'x86_64',
        FILESIZE: '1024',
        INSTALLDATE: '14/11/2023',
        COMMENTS: 'A & B',
      },
    ])
  })

  it('opkg: a status file', async () => {
    const status =
      'Package: base-files\nVersion: 1549\nStatus: install user installed\nArchitecture: mips_24kc\nInstalled-Time: 1700000000\n\nPackage: gone\nVersion: 1\nStatus: deinstall ok not-installed\n'
    expect(await run('opkg', { files: { '/usr/lib/opkg/status': status } })).toMatchObject([
      { NAME: 'base-files', VERSION: '1549', ARCH: 'mips_24kc', FROM: 'opkg', INSTALLDATE: '14/11/2023' },
    ])
  })

  it('eopkg: a folder a package', async () => {
    const xml =
      '<PISI><Source><Name>nano</Name><Packager><Name>Somebody</Name></Packager></Source><Package><Name>nano</Name><Summary xml:lang="en">An editor</Summary><PartOf>editor</PartOf><History><Update release="170"><Date>2023-11-14</Date><Version>7.2</Version></Update></History><Architecture>x86_64</Architecture><InstalledSize>900</InstalledSize></Package></PISI>'
    expect(
      await run('eopkg', {
        lists: { '/var/lib/eopkg/package': ['d nano-7.2-170'] },
        files: { '/var/lib/eopkg/package/nano-7.2-170/metadata.xml': xml },
      }),
    ).toMatchObject([{ NAME: 'nano', VERSION: '7.2-170', ARCH: 'x86_64', FILESIZE: '900', COMMENTS: 'An editor' }])
  })

  it('swupd: bundles of the version of the system', async () => {
    expect(
      await run('swupd', {
        lists: { '/usr/share/clear/bundles': ['f .MoM', 'f os-core'] },
        files: { '/usr/lib/os-release': 'ID=clear-linux-os\nVERSION_ID=40000\n' },
      }),
    ).toEqual([{ NAME: 'os-core', VERSION: '40000', FROM: 'swupd' }])
  })
})

describe('AppImages', () => {
  const lists = {
    '/opt': ['f Tool-2.1.0-x86_64.AppImage', 'd other'],
    '/home': ['d ann'],
    '/home/ann/bin': ['f a.appimage'],
  }

  it('are those of the machine', async () => {
    const { patches } = await runProbe(linuxAppImages, captureText({ lists }))
    expect(patches).toMatchObject([
      { from: '/opt', content: { SOFTWARES: [{ NAME: 'Tool', VERSION: '2.1.0', ARCH: 'x86_64', FOLDER: '/opt' }] } },
    ])
  })

  it('and those of its users, where asked for', async () => {
    const { patches } = await runProbe(linuxAppImages, captureText({ lists }), { probe: { scanHomedirs: true } })
    expect(patches.map(({ from }) => from)).toEqual(['/opt', '/home/ann/bin'])
  })
})
