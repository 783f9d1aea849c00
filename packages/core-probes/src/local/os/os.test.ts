import { type CaptureParts, captureText, runProbe } from '@fusioninventory/testkit'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { linuxOs } from './linux.ts'
import { legacyRelease, legacyReleases } from './parse-legacy-release.ts'
import { parseOsRelease, releaseOf, withPointRelease } from './parse-os-release.ts'
import {
  addressInHosts,
  firstSshKey,
  formatOffset,
  hostIdOfAddress,
  hostIdOfFile,
  parseBirth,
  parseBootTime,
} from './parse-system.ts'

const run = async (parts: CaptureParts): Promise<Record<string, unknown>> => {
  const { patches } = await runProbe(linuxOs, captureText(parts))
  const fields = patches.toReversed().flatMap((patch) => Object.entries(patch.content.OPERATINGSYSTEM ?? {}))
  return Object.fromEntries(fields.filter(([, value]) => value !== undefined))
}

test('all of a Debian, in the local time of the machine', async () => {
  const key = 'AAAAC3NzaC1lZDI1NTE5AAAAIExample0123456789'
  expect(
    await run({
      files: {
        '/etc/os-release':
          'PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nNAME="Debian GNU/Linux"\nVERSION="12 (bookworm)"\n',
        '/etc/debian_version': '12.11\n',
        '/proc/stat': 'cpu  1 2 3\nbtime 1795366278\nprocesses 1\n',
        '/etc/hosts': '127.0.0.1 localhost\n127.0.1.1\tlab1.example.org lab1\n',
        '/etc/ssh/ssh_host_ed25519_key.pub': `ssh-ed25519 ${key} root@lab1\n`,
        '/etc/ssh/ssh_host_rsa_key.pub': `ssh-rsa ${key}== root@lab1\n`,
        '/etc/ssh/ssh_host_ecdsa_key.pub': `ecdsa-sha2-nistp256 ${key} root@lab1\n`,
      },
      stats: { '/lost+found': 'd 700 0 0 16384 0', '/etc/machine-id': 'f 444 0 0 33 1656073060' },
    }),
  ).toEqual({
    NAME: 'Debian GNU/Linux',
    VERSION: '12.11',
    FULL_NAME: 'Debian GNU/Linux 12 (bookworm)',
    KERNEL_NAME: 'linux',
    KERNEL_VERSION: '6.1.0-18-amd64',
    ARCH: 'x86_64',
    FQDN: 'lab1.example.org',
    DNS_DOMAIN: 'example.org',
    TIMEZONE: { NAME: 'Europe/Paris', OFFSET: '+0100' },
    BOOT_TIME: '2026-11-22 17:51:18',
    INSTALL_DATE: '2022-06-24 14:17:40',
    SSH_KEY: `ssh-ed25519 ${key}`,
    HOSTID: '007f0101',
  })
})

test('commands only where no file tells', async () => {
  const commands = { 'stat /': '  File: /\n Birth: 2013-12-22 22:47:33.000000000 +0100\n', hostid: '007f0100\n' }
  expect(await run({ commands })).toMatchObject({ INSTALL_DATE: '2013-12-22 22:47:33', HOSTID: '007f0100' })
  const files = { '/etc/hostid': Uint8Array.of(0x78, 0x56, 0x34, 0x12) }
  expect(await run({ files, commands, stats: { '/etc/machine-id': 'f 444 0 0 33 1656073060' } })).toMatchObject({
    INSTALL_DATE: '2022-06-24 14:17:40',
    HOSTID: '12345678',
  })
})

test('os-release below /usr; a rolling distribution; quoting', async () => {
  const text = `# comment\nNAME='Arch Linux'\nPRETTY_NAME="Arch \\"btw\\" \\$1"\nBUILD_ID=rolling\nbroken line\n`
  expect(await run({ files: { '/usr/lib/os-release': text } })).toMatchObject({
    NAME: 'Arch Linux',
    FULL_NAME: 'Arch "btw" $1',
    VERSION: 'rolling',
  })
})

test('point releases', () => {
  const centos = { NAME: 'CentOS Linux', VERSION: '7 (Core)' }
  expect(withPointRelease(centos, undefined, 'CentOS Linux release 7.9.2009 (Core)\n').VERSION).toBe('7.9.2009 (Core)')
  expect(withPointRelease({ NAME: 'Debian GNU/Linux', VERSION: '13' }, 'trixie/sid\n', undefined).VERSION).toBe('13')
  expect(withPointRelease({ NAME: 'Ubuntu', VERSION: '22.04' }, 'bookworm/sid\n', undefined).VERSION).toBe('22.04')
  const raspbian = { NAME: 'Raspbian GNU/Linux', VERSION: '12 (bookworm)' }
  expect(withPointRelease(raspbian, '12.4\n', undefined).VERSION).toBe('12.4')
})

test.each([
  [
    '/etc/SuSE-release',
    'SUSE Linux Enterprise Server 11 (x86_64)\nVERSION = 11\nPATCHLEVEL = 4\n',
    { NAME: 'SuSE', VERSION: '11', SERVICE_PACK: '4' },
  ],
  ['/etc/redhat-release', 'Scientific Linux release 6.5 (Carbon)\n', { NAME: 'Scientific', VERSION: '6.5' }],
  [
    '/etc/redhat-release',
    'Red Hat Enterprise Linux Server release 5.11 (Tikanga)\n',
    { NAME: 'RedHat', VERSION: '5.11' },
  ],
  ['/etc/debian_version', '6.0.10\n', { NAME: 'Debian', FULL_NAME: 'Debian GNU/Linux 6.0.10' }],
  ['/etc/arch-release', '', { NAME: 'ArchLinux', FULL_NAME: 'ArchLinux', VERSION: undefined }],
  [
    '/etc/issue',
    'Foo Linux 3.2 \\n \\l\n',
    { NAME: 'Unknown Linux distribution', VERSION: '3.2', FULL_NAME: 'Foo Linux 3.2' },
  ],
])('%s %j', async (file, text, expected) => {
  expect(await run({ files: { [file]: text } })).toMatchObject(
    Object.fromEntries(Object.entries(expected).filter(([, value]) => value !== undefined)),
  )
  const legacy = legacyReleases.find((one) => one.file === file)
  expect(legacy && legacyRelease(legacy, text)).toMatchObject(expected)
})

test('small texts', () => {
  expect(parseBootTime('btime 17\n')).toBe(17)
  expect(parseBootTime('cpu 1\nxbtime 17\n')).toBeUndefined()
  expect(parseBirth('2022-02-04 12:18:02.948358092 +0100\n1606741594\n')).toBe('2022-02-04 12:18:02')
  expect(parseBirth('-\n0\n')).toBeUndefined()
  expect([0, 60, -210, 345].map(formatOffset)).toEqual(['+0000', '+0100', '-0330', '+0545'])
  expect(hostIdOfAddress('127.0.0.1')).toBe('007f0100')
  expect(['1.2.3', '1.2.3.4.5', '1.2.3.400', '::1'].map(hostIdOfAddress)).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
  ])
  expect(hostIdOfFile(Uint8Array.of(1, 2))).toBeUndefined()
  expect(addressInHosts('::1 lab1\n192.0.2.7 x lab1 # note\n', 'lab1')).toBe('192.0.2.7')
  expect(firstSshKey(['garbage', ''])).toBeUndefined()
})

test('any text: no exception; what is quoted is what is read', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (text, other) => {
      for (const parse of [parseBirth, releaseOf, parseBootTime, hostIdOfAddress]) parse(text)
      addressInHosts(text, other)
      firstSshKey([text, other])
      withPointRelease(releaseOf(text), other, text)
      for (const legacy of legacyReleases) legacyRelease(legacy, text)
    }),
  )
  fc.assert(
    fc.property(
      fc.string().filter((text) => !/[\n\r]/.test(text)),
      (text) => {
        const quoted = `NAME="${text.replace(/["$`\\]/g, '\\$&')}"\n`
        expect(parseOsRelease(quoted).get('NAME')).toBe(text)
      },
    ),
  )
})
